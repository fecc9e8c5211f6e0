package cli

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"
)

// fieldList is the value of --fields. It refuses what would be ignored silently: an empty list, which an unset variable of a
// shell leaves, and a second list.
type fieldList struct{ names string }

func (f *fieldList) addFlag(flags *pflag.FlagSet, verb string) {
	flags.Var(f, "fields", verb+" only these `FIELDS`, separated by commas: headline,date,...")
}

func (f *fieldList) String() string { return f.names }

// Type is not shown: the usage names the value.
func (*fieldList) Type() string { return "string" }

func (f *fieldList) Set(names string) error {
	switch {
	case strings.TrimSpace(names) == "":
		return errors.New("want names of fields; omit it for all")
	case f.names != "":
		return errors.New("given twice; name all fields in one list")
	}
	f.names = names
	return nil
}
