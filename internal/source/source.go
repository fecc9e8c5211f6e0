// Package source reads saved pages from files, folders, standard input, archives and the formats of web archives.
//
// In: paths as a user gives them. Out: pages one at a time, in the order of the paths; [Forms] lists how they may be saved.
// It detects containers, compressions and saves by their first bytes, never by a file's name; whether bytes are a page is
// decided by [Options.Classify]. It never uses a member's name as a path, never writes and never fetches anything.
//
// WARC is read here because no library resumes after damage within bounded memory.
package source

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"sync/atomic"
)

// Page is one saved page: its bytes and what the save itself states of them.
type Page struct {
	Name        string // the path as given or found; "-" is standard input
	Member      string // the name inside a container, "outer.zip#inner.html" when nested, printable; not unique; or ""
	Form        string // how it was saved: a name of Forms
	URL         string // where it came from, if the save states it, or ""
	ContentType string // the Content-Type of the capture, or ""
	Captured    string // when it was saved: RFC 3339 in UTC, from the save itself, or ""
	Cut         bool   // the save states that it does not hold the whole page
	Data        []byte // owned by the caller
	Fields      Fields // of JSON lines: the fields that Data and URL are from; ID is not set
}

const formHTML = "html"

// Form is a way in which pages are saved.
type Form struct {
	Name string // Page.Form
	What string // a description of one line
}

// Forms lists the values of Page.Form. Compression, zip, tar and folders are not forms: a page in them has the form it has
// by itself. A page in a WARC that is itself of a form (wayback, singlefile, …) has that form.
var Forms = []Form{
	{formHTML, "a page as it was sent"},
	{"text", "a text rendering: save as text, lynx -dump, w3m -dump"},
	{"chrome", "a browser's complete save, with the comment \"saved from url\""},
	{"singlefile", "a SingleFile save, one file or a self-extracting archive"},
	{"monolith", "a page saved with monolith"},
	{"savepage", "a page saved with Save Page WE"},
	{"mhtml", "MHTML (.mht, .mhtml)"},
	{"webarchive", "a web archive of Safari"},
	{"wayback", "a page saved from the Wayback Machine; its additions are taken off"},
	{"archive-today", "a page saved from archive.today; its additions are taken off"},
	{"google-cache", "a page saved from Google's cache"},
	{"httrack", "a page of an HTTrack mirror"},
	{"view-source", "a browser's save of its view-source tab"},
	{"curl", "an HTTP response with its header, as curl -i prints"},
	{"warc", "an HTML record of a WARC"},
	{"arc", "an HTML record of an ARC"},
	{"har", "an HTML answer in a HAR, the log of a browser's network panel"},
	{"wet", "a text record of a WARC (WET)"},
	{"wacz", "an HTML record of a WARC in a WACZ"},
	{formJSONL, "a row of JSON lines with a field of HTML"},
}

// Options select what is read of the inputs, and limit it. The zero value reads everything, within the default limits.
type Options struct {
	// Include and Exclude are globs (path.Match) that select files of folders and members of zip and tar. A glob without a
	// slash is compared with the last element of the name, one with a slash with the whole name below the folder or in the
	// archive. A name is read if it matches one of Include, or Include is empty, and it matches none of Exclude. The globs do
	// not apply to the paths given to Pages, nor to the records of a WARC.
	Include, Exclude []string

	// Fields are the names of the fields of JSON lines. If HTML is "", the usual names are tried (html, content, raw_html, body,
	// text), then any field that holds a whole page; if URL is "", url, link and uri. If ID is "", or a row lacks it, the name
	// of a page is the number of its line. If HTML is set, a stream without a byte is JSON lines without a row.
	Fields Fields

	MaxPage    int64 // the longest page that is read, in bytes, after decompression; 0 is DefaultMaxPage
	MaxMembers int   // the number of members of one container that are read; 0 is DefaultMaxMembers
	MaxRatio   int64 // the number of bytes that each byte of a file may inflate to; 0 is DefaultMaxRatio
	MaxDepth   int   // the number of nested containers around a page; 0 is DefaultMaxDepth

	// Classify reports whether the bytes of a page are "html" or "text", or an error if they are not a page. If the error has
	// a method Foreign that reports true, the bytes are evidently of another kind of file, such as an image: its [*Error] is
	// one that is ignored in folders and containers, and a rejection where it was named. If Classify is nil,
	// every page is treated as HTML.
	Classify func(data []byte) (form string, err error) `json:"-"`

	// Want is called once for each file, with its path, before it is opened, and returns how much of it is read. If it is nil,
	// every file is read whole. It is not called for standard input.
	Want func(path string) Want `json:"-"`

	// Progress, if not nil, is updated while the pages are read. Other goroutines may read it at any time.
	Progress *Progress `json:"-"`
}

