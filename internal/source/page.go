package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// recognise detects how a page was saved by its own bytes, and removes what the save put around it. What the page states
// of its origin takes precedence over what its container states: a WARC of the Wayback Machine holds the paper's pages.
func (f *file) recognise(page Page) (Page, error) {
	if plain, err := f.unbrotli(page.Data); err == nil {
		page.Data = plain
	} else if e, ok := errors.AsType[*Error](err); ok {
		return Page{}, e
	}
	if err := checkAuthor(page.Data); err != nil {
		return Page{}, err
	}
	page, err := f.unzipped(fromViewSource(fromSave(page))) // first: a SingleFile save may be a zip
	if err != nil {
		return Page{}, err
	}
	form, err := f.opts.Classify(page.Data)
	if err != nil {
		return Page{}, fail("not-a-page", "%w", err)
	}
	if page.Form == "" {
		page.Form = form
	}
	if form != formHTML {
		return page, nil
	}
	return fromArchiveToday(fromWayback(page)), nil
}

var errNotBrotli = errors.New("not brotli")

// pageTag is a tag of which every page has one.
var pageTag = pattern(`(?i)<(?:!doctype\s+html|html|head|body|div|p|table|article|section)\b`)

// unbrotli decompresses a page. Brotli has no magic number: bytes that are not text are brotli if they decompress to HTML. An
// [*Error] is a page beyond a limit; any other error means that the bytes are not brotli after all.
func (f *file) unbrotli(data []byte) ([]byte, error) {
	if isText(data) {
		return nil, errNotBrotli
	}
	start, _ := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(data)), headSize)) // what precedes an error is enough
	if !pageTag().Match(start) {
		return nil, errNotBrotli
	}
	return f.all(f.inflated(brotli.NewReader(bytes.NewReader(data))))
}

// top is the part of a page that is searched for the marks of a save: a doctype, a BOM and blank lines precede them.
const top = 16 * headSize

func topOf(data []byte) []byte { return data[:min(len(data), top)] }

// mark is a word that a way of saving leaves in a page, and the letter of it that pages have least often. Most pages have
// no mark: looking for that letter alone takes a tenth of the time of bytes.Contains, which stops at the first letter.
type mark struct {
	word   string
	rarest byte
}

func (m mark) in(data []byte) bool {
	at := strings.IndexByte(m.word, m.rarest)
	for from := 0; ; from++ {
		i := bytes.IndexByte(data[from:], m.rarest)
		if i < 0 {
			return false
		}
		from += i
		if begin := from - at; begin >= 0 && bytes.HasPrefix(data[begin:], []byte(m.word)) {
			return true
		}
	}
}

// fromViewSource reads the page inside a browser's save of its view-source tab.
func fromViewSource(page Page) Page {
	if source, ok := viewSource(page.Data); ok {
		if charset := metaCharset().FindSubmatch(page.Data[:min(len(page.Data), headSize)]); charset != nil {
			page.ContentType = "text/html; charset=" + string(charset[1]) // the inner page may name another
		}
		page.Data, page.Form = source, "view-source"
	}
	return page
}

var (
	metaCharset = pattern(`(?i)<meta[^>]+charset=["']?([\w-]+)`)
	sourceLine  = pattern(`(?s)<td class="line-content">(.*?)</td>`)
	anyTag      = pattern(`<[^>]*>`)
)

var viewSourceMark = mark{`class="line-gutter-backdrop"`, 'k'}

// viewSource joins the lines of Chrome's view-source table. In them every "<" of the page is an entity.
func viewSource(data []byte) ([]byte, bool) {
	if !viewSourceMark.in(topOf(data)) {
		return nil, false
	}
	var source strings.Builder
	for _, line := range sourceLine().FindAllSubmatch(data, -1) {
		source.WriteString(html.UnescapeString(anyTag().ReplaceAllString(string(line[1]), "")))
		source.WriteByte('\n')
	}
	return []byte(source.String()), source.Len() > 0
}

// unzipped reads the page in a self-extracting save of SingleFile.
func (f *file) unzipped(page Page) (Page, error) {
	if page.Form != formSingleFile || !bytes.Contains(page.Data, []byte("PK\x05\x06")) {
		return page, nil
	}
	var err error
	page.Data, err = f.selfExtracting(page.Data)
	return page, err
}

// selfExtracting returns the page in a zip that is also an HTML file.
func (f *file) selfExtracting(data []byte) ([]byte, error) {
	z, err := openZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(z.File, func(m *zip.File) bool { return m.Name == "index.html" })
	if at < 0 {
		return nil, damaged(errors.New("no index.html in a self-extracting page"))
	}
	index, err := openMember(z.File[at])
	if err != nil {
		return nil, err
	}
	defer index.Close()
	return f.all(f.inflated(bufio.NewReader(index)))
}
