package cli

// topics returns the reference, one page for each subject. The reference of the fields is the help of 'herald fields'.
func topics() []topic {
	return []topic{
		{"forms", "Forms of saved pages and archives that herald reads", formsText, formsExample},
		{"formats", "Output formats, and what of the output is personal data", formatsText, formatsExample},
		{"codes", "Exit codes, and the codes of rejections, filters and warnings", codesText, codesExample},
		{"limits", "Limits on pages and archives", limitsText, limitsExample},
		{"scaling", "Large archives: resuming, reports, shards, Slurm, Kubernetes", scalingText, scalingExample},
		{"audit", "From an unread corpus to one whose accuracy can be cited", auditText, auditExample},
		{"evidence", "How a page is read and how to see where a field comes from", evidenceText, evidenceExample},
	}
}

const formsText = `
A path is a page, an archive of pages, or a folder of both. The form of a page
is recognized by its content, never by its name, and is the article's
source.form:

  html           a page as it was sent, also in a mirror made with wget -m
  text           a text rendering: save as text, lynx -dump, w3m -dump, or the
                 Markdown of reader services, clippers (front matter in YAML or
                 TOML), pandoc, Joplin and herald itself
  chrome         "Webpage, Complete" of a browser
  singlefile     a SingleFile page, also a self-extracting one
  monolith       a page saved with monolith
  savepage       a page saved with Save Page WE
  mhtml          MHTML (.mht, .mhtml)
  webarchive     a web archive of Safari (.webarchive)
  wayback        a page saved from the Wayback Machine, without what it adds
  archive-today  a page saved from archive.today, without what it adds
  google-cache   a page saved from Google's cache
  httrack        a page of an HTTrack mirror
  view-source    the view-source tab of a browser, saved
  curl           an HTTP response with its header, as curl -i prints it
  warc           an HTML record of a WARC (plain, gzip or zstd) of any size
  arc            an HTML record of an ARC, plain or gzip
  har            an HTML answer in a HAR, saved with content
  wet            a text record of a WARC (WET)
  wacz           an HTML record of a WARC in a WACZ
  jsonl          a row of JSON lines with a field of HTML

Pages and archives may be compressed (gzip, zstd, xz, bzip2, brotli), and pages
may be in zip or tar archives, also one archive in another. A page in an archive
has its own form; source.member is its name there, and its number where a file
holds several pages one after the other (cat *.html), or several articles that
herald wrote as text or Markdown. A page in a WARC that is itself of a form,
such as singlefile, has that form.

JSON lines are rows of a table with a column of HTML: an object on each line, as
crawlers and databases export them; also in an array with a row a line. The page
is the field --html-field, or the first of html, content, raw_html, body and
text that holds a whole page, or else any other field that does. Its URL is the
field --url-field, or url, link or uri (-v shows which were taken).
source.member is the field --id-field, or the number of the line. A row without
HTML or a broken line is rejected, and the rows after it are read. Other columns
become rows by one command:

  duckdb -c "copy (select url, html from 'pages.parquet')
    to '/dev/stdout' (format json)" | herald extract
  sqlite3 -json crawl.db 'select url, html from pages' | herald extract
  mlr --icsv --ojsonl cat pages.csv | herald extract
  aws s3 cp s3://crawl/pages.jsonl.gz - | herald extract

What is not read, such as PDF, Parquet, CSV and SQL dumps of pages, Evernote's
ENEX, office files, RAR and 7z, is refused by its name, with the command that
makes of it what can be read.

A file name that is not UTF-8 is kept in source.path: its other bytes and each %
are written as %XX.

Folders are read in sorted order. Hidden files, the page_files/ folder that a
browser saves beside page.html, and the hts-cache/ and hts-log.txt of HTTrack
are skipped, also in zip and tar archives. Links to folders, which may loop,
pipes and devices are reported and skipped.

"-" is standard input. It is also read when no path is given and input is piped
in. --files-from reads more paths from a file or standard input, one per line
or, with -0, NUL-terminated.

--include and --exclude choose among the files of folders, zip and tar by globs.
A glob without a slash matches the last element of a name, one with a slash the
whole name below the folder. Paths on the command line are read whatever the
globs are.`

