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

// journal is a file beside an incomplete output that records what the output holds, one JSON object a line: the settings
// of the run and its process, then inputs and a checkpoint, again and again. A line that is cut off, and inputs without a
// checkpoint after them, record nothing.
type journal struct{ file *os.File }

// line is one line of a journal; exactly one field is set.
type line struct {
	Settings   *string     `json:"settings,omitempty"`
	PID        int         `json:"pid,omitempty"` // of the process that writes the lines after it
	Input      *input      `json:"input,omitempty"`
	Checkpoint *checkpoint `json:"point,omitempty"`
	Complete   *completion `json:"complete,omitempty"`
}

// input is a number of consecutive pages of one file, and the state of the file when they were read.
type input struct {
	Path   string `json:"path"`
	Pages  int    `json:"pages"`
	Size   int64  `json:"size"`
	Time   string `json:"time"` // of its last modification, RFC 3339, UTC
	Sum    string `json:"sum,omitempty"`
	Unread bool   `json:"unread,omitempty"` // the system refused to read it: try again
}

// checkpoint is a place where a run can be resumed: all pages before it are in the output and in the report.
type checkpoint struct {
	Out     int64             `json:"out"`            // position in the output
	Report  int64             `json:"report"`         // position in the report
	Summary Summary           `json:"summary"`        // of the pages before it
	Kept    map[string]string `json:"kept,omitempty"` // keys of the articles kept since the previous checkpoint, with their pages

	inputs int   // lines of inputs before it
	end    int64 // of its line in the journal
}

// completion is what remains to be done once everything is written. Applying it twice does no harm.
type completion struct {
	Renames [][2]string `json:"renames"` // from, to
	Remove  []string    `json:"remove"`
	Replace bool        `json:"replace,omitempty"` // a folder in the place of another
	Summary Summary     `json:"summary"`
}

// journalState is the content of a journal.
type journalState struct {
	settings    string
	settingsEnd int64 // of the line of settings
	pid         int   // of the last process that wrote the journal; 0 if it is unknown
	inputs      []input
	checkpoints []checkpoint
	complete    *completion
}

// readJournal reads the journal of an interrupted run. It returns nil if there is no journal, or none with a whole first
// line.
func readJournal(name string) (*journalState, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	var state *journalState
	end := int64(0)
	for in := bufio.NewReader(file); ; {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return state, nil
		}
		if err != nil {
			return nil, err
		}
		end += int64(len(text))
		var l line
		if err := json.Unmarshal(text, &l); err != nil || (state == nil) != (l.Settings != nil) {
			return nil, errors.New("it is not a herald journal; remove the partial files to start over")
		}
		if state == nil {
			state = &journalState{settings: *l.Settings, settingsEnd: end}
			continue
		}
		state.add(l, end)
	}
}

// add adds a line that ends at a position.
func (s *journalState) add(l line, end int64) {
	switch {
	case l.PID != 0:
		s.pid = l.PID
	case l.Input != nil:
		s.inputs = append(s.inputs, *l.Input)
	case l.Checkpoint != nil:
		l.Checkpoint.inputs, l.Checkpoint.end = len(s.inputs), end
		s.checkpoints = append(s.checkpoints, *l.Checkpoint)
	case l.Complete != nil:
		s.complete = l.Complete
	}
}

// limits are what of an interrupted run can be used.
type limits struct {
	results     int   // whose files have not changed
	out, report int64 // positions up to which the outputs are there
}

// reduce lowers a limit below the checkpoint that an output is too short for.
func (l *limits) reduce(short *shortError) {
	if short.report {
		l.report = short.have
	} else {
		l.out = short.have
	}
}

// lastCheckpoint returns the last checkpoint within the limits, and the number of checkpoints up to it. The start of the run is
// one with no results, not counted.
func (s *journalState) lastCheckpoint(most limits) (from checkpoint, count int) {
	for i, at := range slices.Backward(s.checkpoints) {
		if at.Summary.results() <= most.results && at.Out <= most.out && at.Report <= most.report {
			return at, i + 1
		}
	}
	return checkpoint{Summary: newSummary(), end: s.settingsEnd}, 0
}

// mergeInputs joins consecutive inputs of one file; the state of the file is that of the last.
func mergeInputs(inputs []input) []input {
	var all []input
	for _, in := range inputs {
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

// lockedError is returned for an output that another process writes.
type lockedError struct{ pid int } // 0 if it is unknown

func (e *lockedError) Error() string {
	if e.pid == 0 {
		return "locked by another herald process"
	}
	return fmt.Sprintf("locked by another herald process (pid %d)", e.pid)
}

// openLocked opens a journal and locks it until it is closed or the process ends. The error is a [*lockedError] if another
// process has the lock.
func openLocked(name string, flags int) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_RDWR|flags, 0o666)
	if err != nil {
		return nil, err
	}
	locked, err := lock(file)
	if err == nil && !(locked && hasName(file)) {
		err = lockedBy(name)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// lockedBy returns the error for a journal that another process has locked.
func lockedBy(name string) error {
	state, err := readJournal(name)
	if err != nil || state == nil { // it is being written, or just removed
		return &lockedError{}
	}
	return &lockedError{state.pid}
}

// hasName reports whether a file still has its name: the run that had locked it may have ended meanwhile and removed it.
func hasName(file *os.File) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(file.Name())
	return err == nil && os.SameFile(opened, named)
}

// checkUnlocked returns a [*lockedError] while another process has the journal.
func checkUnlocked(name string) error {
	file, err := openLocked(name, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// openJournal locks a journal and cuts it at a position, the end of a line; at 0 it begins a new one.
func openJournal(name, settings string, at int64) (*journal, error) {
	file, err := openLocked(name, os.O_CREATE)
	if err != nil {
		return nil, err
	}
	lines := []line{{PID: os.Getpid()}}
	if at == 0 {
		lines = []line{{Settings: &settings}, lines[0]}
	}
	j := &journal{file}
	err = cutAt(file, at)
	if err == nil {
		err = j.write(lines...)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

// write appends lines and syncs them to the disk.
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

// apply renames the outputs to their final names and removes temporary files. A file that is gone was handled before.
func (c *completion) apply() error {
	for _, r := range c.Renames {
		if _, err := os.Lstat(r[0]); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if info, err := os.Stat(r[1]); err == nil && info.IsDir() && c.Replace {
			if err := os.RemoveAll(r[1]); err != nil {
				return err
			}
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
