package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Fields are the names of the fields of JSON lines.
type Fields struct {
	HTML string // of the page
	URL  string // of its address
	ID   string // of the name that is kept as Page.Member
}

// The usual names of fields, in the order in which they are tried. Capitals do not matter: databases write column names in
// them.
var (
	usualHTML = []string{"html", "content", "raw_html", "body", "text"}
	usualURL  = []string{"url", "link", "uri"}
)

const formJSONL = "jsonl"

// beginsJSON reports whether a stream begins with a JSON object, alone or in an array, by its first bytes; decided is false if
// more of them are needed, also to tell it from a HAR.
func beginsJSON(head []byte) (yes, decided bool) {
	if len(head) < len(utf8BOM) && strings.HasPrefix(utf8BOM, string(head)) {
		return false, false
	}
	rest := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(utf8BOM)), betweenRows)
	cut := harHeadCut().Match(rest)
	if list, ok := bytes.CutPrefix(rest, []byte("[")); ok {
		rest = bytes.TrimLeft(list, jsonSpace)
	}
	if object, ok := bytes.CutPrefix(rest, []byte("{")); ok {
		rest = bytes.TrimLeft(object, jsonSpace)
		return len(rest) > 0 && rest[0] == '"', len(rest) > 0 && !cut
	}
	return false, len(rest) > 0
}

// betweenRows is what may precede a row: white space, and the RS of JSON text sequences (RFC 7464).
const betweenRows = jsonSpace + "\x1e"

// isWideJSON reports whether a stream is JSON in UTF-16, as PowerShell redirects it to a file.
func isWideJSON(head []byte) bool {
	if !bytes.HasPrefix(head, []byte(utf16LE)) && !bytes.HasPrefix(head, []byte(utf16BE)) {
		return false
	}
	const enough = 64 // for the first bytes of an object

	start, _ := io.ReadAll(fromUTF16(bytes.NewReader(head[:min(len(head), enough)]))) // a character that is cut is U+FFFD
	yes, _ := beginsJSON(start)
	return yes
}

// headOf returns the beginning of a stream by which its kind is detected. It waits for less than that if the stream is JSON:
// a program that drives herald as a co-process waits for the answer to its first line before it writes the second.
func headOf(b *bufio.Reader) ([]byte, error) {
	for n := 1; n < headSize; {
		head, err := b.Peek(max(n, min(b.Buffered(), headSize)))
		if err != nil {
			return head, err
		}
		switch yes, decided := beginsJSON(head); {
		case yes && decided:
			return head, nil
		case decided:
			return b.Peek(headSize)
		}
		n = len(head) + 1
	}
	return b.Peek(headSize)
}

// jsonLines yields the page of each line of a stream that begins with a JSON object: a row of a table with a column of HTML.
// If the first line is not such a row, the stream is one page, or another kind of file.
func (f *file) jsonLines(b *bufio.Reader, at place) bool {
	lines := &lineReader{in: b, most: f.maxLine()}
	var before []byte // lines without a row: an array may begin on a line of its own
	line, err := lines.next()
	for ; err == nil && len(rowOf(line)) == 0; line, err = lines.next() {
		before = append(before, line...)
	}
	if err != nil && !isTooLarge(err) {
		return f.page(io.MultiReader(bytes.NewReader(append(before, line...)), readerFunc(func([]byte) (int, error) { return 0, err })), at)
	}
	first, scanErr := f.row(rowOf(line))
	switch {
	case first.own:
		return f.passOver(at, fail("not-a-page", "articles that herald wrote, not pages"))
	case !f.isTable(first, scanErr, at):
		return f.page(io.MultiReader(bytes.NewReader(append(before, line...)), b), at)
	case at.depth == f.opts.MaxDepth:
		return f.fail(at, f.tooDeep())
	}
	for rows := 0; err == nil || isTooLarge(err); line, err = lines.next() {
		text := rowOf(line)
		if len(text) == 0 {
			continue
		}
		if rows++; rows > f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		if !f.giveRow(text, err, lines.number, at) {
			return false
		}
	}
	return errors.Is(err, io.EOF) || f.fail(at, err)
}