const formsExample = `
# What is in an archive: path, member, form and size
$ herald extract --list nested.zip
nested.zip	pages.tgz#view.html	html	2870
nested.zip	pages.tgz#article.html	html	2094
nested.zip	pages.tgz#old.html	html	590
nested.zip	chrome.mhtml	mhtml	2837

# A crawl from a pipe
$ cat crawl.warc.gz | herald extract --jq '[.source.form, .headline]'
["warc","Kite club maps the wind over Banwol field"]
["warc","Library lends umbrellas by subject"]
["warc","Ferry bell rings twice"]

# A list of files that find prints
$ find archive -name '*.html' -print0 | sort -z | herald extract -0 --files-from - -o articles.jsonl`

const formatsText = `
--format (-f) is one of:

  json      everything, for programs such as jq, pandas, DuckDB and Miller: one
            object per line, indented on a terminal ('herald schema')
  text      for reading in a terminal, wrapped at its width; a line of asterisks
            separates articles
  markdown  CommonMark (tables: GFM) below YAML front matter, for Obsidian, Hugo
            and pandoc; one article after another
  html      one page for reading and printing that loads nothing: images are
            links
  csv       RFC 4180: a header, then one row per article
  jsonld    schema.org NewsArticle for search engines and web archives, one
            object per line; safe inside a <script>
  ninjs     IPTC ninjs 3.1 for newsroom systems, one object per line; the body
            as text and as XHTML
  tei       TEI P5 for corpus tools such as TXM: the article is the body, images
            and notes are the back; several articles are a teiCorpus

--fields headline,date prints only these fields, in this order ('herald fields'
lists them). A field that a format has no place for is refused. jsonld, ninjs
and tei omit what the page does not state, and name the publisher only of pages
known to be of this site. The uri that ninjs requires is the address of the page
or, without one, a hash of headline and body.

'herald extract -o FILE' creates FILE only when the run completes, replaces a
file only with --overwrite, and does not choose the format by its name. With
batch, '-f FORMAT -o DIR/' writes one file per article; the other outputs of
batch are JSON lines, CSV and SQLite (see 'herald help scaling').

--jq prints the results of a jq expression instead of the article, of extract
and of batch, without jq installed. Object keys are sorted; -r prints strings
without quotes. An invalid expression, or one that reads a field that articles
do not have, is refused at once. One that fails on an article rejects that page,
with the code jq.

Whatever a page contains reaches a terminal, a spreadsheet, HTML or SQL only as
text: control characters and bidi overrides are never written raw, in any
format. With --csv-safe, ' is put before cells that a spreadsheet would run as a
formula: those that begin with = + - @, tab or CR. --csv-bom begins the table
with the mark by which Excel recognizes UTF-8.

Personal data: authors, byline, notes and image credits name persons, and
authors and notes can hold their e-mail addresses. The addresses that sign an
article are not in its body. This leaves the addresses out:

  herald extract --jq '.authors[].email = null | .notes[] |= gsub("\\S+@\\S+"; "(e-mail)")' PATH

In an SQLite output: update authors set email = null.

Colors: messages, and the headline of the text format, are colored on a
terminal. JSON is colored only with --color always, or on a terminal if
CLICOLOR_FORCE is set. --color overrides NO_COLOR, CLICOLOR_FORCE and TERM=dumb.
Files, and what batch writes, are never colored.`

const formatsExample = `
$ herald extract -f text --fields headline,byline,date page.html
Ferry to Ulleungdo sails again
By Han Bo-ra
2021-03-03T09:15:00+09:00

# A table for a spreadsheet
$ herald extract -f csv --csv-safe --fields day,byline,headline -o articles.csv archive

# Articles without e-mail addresses
$ herald extract --jq '.authors[].email = null | .notes[] |= gsub("\\S+@\\S+"; "(e-mail)") | .authors' page.html
[{"email":null,"name":"Han Bo-ra"}]

# One TEI file per article
$ herald batch -q -f tei archive -o tei/`

