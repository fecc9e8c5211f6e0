package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// A journal stands beside an output that is not complete and says what is in it, one JSON object a line: the settings of
// the run, then, again and again, inputs and a point. A line that is cut off, and inputs without a point behind them, say
// nothing.
type journal struct{ file *os.File }

// line is one line of a journal; one of its parts is set.
type line struct {
	Settings *string     `json:"settings,omitempty"`
	Input    *input      `json:"input,omitempty"`
	Point    *point      `json:"point,omitempty"`
	Complete *completion `json:"complete,omitempty"`
}

// input is a stretch of pages of one file, and what the file was when they were read.
type input struct {
	Path   string `json:"path"`
	Pages  int    `json:"pages"`
	Size   int64  `json:"size"`
	Time   string `json:"time"` // of its last change
	Sum    string `json:"sum,omitempty"`
	Unread bool   `json:"unread,omitempty"` // the system would not let it be read: try again
}

// point is where a run can go on: all the pages before it are in the output and in the report.
type point struct {
	Out     int64             `json:"out"`            // position of the output
	Report  int64             `json:"report"`         // position of the report
	Summary Summary           `json:"summary"`        // of the pages before it
	Kept    map[string]string `json:"kept,omitempty"` // keys of the articles kept since the point before, with their pages

	inputs int   // lines of inputs before it
	end    int64 // of its line in the journal
}

// completion is what remains to be done when all is written. To do it twice does no harm.
type completion struct {
	Renames [][2]string `json:"renames"` // from, to
	Remove  []string    `json:"remove"`
	Summary Summary     `json:"summary"`
}

// past is what a journal says.
type past struct {
	settings string
	inputs   []input
	points   []point
	complete *completion
	begun    int64 // end of the line of settings
}

// readJournal reads what a run that was stopped has left. There is nothing to go on with, and no error, where there is no
// journal or none with a whole first line.
func readJournal(name string) (*past, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	var p *past
	end := int64(0)
	for in := bufio.NewReader(file); ; {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		end += int64(len(text))
		var l line
		if err := json.Unmarshal(text, &l); err != nil || (p == nil) != (l.Settings != nil) {
			return nil, fmt.Errorf("%s is no journal of herald", name)
		}
		if p == nil {
			p = &past{settings: *l.Settings, begun: end}
			continue
		}
		p.take(l, end)
	}
}

func (p *past) take(l line, end int64) {
	switch {
	case l.Input != nil:
		p.inputs = append(p.inputs, *l.Input)
	case l.Point != nil:
		l.Point.inputs, l.Point.end = len(p.inputs), end
		p.points = append(p.points, *l.Point)
	case l.Complete != nil:
		p.complete = l.Complete
	}
}

// last is the last point at or before that many pages; the start is one.
func (p *past) last(pages int) (point, int) {
	for i, at := range slices.Backward(p.points) {
		if at.Summary.Pages <= pages {
			return at, i + 1
		}
	}
	return point{Summary: newSummary(), end: p.begun}, 0
}

// files joins the stretches of one file that follow each other: the last says what the file was.
func files(stretches []input) []input {
	var all []input
	for _, in := range stretches {
		if n := len(all) - 1; n >= 0 && all[n].Path == in.Path {
			in.Pages += all[n].Pages
			in.Unread = in.Unread || all[n].Unread
			all[n] = in
		} else {
			all = append(all, in)
		}
	}
	return all
}

// errRunning is an output that another run writes.
var errRunning = errors.New("another run of herald writes it; wait for its end, or write to another file")

// openLocked opens a journal, which nobody else then can until it is closed, also by the end of the process.
func openLocked(name string, flags int) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_RDWR|flags, 0o666)
	if err != nil {
		return nil, err
	}
	ours, err := lock(file)
	if err == nil && !(ours && stands(file)) {
		err = errRunning
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// stands is false where the run that had the file has ended since, and taken it away.
func stands(file *os.File) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(file.Name())
	return err == nil && os.SameFile(opened, there)
}

// unlocked is errRunning while another run has the journal.
func unlocked(name string) error {
	file, err := openLocked(name, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// openJournal goes on behind a line that ends there; at 0 it begins a new one.
func openJournal(name, settings string, at int64) (*journal, error) {
	file, err := openLocked(name, os.O_CREATE)
	if err != nil {
		return nil, err
	}
	if err := cut(file, at); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	j := &journal{file}
	if at > 0 {
		return j, nil
	}
	return j, j.write(line{Settings: &settings})
}

// write brings the lines to the disk.
func (j *journal) write(lines ...line) error {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	for _, l := range lines {
		if err := to.Encode(l); err != nil {
			return err
		}
	}
	if _, err := j.file.Write(b.Bytes()); err != nil {
		return err
	}
	return j.file.Sync()
}

// do gives the outputs their names and takes away what was needed on the way. What is gone was done before.
func (c *completion) do() error {
	for _, r := range c.Renames {
		if _, err := os.Lstat(r[0]); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.Rename(r[0], r[1]); err != nil {
			return err
		}
	}
	for _, name := range c.Remove {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}