// Want is how much of a file is read. What is not read yields no page and no error.
type Want int

// The answers of Options.Want.
const (
	All     Want = iota // every page of the file
	Members             // its pages if it is an archive or compressed, by its first bytes; nothing if it is one page
	Nothing             // nothing: the file is not opened
)

// Progress counts what Pages has done so far, from zero. It only grows.
type Progress struct {
	// Files is the number of files begun, with those of which nothing is wanted. Standard input and folders do not count.
	Files atomic.Int64
	// Bytes is the number of bytes of the inputs, as they are stored, that were read or belong to a file that is not wanted.
	// When Pages ends it is about the size of all files: some parts of a zip are read twice, and others not at all.
	Bytes atomic.Int64
}

const (
	// DefaultMaxPage is 300 times a usual page: room for a SingleFile save with its pictures.
	DefaultMaxPage = 32 << 20
	// DefaultMaxMembers is more than the pages the paper ever published. A zip has a separate limit, as its directory is held
	// in memory.
	DefaultMaxMembers = 1_000_000
	// DefaultMaxRatio is twice what near-identical pages reach in one solid archive.
	DefaultMaxRatio = 200
	// DefaultMaxDepth reads a page in a zip in a tar, and none deeper.
	DefaultMaxDepth = 2
)

// Error is the reason why an input, or a part of one, yields no page.
type Error struct {
	Page    Page // Name and Member only
	code    string
	err     error
	ignored bool
}

func (e *Error) Error() string { return e.err.Error() }

// Ignored reports whether a file of a folder, or a member of a container, was passed over because it is evidently no page
// that the user wants.
func (e *Error) Ignored() bool { return e.ignored }

// Code is stable:
//
//	unreadable        the system could not read it: the only code where a retry may help
//	not-a-file        an entry of a folder that is not read: a link to a folder, a pipe, a device
//	unsupported       a member of a zip that is encrypted, or compressed by an unknown method; a segment of a WARC record
//	not-a-page        another kind of file: a picture, a script, …
//	not-article       a page that a program wrote about saved pages: the index of HTTrack, the output of herald inspect
//	hidden            passed over: a name that begins with a dot
//	excluded          passed over: Include or Exclude do not want it
//	page-files        passed over: a folder of the images and frames of a saved page
//	mirror-files      passed over: the cache and the log of HTTrack
//	too-large         longer than MaxPage
//	too-many-members  a container holds more than MaxMembers; those before were read; or the directory of a zip is too long
//	bomb              it inflates beyond MaxRatio
//	too-deep          containers nested deeper than MaxDepth
//	damaged           cut short or corrupt; what could be read was read
//	no-html           a row of JSON lines without a page
//	http-status       the capture is a response other than 200; passed over in a WARC
//	revisit           passed over: a capture without content, as nothing had changed
//	empty             an archive or a log of requests in which no page is
//	panic             an internal error, a bug of herald; the error is a [*Panic]
func (e *Error) Code() string { return e.code }

func (e *Error) Unwrap() error { return e.err }

// Panic is an internal error that a page, or an input, caused.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked: for a bug report
}

func (p *Panic) Error() string { return fmt.Sprintf("herald broke on this page: %v", p.Value) }

// Code is stable.
func (p *Panic) Code() string { return "panic" }

// Pages yields the pages of the paths in order; "-" is stdin. An input that can't be read, or a part of one, is an [*Error]
// in its place; the pages after it follow.
func Pages(paths []string, stdin io.Reader, opts Options) iter.Seq2[Page, error] {
	return PagesOf(slices.Values(paths), stdin, opts)
}

// PagesOf is like [Pages] with paths that may come one at a time: the pages of each are yielded before the next is asked for.
func PagesOf(paths iter.Seq[string], stdin io.Reader, opts Options) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		r := &reader{opts: opts.withDefaults()}
		r.yield = func(page Page, err error) bool {
			r.inYield = true
			r.yielded++
			more := yield(page, err)
			r.inYield = false
			return more
		}
		for path := range paths {
			if !r.operand(path, stdin) {
				return
			}
		}
	}
}

func (o Options) withDefaults() Options {
	if o.MaxPage == 0 {
		o.MaxPage = DefaultMaxPage
	}
	if o.MaxMembers == 0 {
		o.MaxMembers = DefaultMaxMembers
	}
	if o.MaxRatio == 0 {
		o.MaxRatio = DefaultMaxRatio
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	if o.Classify == nil {
		o.Classify = func([]byte) (string, error) { return formHTML, nil }
	}
	if o.Want == nil {
		o.Want = func(string) Want { return All }
	}
	if o.Progress == nil {
		o.Progress = new(Progress)
	}
	return o
}
