package cli

const scalingText = `
'herald batch' reads what extract reads, on all cores, into one output: JSON
lines or CSV (also .gz and .zst), SQLite with full-text search (.db), or DIR/
with a file for each article. Articles are in the order of the pages, the same
bytes whatever --jobs is.

Interrupted runs: until the run completes, the output is OUT.partial with a
journal next to it; a file named OUT is always complete. After Ctrl-C, a crash
or a full disk, the same command with --resume continues, and the result has the
bytes of an uninterrupted run. Changed inputs are detected by size and mtime, or
with --checksum by content hash. A second run to the same OUT is refused (exit
code 3) while the first writes it.

Accounting: --report FILE has a line for each page with its outcome and, if it
is not in the output, the code of the reason (see 'herald help codes'). The
summary counts the same. 'herald report' charts both files.

Filters: --since and --until compare days in Korea. --where is a jq expression.
With --dedupe the first of articles with the same id or text is kept. A page
that takes longer than --timeout is rejected, and the run continues.

The SQLite output has the tables articles, authors, images and warnings (article
is articles.n), and articles_fts, a full-text index of headline and body (rowid
is articles.n).

Memory does not grow with the number of pages, except for the keys of --dedupe.

Shards: with --shard I/N several machines split the work without coordination.
Together the shards hold exactly the articles of an unsharded run. With GNU
parallel:

  parallel herald batch -q archive --shard {}/8 --resume \
    -o part.{}.jsonl ::: $(seq 8)

As a Slurm job array:

  #!/bin/sh
  #SBATCH --array=1-8
  herald batch -q archive --shard $SLURM_ARRAY_TASK_ID/8 --resume \
    -o part.$SLURM_ARRAY_TASK_ID.jsonl

As a Kubernetes Indexed Job, with an image that contains herald and the archive
on a volume. Exit code 1 is a complete run in which some pages were rejected, so
it does not fail the job:

  apiVersion: batch/v1
  kind: Job
  metadata:
    name: herald
  spec:
    completionMode: Indexed
    completions: 8
    parallelism: 8
    backoffLimitPerIndex: 3
    template:
      spec:
        restartPolicy: Never
        containers:
        - name: herald
          image: herald
          workingDir: /data
          command: [sh, -c]
          args:
          - >-
            herald batch -q archive --shard $((JOB_COMPLETION_INDEX + 1))/8
            --resume -o part.$JOB_COMPLETION_INDEX.jsonl || test $? = 1
          volumeMounts: [{name: data, mountPath: /data}]
        volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}`

const scalingExample = `
# A corpus that can be searched, and what became of each page
$ herald batch -q archive -o corpus.db --report pages.jsonl
$ sqlite3 corpus.db "select a.headline from articles_fts f join articles a on a.n = f.rowid where articles_fts match 'fishing port'"
North Korea shows new fishing port on eve of party anniversary

# Articles of some days on a subject
$ herald batch -q archive --since 2020-01-01 --where '.body | test("North Korea")' -o north.jsonl.gz

# The shards of a run are the run
$ herald batch -q archive --shard 1/2 -o part.1.jsonl
$ herald batch -q archive --shard 2/2 -o part.2.jsonl
$ herald batch -q archive -o whole.jsonl
$ sort part.*.jsonl | diff - <(sort whole.jsonl)`

const evidenceText = `
No selector is trusted alone. Four kinds of evidence are read, in this order of
precedence; where two differ in what matters, the article carries a warning:

  1. the rules of a template, which a page matches by its markup ('herald
     templates')
  2. the page's structured data: JSON-LD (small errors are repaired), meta tags
  3. the site's own wording and the position of things: the date line, the
     byline next to it, the headline above, the body below up to the site's
     footer, the signature at its end
  4. a general content finder (go-readability), for pages of other papers

The article's field template says which read it: the name of a template, "text"
(a text rendering), "lines" (a page of this site without a template here) or
"generic" (a page of another paper, with a warning; --strict rejects it).

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