const codesText = `
` + exitCodes + `

Exit code 3 is worth a retry, and so are 130 and 143: with batch, use --resume.
When the reader of a pipe has had enough (herald ... | head), herald ends
silently with 141, as other filters do.

A rejected page is one line on standard error: path, reason and a stable code.
The lines of 'herald batch --report' have the same codes ('herald schema
report'). With --log-format json every line on standard error is an object; -v
adds a line for each article.

Rejected pages:
  not-article       a front page, list, search, reporter, gallery or error page
  no-headline       an article without a headline
  no-body           an article without text
  empty             no content, or an archive without a page
  not-a-page        another kind of file, such as a PDF
  generic-template  matches no template (only with --strict)
  no-html           a row of JSON lines without HTML
  http-status       the capture is an error page of the server
  damaged           cut short or damaged; what could be read was read
  unsupported       in a zip: encrypted, or compressed in an unknown way; in a
                    WARC: a segment of a record
  not-a-file        in a folder: a link to a folder, a pipe or a device
  jq                --jq fails on the article
  where-error       --where fails on the article, or is not true or false
  timeout           the page takes longer than --timeout (batch)
  panic             an internal error; please report it
  too-large, too-much-text, too-many-elements, too-many-lines, too-many-members,
  too-deep, bomb    beyond a limit: see 'herald help limits'

Inputs that cannot be read (exit code 3):
  unreadable        a missing file, a missing permission, a failing disk

Files of folders and archives that are passed over. They are no pages and change
no exit code; -v and --report name them:
  hidden            a name that begins with a dot
  page-files        the folder that a browser saves beside a page
  mirror-files      the cache and the log of HTTrack
  not-article       a page about saved pages: the index of HTTrack, the output
                    of herald inspect and herald report
  excluded          left out by --include or --exclude
  not-a-page        another kind of file: an image, a script, a style sheet
  not-a-file        in an archive: a link or a device
  empty             an archive without a page
  http-status       in a WARC or HAR: a redirect or an error page of the server
  revisit           in a WARC: a page that an earlier capture alone holds

Articles that batch leaves out:
  since, until      outside --since and --until
  undated           without a date to compare with them
  where             excluded by --where
  duplicate         the same as an earlier one (--dedupe)

Warnings, in the article's field of that name:
  headline-differs, byline-differs, date-differs
                    the page's metadata states another; the printed one is taken
  subheadline-differs, section-differs, updated-differs
                    the element of the template's rule and the position of
                    things state different ones; that of the rule is taken
  body-start-differs
                    the page's description is the beginning of the body
                    elsewhere on such pages, and differs from it here
  body-end-uncertain
                    the last text does not end as a sentence does: something
                    may be missing, or it may belong to another article
  date-unreadable   what is printed in the place of the date is not a date
  date-missing      no date is printed or stated
  date-from-id      no date is printed or stated; day is that of the id
  date-ambiguous    the date may be day and month or month and day; the first
                    was taken
  truncated         the page breaks off in the body: a file cut short, or a save
                    that states it
  generic-template  the page matches no template and was read heuristically
  charset-guessed, charset-misdeclared, charset-damaged
                    the character encoding is not declared, is declared wrongly,
                    or has bytes that are not valid in it
  deep-markup       elements are nested too deeply; markup was ignored, no text

A report of batch has one outcome for each page: ok, partial (an article with
warnings), not-article, failed, skipped (by a filter) or duplicate. The counts
add up to the number of pages. Files that were passed over have the outcome
ignored.`

const codesExample = `
$ herald extract --fields headline error_502.html page.html; echo "exit $?"
herald: error_502.html: not an article: little text besides teasers, not the address of an article, no date and no byline [not-article]
{"headline":"Ferry to Ulleungdo sails again"}
exit 1

$ herald extract --log-format json error_502.html 2>&1 | jq -c 'del(.time)'
{"level":"ERROR","message":"…","path":"error_502.html","code":"not-article"}

# How many articles have which warning
$ herald extract -r --jq '.warnings[].code' archive | sort | uniq -c
…

$ herald extract -v -o articles.jsonl page.html
time=… level=INFO msg=read path=page.html template=view warnings=0`