// rowOf returns a line without what separates the rows of an array: sqlite3 -json writes one with a row a line.
func rowOf(line []byte) []byte {
	return bytes.TrimRight(bytes.TrimLeft(line, "\ufeff[,"+betweenRows), ",]"+jsonSpace)
}

// isTable reports whether a stream is JSON lines of pages, by its first row and the error of it. A file that the user names
// may begin with a row that lacks its page; in a folder it is then taken for data that belongs to a page.
func (f *file) isTable(first row, err error, at place) bool {
	switch {
	case first.page != nil: // perhaps cut off
		return true
	case err != nil:
		return false
	case f.opts.Fields.HTML != "":
		return f.named(at) || first.hasHTML
	}
	return f.named(at) && (first.hasHTML || first.hasURL)
}

// giveRow yields the page of a row, or the error in its place. err is not nil if the line is too long.
func (f *file) giveRow(text []byte, err error, number int, at place) bool {
	r, scanErr := f.row(text)
	if r.id == "" {
		r.id = strconv.Itoa(number)
	}
	within := at.inside(r.id)
	within.row = true
	switch {
	case err != nil:
		return f.fail(within, err)
	case scanErr != nil:
		return f.fail(within, damaged(scanErr))
	case len(bytes.TrimSpace(r.page)) == 0:
		return f.fail(within, f.noHTML())
	case int64(len(r.page)) > f.opts.MaxPage:
		return f.fail(within, tooLarge(f.opts.MaxPage))
	}
	return f.give(Page{Form: formJSONL, URL: webURL(r.url), Data: r.page, Fields: r.fields}, within)
}

func (f *file) noHTML() *Error {
	if name := f.opts.Fields.HTML; name != "" {
		return fail("no-html", "the field %q holds no page", name)
	}
	return fail("no-html", "no field holds HTML; --html-field names the field of the page")
}

// row is one row of JSON lines.
type row struct {
	page            []byte // nil if the row has none
	url, id         string
	fields          Fields // that page and url are from
	hasHTML, hasURL bool   // it has a field for them, whatever is in it
	own             bool   // it is an article that herald wrote
}

// values are the values of a row that may be its page or its URL, in the order of preference.
type values struct {
	page, url []field
	other     field // a whole page in any other field
}

// field is a field of a row.
type field struct {
	name  string
	usual bool   // the name is one of the usual ones
	value []byte // nil if the row lacks it
}

func (f field) is(name []byte) bool {
	return f.name == string(name) || f.usual && strings.EqualFold(f.name, string(name))
}

// newValues returns the fields to look for, without values.
func (f Fields) newValues() *values {
	return &values{page: fieldsOf(f.HTML, usualHTML), url: fieldsOf(f.URL, usualURL)}
}

// fieldsOf returns the field of a name that the user gave, or, if that is "", those of the usual names.
func fieldsOf(name string, usual []string) []field {
	if name != "" {
		return []field{{name: name}}
	}
	fields := make([]field, len(usual))
	for i, name := range usual {
		fields[i] = field{name: name, usual: true}
	}
	return fields
}

// set sets the value of the field of a name, and its name as it is written, and reports whether there is one.
func set(fields []field, name, value []byte) bool {
	i := slices.IndexFunc(fields, func(f field) bool { return f.is(name) })
	if i < 0 {
		return false
	}
	fields[i].value = value
	if fields[i].name != string(name) {
		fields[i].name = string(name)
	}
	return true
}

