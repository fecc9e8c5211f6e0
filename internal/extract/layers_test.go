package extract_test

import (
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers are the prefixes of the files of this package, lowest layer first. A file may use the names of its own layer and
// of the layers below it. The packages dom, claim, site and structured are below all of them: depguard checks those.
var layers = [][]string{{"line"}, {"body"}, {"head"}, {"decide"}, {"unknown", "foreign"}, {"assemble"}, {"extract"}}

func layerOf(file string) int {
	name := filepath.Base(file)
	return slices.IndexFunc(layers, func(prefixes []string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	})
}

func TestLayers(t *testing.T) {
	uses := usesBetweenFiles(t, ".")
	if len(uses) == 0 {
		t.Fatal("no file uses a name of another")
	}
	for _, u := range uses {
		if layerOf(u.from) < layerOf(u.to) {
			t.Errorf("%s uses %s of %s, a later layer", u.from, u.name, u.to)
		}
	}
}

// use is a name that one file uses and another declares.
type use struct{ from, name, to string }

// usesBetweenFiles type-checks the package in a folder without its imports: the names that it declares itself resolve
// all the same.
func usesBetweenFiles(t *testing.T, folder string) []use {
	t.Helper()
	fset := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if layerOf(name) < 0 {
			t.Errorf("%s belongs to no layer", name)
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	_, _ = conf.Check(folder, fset, files, info) // the error is the missing imports
	file := func(p token.Pos) string { return filepath.Base(fset.Position(p).Filename) }
	var uses []use
	for id, obj := range info.Uses {
		if obj.Pos().IsValid() && file(id.Pos()) != file(obj.Pos()) {
			uses = append(uses, use{file(id.Pos()), obj.Name(), file(obj.Pos())})
		}
	}
	slices.SortFunc(uses, func(a, b use) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.name, b.name))
	})
	return slices.Compact(uses)
}

type noImports struct{}

var errNoImports = errors.New("imports are not resolved")

func (noImports) Import(string) (*types.Package, error) { return nil, errNoImports }