const limitsText = `
herald fetches nothing and runs nothing of a page. A page or an archive may be
made to break its reader; beyond one of these limits it is one line with a code,
and the run continues. Memory stays below 256 MB whatever the page.

  code               limit                                      flag
  too-large          32 MiB for a page, also decompressed       --max-page
  too-much-text      4 MB of text, without scripts and styles
  too-many-elements  about 200,000 elements
  deep-markup        512 nested elements, as in html.Parse
  too-many-lines     100,000 lines of a text rendering
  bomb               inflation to 200 times the size            --max-ratio
  too-many-members   1,000,000 members of a container           --max-members
  too-deep           2 containers in one another                --max-depth
  timeout            10 s for a page (batch)                    --timeout
  jq                 32 MiB of results of --jq for a page

deep-markup is a warning: markup that is nested more deeply is ignored, its text
is kept. Of a zip the members are read that a directory of 16 MB can name. The
limit of --timeout applies to a page, and again to --jq on its article.

Pages that batch abandoned after --timeout may still run: as many as there are
cores, 32 MiB in all. Beyond that the run ends with exit code 3, and --resume
continues after them.

A line of JSON lines may have twice the bytes of a page and 1 MiB, and a path
of --files-from 64 KiB.

Sizes are written 4096, 100KiB, 32MiB or 1GiB.`

const limitsExample = `
$ herald extract --max-page 1KiB crawl.warc.gz 2>&1 | grep -c too-large
2

# An archive in an archive in an archive
$ herald extract --max-depth 3 --fields headline nested.zip -o articles.jsonl`

const evidenceText = `
No selector is trusted alone. Four kinds of evidence are read, in this order of
precedence; where two differ in what matters, the article carries a warning:

  1. the rules of a template, which a page matches by its markup ('herald
     templates')
  2. the page's structured data: JSON-LD (small errors are repaired), meta tags
  3. the site's own wording and the position of things: the date line, the
     byline next to it, the headline above, the body below up to the site's
     footer, the signature at its end
  4. the position of the sentences alone, for pages of other papers

The article's field template says which read it: the name of a template, "text"
(a text rendering), "lines" (a page of this site without a template here) or
"generic" (a page of another paper, with a warning; --strict rejects it).

These are compared on pages of this site, and the headline on all pages:

  headline-differs, date-differs
                    what is printed with the first headline and the first date
                    of publication that JSON-LD or meta tags state; letters only
                    are compared, and times up to a minute
  byline-differs    the authors with the first persons that JSON-LD or meta tags
                    state: none is the same person
  body-start-differs
                    the beginning of the body with og:description, on pages of
                    the template "article", where it is the beginning of the
                    body; in other templates it may be a summary
  body-end-uncertain
                    the last paragraph, which does not end as a sentence does;
                    captions that are the body of a photo story need not
  headline-, subheadline-, section-, byline-, date- and updated-differs
                    what the element that a rule of the template names holds
                    with what wording and position found; a section that the
                    site's navigation has is taken without a warning

A section that JSON-LD or meta tags state is taken if none is printed, and never
compared.

--explain adds the field evidence: for headline, subheadline, byline, agency,
date, updated, section and url what each part of the page states, and whether it
agrees with the value taken.

'herald inspect' shows the same on one page, in HTML or with --text as a table
(columns separated by tabs unless for a terminal). Each field has the element
that its words come from. A value is marked "agrees", "says" if it is worded
otherwise, or "differs" if the article has a warning about it. "Not found on the
page" is a value that the page states only for machines or prints in another
form. Labels lead from a field to its place and back. The HTML holds only the
words of the page and the names of its elements: no script, form, image or
address of it that a browser would follow. It can be read without scripts, and
printed.`

const evidenceExample = `
$ herald extract --explain page.html | jq -c '.evidence[] | select(.field == "headline") | [.from, .agrees]'
["h1.view_tit",true]
["title",true]

$ herald inspect --text page.html | cut -f 1-3 | head -2
FIELD	VALUE	FROM
headline	Ferry to Ulleungdo sails again	h1.view_tit

# The first template in the list
$ herald templates | head -1
NAME  …

# In the browser
$ herald inspect page.html -o inspect.html`
