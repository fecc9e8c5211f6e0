package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"unicode"

	"github.com/klauspost/compress/zstd"
)

// reader is one run over the operands.
type reader struct {
	opts    Options
	yield   func(Page, error) bool
	yielded int  // pages and errors so far
	inYield bool // a panic comes from the caller, who takes the pages
	spare   []*bufio.Reader
}

// file is one file or stream from its start to its end, and what was spent on it.
type file struct {
	*reader
	name  string
	found bool     // in a folder, not named by the user
	disk  *os.File // nil when it can only be read forward
	in    int64    // bytes read of it
	out   int64    // bytes inflated from it
}

// place is the position of a stream inside a file.
type place struct {
	member string // the names of the containers' members, separated by "#"; "" for the file itself
	depth  int    // containers around it
	packed int    // compressions around it, since the last container
	wacz   bool   // the container is a WACZ
	row    bool   // it is a row of JSON lines: whatever it holds is accounted for
	size   int64  // the length that the container states; 0 if it states none

	// resume continues after damage in the gzip that the stream comes from; nil if that is not possible.
	resume func() bool
}

// headSize holds the first block of a tar and the header of any mail; small enough to read at once.
const headSize = 4096

// operand yields the pages of one path; false ends the run.
func (r *reader) operand(path string, stdin io.Reader) bool {
	if path == "-" {
		f := &file{reader: r, name: path}
		return f.readAll(f.counted(stdin))
	}
	info, err := os.Stat(path)
	if err != nil {
		return r.refuse(path, unreadable(err))
	}
	if info.IsDir() {
		return r.folder(path, "")
	}
	return r.file(path, info, false)
}

func (r *reader) file(path string, info fs.FileInfo, found bool) bool {
	r.opts.Progress.Files.Add(1)
	want := r.opts.Want(path)
	if want == Nothing {
		r.opts.Progress.Bytes.Add(info.Size())
		return true
	}
	opened, err := os.Open(path)
	if err != nil {
		return r.refuse(path, unreadable(err))
	}
	defer opened.Close()
	f := &file{reader: r, name: path, found: found}
	if info.Mode().IsRegular() {
		f.disk = opened
	}
	in := f.counted(opened)
	if want == Members {
		head, isContainer := container(in)
		if !isContainer {
			r.opts.Progress.Bytes.Add(info.Size() - int64(len(head)))
			return true
		}
		return f.read(io.MultiReader(bytes.NewReader(head), in), place{})
	}
	return f.readAll(in)
}

// readAll yields the pages of a whole file. A file in which there is nothing to yield is an error, so that each is accounted
// for, except for JSON lines without a row.
func (f *file) readAll(in io.Reader) bool {
	before := f.yielded
	if !f.read(in, place{}) {
		return false
	}
	return f.yielded > before || f.in == 0 || f.passOver(place{}, fail("empty", "no page in it"))
}

// container reports whether a file can hold more than one page, by its head, which it returns. A file that can't be read
// holds none.
func container(in io.Reader) ([]byte, bool) {
	head := make([]byte, headSize)
	n, _ := io.ReadFull(in, head)
	k, _ := sniff(head[:n])
	return head[:n], k.container() || k.packed() || k == jsonRows
}

func (r *reader) refuse(path string, err *Error) bool {
	err.Page = Page{Name: path}
	return r.yield(Page{}, err)
}

// read yields the pages of a stream; false ends the run.
func (f *file) read(in io.Reader, at place) (more bool) {
	defer f.recoverPanic(at, &more)
	b := f.buffer(in)
	defer f.release(b)
	head, err := headOf(b)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return f.fail(at, err)
	}
	if len(head) == 0 && f.opts.Fields.HTML != "" && f.named(at) { // JSON lines without a row, not an empty page
		return true
	}
	if isWideJSON(head) {
		return f.read(fromUTF16(b), at)
	}
	k, preface := sniff(head)
	if _, err := b.Discard(preface); err != nil {
		return f.fail(at, err)
	}
	if k.container() && at.depth == f.opts.MaxDepth || k.packed() && at.packed == f.opts.MaxDepth {
		return f.fail(at, f.tooDeep())
	}
	return f.readKind(k, b, at)
}

func (f *file) tooDeep() *Error {
	return fail("too-deep", "containers nested more than %d deep; --max-depth raises the bound", f.opts.MaxDepth)
}

func (f *file) readKind(k kind, b *bufio.Reader, at place) bool {
	if k.packed() {
		return f.readPacked(k, b, at)
	}
	switch k {
	case zipped:
		return f.zip(b, at)
	case tarred:
		return f.tar(b, at)
	case warc:
		r := warcRecords
		if at.wacz {
			r.form = "wacz"
		}
		return f.records(b, r, at)
	case arc:
		return f.records(b, arcRecords, at)
	case har:
		return f.har(b, at)
	case mhtml:
		return f.mhtml(b, at)
	case plistSave:
		return f.webArchive(b, at)
	case plistXML:
		return f.xmlArchive(b, at)
	case dump:
		return f.dump(b, at)
	case jsonRows:
		return f.jsonLines(b, at)
	default:
		return f.page(b, at)
	}
}