// row reads one row. Of a row that is broken off it returns what precedes that.
func (f *file) row(text []byte) (r row, err error) {
	found := f.opts.Fields.newValues()
	rest, err := scanObject(text, func(name, value []byte) {
		switch {
		case set(found.page, name, value):
			r.hasHTML = true
		case set(found.url, name, value):
			r.hasURL = true
		case found.other.value == nil && beginsPage(value):
			found.other = field{name: string(name), value: value}
		}
		if string(name) == f.opts.Fields.ID {
			r.id = scalar(value)
		}
		r.own = r.own || string(name) == "schema" && bytes.HasPrefix(value, []byte(`"herald.`))
	})
	if err == nil && len(rest) > 0 {
		err = errors.New("several objects on one line; jq -c '.[]' writes one a line")
	}
	if i := slices.IndexFunc(found.url, func(u field) bool { return isString(u.value) }); i >= 0 {
		r.url, r.fields.URL = scalar(found.url[i].value), found.url[i].name
	}
	chosen := f.choose(found)
	if chosen.value == nil {
		return r, err
	}
	page, invalid := unquote(chosen.value)
	r.page, r.fields.HTML = page, chosen.name
	if err == nil {
		err = invalid
	}
	return r, err
}

// choose returns the field with the page: that of Options.Fields, or the first of the usual ones with a whole page, or any
// other with one, or the first usual one with a piece of HTML.
func (f *file) choose(found *values) field {
	if f.opts.Fields.HTML != "" {
		if isString(found.page[0].value) {
			return found.page[0]
		}
		return field{}
	}
	for _, usual := range found.page {
		if beginsPage(usual.value) {
			return usual
		}
	}
	if found.other.value != nil {
		return found.other
	}
	for _, usual := range found.page {
		if f.isHTML(usual.value) {
			return usual
		}
	}
	return field{}
}

// isHTML reports whether a value is a string of HTML, by all of it.
func (f *file) isHTML(value []byte) bool {
	if !isString(value) {
		return false
	}
	text, _ := unquote(value) // an invalid one is found when it is read
	form, err := f.opts.Classify(text)
	return err == nil && form == formHTML && len(bytes.TrimSpace(text)) > 0
}

// beginsPage reports whether a value is a string that begins as a whole page.
func beginsPage(value []byte) bool {
	const enough = 256 // for blank lines, escaped, before the doctype
	if !isString(value) {
		return false
	}
	start, _ := unquote(value[:min(len(value), enough)]) // the last escape may be cut
	return wholePage().Match(start)
}

var wholePage = pattern(`(?i)^(?:\x{feff}|\s)*<(?:!doctype\s+html|html|head|body)\b`)

// scalar returns a string without its quotes, a number or a truth value as it is written, and "" for anything else.
func scalar(value []byte) string {
	if isString(value) {
		text, _ := unquote(value) // what precedes an invalid escape is still a name
		return strings.TrimSpace(string(text))
	}
	if value[0] == '{' || value[0] == '[' || string(value) == "null" {
		return ""
	}
	return string(value)
}

// maxLine returns how long a line may be: JSON of ASCII alone takes two bytes for each of a page of Hangul, and so does HTML
// of quotation marks; the other fields are short.
func (f *file) maxLine() int64 { return 2*f.opts.MaxPage + maxAllocated }

// lineReader reads lines of any length up to a limit. Most of them are not copied.
type lineReader struct {
	in     *bufio.Reader
	most   int64
	number int // of the last line, from 1
	long   []byte
}

// next returns the next line with its end; it is valid until the following call. If the line is longer than the limit, the
// error is too-large, and the line what fits in it. The last line may lack its end.
func (l *lineReader) next() ([]byte, error) {
	l.number++
	line, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return l.rest(line)
	}
	if errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return line, err
}

// rest returns a line of which the beginning was read.
func (l *lineReader) rest(begin []byte) ([]byte, error) {
	if cap(l.long) > maxAllocated { // one long line among many
		l.long = nil
	}
	l.long = append(l.long[:0], begin...)
	size := int64(len(begin))
	for {
		more, err := l.in.ReadSlice('\n')
		if size += int64(len(more)); size <= l.most {
			l.long = append(l.long, more...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return l.long, err
		case size > l.most:
			return l.long, fail("too-large", "a line longer than %s; --max-page raises the bound", Size(l.most))
		}
		return l.long, nil
	}
}
