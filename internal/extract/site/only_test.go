package site

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestOnlyHere finds what is known of the site in string literals of other packages: classes, ids, hosts, addresses and
// labels belong in this one.
func TestOnlyHere(t *testing.T) {
	names := siteNames()
	literals := 0
	for _, root := range []string{"..", "../../inspect"} {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && e.Name() == "site":
				return fs.SkipDir
			case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			for _, text := range stringLiterals(t, path) {
				literals++
				for name := range names {
					if holdsName(text, name) {
						t.Errorf("%s: %q holds %q of the site", path, text, name)
					}
				}
				// A label of one common word, such as link or image, may be anywhere.
				if label := strings.ToLower(text); sections[label] || furniture[label] && strings.Contains(label, " ") {
					t.Errorf("%s: %q is a label of the site", path, text)
				}
				if siteAddress.MatchString(text) {
					t.Errorf("%s: %q is an address of the site", path, text)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if literals == 0 || len(names) == 0 {
		t.Fatalf("%d literals searched for %d names", literals, len(names))
	}
}

var siteAddress = regexp.MustCompile(`(?i)heraldcorp|koreaherald|korea herald|heraldm\.com|view\.php|newsMLId|[?&]ud=`)

// siteNames returns the classes and ids that the templates name. A name of one common word, such as left or article, may
// be anywhere.
func siteNames() map[string]bool {
	names := map[string]bool{}
	selectors := []string{bodyID.Written}
	for t := range Builtin().All() {
		for _, s := range t.selectors() {
			selectors = append(selectors, s.Written)
		}
	}
	for _, name := range className.FindAllString(strings.Join(selectors, " "), -1) {
		if name = name[1:]; strings.ContainsAny(name, "_-0123456789") || name != strings.ToLower(name) {
			names[name] = true
		}
	}
	return names
}

var className = regexp.MustCompile(`[.#][\w-]+`)

func holdsName(text, name string) bool {
	i := strings.Index(text, name)
	return i >= 0 && !strings.ContainsAny(text[i+len(name):min(len(text), i+len(name)+1)], "_abcdefghijklmnopqrstuvwxyz")
}

func stringLiterals(t *testing.T, path string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		if _, isImport := n.(*ast.ImportSpec); isImport {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, text)
		}
		return true
	})
	return found
}
