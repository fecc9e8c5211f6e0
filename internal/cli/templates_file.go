package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"

	"herald/internal/extract"
	"herald/internal/extract/site"
	"herald/internal/source"
)

// templatesFile is the flag --templates of the commands that extract.
type templatesFile struct{ name string }

func (f *templatesFile) addFlag(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "templates", "", "also read with the templates in `FILE` (see 'herald help templates')")
}

// loadedTemplates are what a template file holds.
type loadedTemplates struct {
	set  *site.Set // nil without a file
	hash string    // of the file's bytes; "" without a file
}

// reader returns the extractor with the templates of the file.
func (l loadedTemplates) reader() extract.Reader { return extract.Reader{Templates: l.set} }

// load reads the file, if there is one.
func (f *templatesFile) load() (loadedTemplates, error) {
	if f.name == "" {
		return loadedTemplates{}, nil
	}
	data, err := readTemplates(f.name)
	if err != nil {
		return loadedTemplates{}, &inputError{"--templates", f.name, cause(err)}
	}
	set, err := site.ParseFile(data)
	if err != nil {
		return loadedTemplates{}, &usageError{fmt.Sprintf("%s:%v", f.name, err), "see 'herald help templates'"}
	}
	sum := sha256.Sum256(data)
	return loadedTemplates{set, hex.EncodeToString(sum[:])}, nil
}

// largestTemplates is far above any file of templates: one for each of hundreds of designs is below 1 MiB.
const largestTemplates = 16 << 20

var errTemplatesTooLong = errors.New("longer than " + source.Size(largestTemplates).String())

func readTemplates(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	data, err := io.ReadAll(io.LimitReader(file, largestTemplates+1))
	if err == nil && len(data) > largestTemplates {
		err = errTemplatesTooLong
	}
	return data, err
}
