package cli

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// output is where the articles go: a stream, or a file that has its name only when it is complete.
type output struct {
	io.Writer
	name string   // as the user gave it; "" is standard output
	file *os.File // what is written; nil for standard output
	dest string   // the name that file gets in the end; "" for a device or a pipe, which has it
}

// openOutput opens the file beside its target, so that a file that can't be written is known before any page is read.
// A device or a pipe ("/dev/null") is a stream: it must not be replaced by a file.
func openOutput(name string, stdout io.Writer) (*output, error) {
	if name == "" || name == "-" {
		return &output{Writer: stdout}, nil
	}
	dest := resolved(name)
	info, err := os.Stat(dest)
	if err == nil && !info.Mode().IsRegular() {
		stream, err := os.OpenFile(dest, os.O_WRONLY, 0)
		if err != nil {
			return nil, &outputError{name, cause(err)}
		}
		return &output{Writer: stream, name: name, file: stream}, nil
	}
	// Not os.CreateTemp, whose files no one else may read.
	beside := filepath.Join(filepath.Dir(dest), ".herald-"+rand.Text())
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, &outputError{name, cause(err)}
	}
	return &output{Writer: file, name: name, file: file, dest: dest}, nil
}

// resolved is what a link leads to: the link stays, its target is replaced.
func resolved(name string) string {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	return name
}

// Write fails with an *outputError.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err != nil {
		err = &outputError{o.name, cause(err)}
	}
	return n, err
}

// finish gives the file its name, or, when the run failed, leaves nothing of it. It returns what failed first.
func (o *output) finish(failed error) error {
	if o.file == nil {
		return failed
	}
	err := o.file.Close()
	if o.dest != "" {
		err = o.place(failed == nil && err == nil, err)
	}
	switch {
	case failed != nil:
		return failed
	case err != nil:
		return &outputError{o.name, cause(err)}
	}
	return nil
}

// place gives the file its name where it is whole, else removes it.
func (o *output) place(whole bool, err error) error {
	if whole {
		err = os.Rename(o.file.Name(), o.dest)
	}
	if !whole || err != nil {
		err = errors.Join(err, os.Remove(o.file.Name()))
	}
	return err
}

// cause is what went wrong, without the path: the message names it as the user did.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
