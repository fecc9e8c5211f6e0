package cli

const auditText = `
Nobody reads 300,000 articles. Four commands say what a corpus is worth:

  herald report    what to look at first, and what the corpus holds
  herald inspect   one page next to its article: where a fault comes from
  herald sample    a random sample to check by hand
  herald compare   what another version or other settings changed

The findings of the audit have stable kinds ('herald report --json'):

  repeated-line        short lines that open or close several bodies
  repeated-inner-line  short lines in the middle of several bodies
  repeated-end         sentences that open or close several bodies
  repeated-prose       sentences in the middle of several bodies
  shared-headline      headlines that different articles share
  caption-in-body      captions that are also a paragraph
  future-date          dates after today or after the capture of the page
  date-far-from-id     dates more than a week from the day in the id
  label-byline         bylines that look like labels
  short-body           bodies far shorter than usual for template and year
  long-body            bodies far longer than usual for template and year
  field-drop           fields that become rare from one year to the next

A finding is high if it is a fault in one article of a hundred or more, medium
if it is a fault in fewer or a doubt about as many, else low. A text counts from
three articles on. Bylines, credits and signatures of different persons count as
one text, as do lines that differ only in numbers. An article that is in the
corpus twice does not count as two.

The accuracy of a checked sample is weighted by the sizes of the strata. Its
95 % interval is that of Wilson, with the effective sample size of Kish. Strata
that no article was drawn from are not in it: herald sample names them.`

const auditExample = `
# What to look at first
$ herald batch -q archive -o corpus.jsonl
$ herald report corpus.jsonl -o report.html
$ herald report corpus.jsonl --json | grep -o '"kind": .*'
"kind": "caption-in-body",

# How accurate is it? Mark each field in a spreadsheet; here all bodies are right
$ herald sample corpus.jsonl -n 200 -o check.csv
$ sed 's/,$/,y/' check.csv >checked.csv
$ herald report corpus.jsonl --checked checked.csv --json | grep -o '"low": 0...'
"low": 0.84

# From the audit to a better corpus in five commands; blog has pages of a design
# without template
$ herald batch -q blog -o before.jsonl
$ herald report before.jsonl --json | grep -o '"furniture": .*'
"furniture": "furniture: [\"The letter of the harbor comes on Fridays\"]",
$ herald learn -q blog -o learned.yaml
$ herald batch -q --templates learned.yaml blog -o after.jsonl
$ herald compare before.jsonl after.jsonl | grep changed
date  12 changed (0 gained, 0 lost)
body  12 changed (0 gained, 0 lost)
template  12 changed (0 gained, 0 lost)

# What would another setting change?
$ herald batch -q --strict archive -o strict.jsonl
$ herald compare corpus.jsonl strict.jsonl
articles  21 old, 21 new, 21 the same
gained    0
lost      0`
