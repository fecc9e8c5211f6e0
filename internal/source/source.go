// Package source is where pages come from: files, folders, standard input, and whatever people keep pages in.
//
// In: paths as a user gives them. Out: pages one at a time, in the order of the paths; Forms lists how they may be kept.
// How a file is kept is told by its content, never by its name. It never looks into a page beyond what tells how it was
// kept, never takes a member's name for a path, never writes and never fetches anything.
package source

import (
	"fmt"
	"io"
	"iter"
	"sync/atomic"
)

// Page is one saved page: its bytes and what the save itself says of them.
type Page struct {
	Name        string // the path as given or found; "-" is standard input
	Member      string // the name inside a container, "outer.zip#inner.html" when nested, printable; not unique; or ""
	Form        string // how it was kept: a name of Forms
	URL         string // where the save says it came from, or ""
	ContentType string // the Content-Type of the capture, or ""
	Captured    string // when it was saved: RFC 3339 in UTC, from the save itself, or ""
	Data        []byte // not shared and not used again
}

const formHTML = "html"

// Form is a way in which pages are kept.
type Form struct {
	Name string // Page.Form
	What string // one line for a list
}

// Forms lists the values of Page.Form. Compression, zip, tar and folders are no forms: a page in them has the form it
// has by itself. A page in a WARC that is itself of a form (wayback, singlefile, …) has that form.
var Forms = []Form{
	{formHTML, "a page as it was sent"},
	{"text", "a text rendering: save as text, lynx -dump, w3m -dump"},
	{"chrome", "a browser's complete save, with the comment \"saved from url\""},
	{"singlefile", "a SingleFile save, one file or a self-extracting archive"},
	{"mhtml", "MHTML (.mht, .mhtml)"},
	{"wayback", "a page saved from the Wayback Machine; its additions are taken off"},
	{"view-source", "a browser's save of its view-source tab"},
	{"curl", "an HTTP response with its header, as curl -i prints"},
	{"warc", "an HTML record of a WARC"},
	{"wet", "a text record of a WARC (WET)"},
	{"wacz", "an HTML record of a WARC in a WACZ"},
}

// Options say what of the inputs is read, and how much of it. The zero value reads everything, within the default bounds.
type Options struct {
	// Include and Exclude are globs (path.Match) that choose among the files of folders and the members of zip and tar. A glob
	// without a slash is compared with the last element of the name, one with a slash with the whole name below the folder or in
	// the archive. Read is what matches one of Include, or everything where there is none, and matches none of Exclude. The paths
	// of Pages themselves and the records of a WARC are read whatever the globs are.
	Include, Exclude []string

	MaxPage    int64 // the longest page that is read, in bytes, after decompression; 0 is DefaultMaxPage
	MaxMembers int   // how many members of one container are read; those behind them are not; 0 is DefaultMaxMembers
	MaxRatio   int64 // how many bytes a file may inflate to for each byte that was read of it; 0 is DefaultMaxRatio
	MaxDepth   int   // how many containers a page may stand in, one in another; 0 is DefaultMaxDepth

	// Classify reports whether the bytes of a page are "html" or "text", or an error if they are not a page. If the error has
	// a method Foreign that reports true, the bytes are evidently of another kind of file, such as an image: it is skipped
	// silently in folders and containers, and an [*Error] with the code not-a-page where it was named. If Classify is nil,
	// every page is taken for HTML.
	Classify func(data []byte) (form string, err error) `json:"-"`

	// Want is called once for each file, with its path, before it is opened, and says how much of it is read. Where it is nil,
	// all of every file is. Standard input is not asked about.
	Want func(path string) Want `json:"-"`

	// Progress, where it is not nil, is added to while the pages are read. Another goroutine may look at it at any time.
	Progress *Progress `json:"-"`
}

// Want says how much of a file is read. Of what is not read, no page and no error comes.
type Want int

// The answers of Options.Want.
const (
	All     Want = iota // every page of the file
	Members             // its pages if it is an archive or compressed; nothing if it is one page, which its first bytes tell
	Nothing             // nothing: the file is not even opened
)

// Progress counts what Pages has done so far, from zero. It only grows.
type Progress struct {
	// Files is how many files were begun, also those of which nothing is wanted. Standard input and folders are no files.
	Files atomic.Int64
	// Bytes is how many bytes of the inputs, as they are stored, are behind: they were read, or are of a file that is not wanted.
	// In the end it is about the size of all files together: of a zip some parts are read twice, and others not at all.
	Bytes atomic.Int64
}

const (
	// DefaultMaxPage is 300 times a usual page: room for a SingleFile save with its pictures.
	DefaultMaxPage = 32 << 20
	// DefaultMaxMembers is more than the pages the paper ever printed; a zip has a bound of its own, as its directory is held in memory.
	DefaultMaxMembers = 1_000_000
	// DefaultMaxRatio is twice what near-identical pages reach in one solid archive.
	DefaultMaxRatio = 200
	// DefaultMaxDepth lets a page in a zip in a tar be read, and none deeper.
	DefaultMaxDepth = 2
)

// Error is an input, or a part of one, that gave no page.
type Error struct {
	Page Page // Name and Member only
	code string
	err  error
}

func (e *Error) Error() string { return e.err.Error() }

// Code is stable:
//
//	unreadable        the system would not let it be read: the only one where another try may do better
//	not-a-file        a link to a folder, a pipe, a device: what is in a folder and is not walked into or waited for
//	unsupported       a member of a zip that is encrypted, or compressed in a way that is not known here
//	not-a-page        another kind of file: a picture, a script, …
//	too-large         longer than MaxPage
//	too-many-members  a container holds more than MaxMembers; those before were read; or the directory of a zip is too long
//	bomb              it inflates beyond MaxRatio
//	too-deep          containers nested deeper than MaxDepth
//	damaged           cut short or corrupt; what could be read was read
//	http-status       the capture is an answer other than 200
//	panic             herald broke on it: a bug of ours; the error is a *Panic
func (e *Error) Code() string { return e.code }

func (e *Error) Unwrap() error { return e.err }

// Panic is a page, or an input, on which herald broke.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked: for a bug report
}

func (p *Panic) Error() string { return fmt.Sprintf("herald broke on this page: %v", p.Value) }

// Code is stable.
func (p *Panic) Code() string { return "panic" }

// Pages yields the pages of the paths in order. An input that can't be read, or the part of it that can't be, is an
// *Error in its place, never the end.
func Pages(paths []string, stdin io.Reader, opts Options) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		r := &reader{opts: opts.withDefaults()}
		r.yield = func(page Page, err error) bool {
			r.outside = true
			more := yield(page, err)
			r.outside = false
			return more
		}
		for _, path := range paths {
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
