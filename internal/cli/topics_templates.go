package cli

// templatesText is the part of the help of 'herald templates' about template files.
const templatesText = `A template file adds templates, for extract, batch and inspect. From a wrong
field to five lines of YAML:

  1. 'herald inspect --text PAGE' names the element that each field comes from;
     'herald inspect PAGE -o inspect.html' shows the page next to its article.
  2. Find the element that prints the right value in the source of the page, and
     write down its class or id.
  3. Write a template that claims the pages by an element that only they have:

       templates:
         - name: blog
           mark: body.blog h1.entry-title
           headline: h1.entry-title
           byline: .entry-author
           drop: ".newsletter, .related"

  4. 'herald inspect --text --templates my.yaml PAGE' shows what changed;
     'herald batch --templates my.yaml ARCHIVE -o OUT' reads all pages with it.

If a built-in template claims the pages, extend it instead: "- extends: view"
and the lines that it lacks. Its own rules win, and drop adds to them. That of
AMP pages names no body: a template of yours that names it is tried first.
'herald templates --yaml' prints the built-in templates in the same form.

  name         printed in the article's field template
  extends      the built-in template that gets the other keys
  seen         when its pages were saved
  mark         an element that the page must have; of a list, all of them
  wording      labels that the page must print; instead of a mark
  plain        true: the page prints no navigation, and a date without label
  excerpt      true: og:description is the beginning of the body
  headline     the element that prints it; of a list, the first with text. Also
               subhead, section, byline, published, updated
  body         the elements that hold the text
  story        elements whose text is body text, also in a photo table
  caption      elements that hold a caption
  image        the article's pictures: no other picture is one
  drop         elements that are not part of the article
  furniture    lines in the body that are not part of the article
  suspect      lines that may be furniture: they stay in the body
  enabled      false: the template is not used
  learned      from what pages a template was learned. Such a template claims
               only pages with one element of its body, or some side by side

Values of mark to drop are CSS selectors; a selector that begins with # must be
in quotes. Only name and one of mark, wording and plain are needed: fields
without a rule are found as on other pages. Built-in templates are tried first.

'herald learn' writes such a file from many pages of one design, and 'herald help
audit' shows the way from the audit of a corpus to a better one.`

const templatesExample = `  herald templates
  herald templates --yaml
  printf 'templates:\n  - extends: view\n    drop: .newsletter\n' > my.yaml
  herald inspect --text --templates my.yaml page.html
  herald extract --templates my.yaml archive/`
