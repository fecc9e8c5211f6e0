package cli

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// output is a stream, or a file that gets its name only when it is complete.
type output struct {
	io.Writer
	name string   // as the user gave it; "" is standard output
	file *os.File // nil for standard output
	dest string   // the final name of file; "" for a device or a pipe, which is written in place
}

// openOutput creates a temporary file next to the target, so that an output that cannot be written is known before any page
// is read. A device or a pipe ("/dev/null") is opened as a stream: a file must not replace it.
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
	// os.CreateTemp would make a file that only its owner may read.
	temporary := filepath.Join(filepath.Dir(dest), ".herald-"+rand.Text())
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, &outputError{name, cause(err)}
	}
	return &output{Writer: file, name: name, file: file, dest: dest}, nil
}

// resolved returns the target of a symbolic link, so that the target is replaced and the link stays.
func resolved(name string) string {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	return name
}

// Write returns an *outputError on failure.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err != nil {
		err = &outputError{o.name, cause(err)}
	}
	return n, err
}

// finish renames a complete file to its final name. If the run failed, it removes the file. It returns the first error.
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

// place renames a complete file to its name and removes any other.
func (o *output) place(complete bool, err error) error {
	if complete {
		err = os.Rename(o.file.Name(), o.dest)
	}
	if !complete || err != nil {
		err = errors.Join(err, os.Remove(o.file.Name()))
	}
	return err
}

// cause returns what went wrong without the path, which the message has already as the user gave it.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