// readPacked yields the pages of a compressed stream.
func (f *file) readPacked(k kind, b *bufio.Reader, at place) bool {
	inside := at
	inside.packed, inside.resume = at.packed+1, nil
	switch k {
	case gzipped:
		z := newGunzip(b)
		inside.resume = z.resume
		return f.read(f.inflated(z), inside) && (!z.other || f.fail(at, errOther))
	case zstdPacked:
		z, err := newUnzstd(b)
		if err != nil {
			return f.fail(at, err)
		}
		defer z.Close()
		return f.read(f.inflated(z), inside)
	case xzPacked:
		z, err := newUnxz(b)
		if err != nil {
			return f.fail(at, err)
		}
		return f.read(f.inflated(z), inside)
	default:
		return f.read(f.inflated(bzip2.NewReader(b)), inside)
	}
}

// buffer returns a buffered reader, which is reused: there are many small files, and a new buffer would take more memory than
// the page.
func (r *reader) buffer(in io.Reader) *bufio.Reader {
	last := len(r.spare) - 1
	if last < 0 {
		return bufio.NewReaderSize(in, 16*headSize)
	}
	b := r.spare[last]
	r.spare = r.spare[:last]
	b.Reset(in)
	return b
}

// release takes back a reader that is no longer used. There are never more readers than nested streams.
func (r *reader) release(b *bufio.Reader) {
	b.Reset(nil)
	r.spare = append(r.spare, b)
}

// recoverPanic, deferred, turns a panic of herald into the error of the stream that caused it: the rest is read.
func (f *file) recoverPanic(at place, more *bool) {
	if f.inYield {
		return
	}
	if v := recover(); v != nil {
		*more = f.fail(at, &Error{code: "panic", err: &Panic{v, debug.Stack()}})
	}
}

// page yields a stream that is a page, or several joined. Of joined pages MaxPage limits each.
func (f *file) page(in io.Reader, at place) bool {
	size := at.size
	if f.disk != nil && at.depth == 0 && at.packed == 0 {
		if info, err := f.disk.Stat(); err == nil {
			size = info.Size()
		}
	}
	data, err := f.atMost(in, f.opts.MaxPage, size)
	pages, number := pagesIn(data), 0
	for isTooLarge(err) && len(pages) > 1 {
		last := len(pages) - 1
		if !f.joined(pages[:last], at, &number) {
			return false
		}
		data, err = f.atMost(io.MultiReader(bytes.NewReader(pages[last]), in), f.opts.MaxPage, 0)
		pages = pagesIn(data)
	}
	switch {
	case err != nil:
		return f.fail(at, err)
	case number == 0 && len(pages) == 1:
		return f.give(Page{Data: data}, at)
	}
	return f.joined(pages, at, &number)
}

// joined yields pages of one file, each under its number.
func (f *file) joined(pages [][]byte, at place, number *int) bool {
	for _, data := range pages {
		if *number++; *number > f.opts.MaxMembers {
			return f.fail(at, f.tooMany())
		}
		if !f.give(Page{Data: data}, at.inside(strconv.Itoa(*number))) {
			return false
		}
	}
	return true
}

// give yields one page, adding what its bytes state to what the capture stated.
func (f *file) give(page Page, at place) bool {
	page.Name, page.Member = f.name, printable(at.member)
	page, err := f.recognise(page)
	if e, ok := errors.AsType[*Error](err); ok && isForeign(e) {
		return f.passOver(at, e)
	}
	if err != nil {
		return f.fail(at, err)
	}
	return f.yield(page, nil)
}

// passOver ignores what is evidently no page among the files of a folder or a container. What the user names is an error.
func (f *file) passOver(at place, err *Error) bool {
	err.ignored = !f.named(at) && !at.row
	return f.fail(at, err)
}

// isForeign reports whether an error is about a file that is evidently not an article: of another kind, or about saved pages.
func isForeign(err error) bool {
	foreign, ok := errors.AsType[interface {
		error
		Foreign() bool
	}](err)
	return ok && foreign.Foreign()
}

// named reports whether a stream is what the user named, not a file of a folder or a member of a container.
func (f *file) named(at place) bool { return !f.found && at.depth == 0 }

// fail yields an error in the place of the pages.
func (f *file) fail(at place, err error) bool {
	var e *Error
	var system *fs.PathError
	switch {
	case errors.As(err, &e):
		e = &Error{code: e.code, err: e.err, ignored: e.ignored}
	case errors.As(err, &system):
		e = unreadable(err)
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		e = fail("too-large", "a zstd window longer than %s", Size(zstdWindow))
	default:
		e = damaged(err)
	}
	e.Page = Page{Name: f.name, Member: printable(at.member)}
	return f.yield(Page{}, e)
}

func (at place) inside(member string) place {
	if at.member != "" {
		member = at.member + "#" + member
	}
	return place{member: member, depth: at.depth + 1, wacz: at.wacz}
}

// printable makes a name from an archive safe to print: one line, no escapes, valid UTF-8.
func printable(name string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) {
			return c
		}
		return unicode.ReplacementChar
	}, strings.ToValidUTF8(name, string(unicode.ReplacementChar)))
}

// ignored returns the reason why a file is not read although nothing is wrong with it.
func ignored(code, why string) *Error {
	e := fail(code, "%s", why)
	e.ignored = true
	return e
}

func fail(code, format string, args ...any) *Error {
	return &Error{code: code, err: fmt.Errorf(format, args...)}
}

// unreadable returns an error of the system without the path, which is printed before it.
func unreadable(err error) *Error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	return fail("unreadable", "can't be read: %w", err)
}

func damaged(err error) *Error {
	return fail("damaged", "cut short or damaged: %w", err)
}
