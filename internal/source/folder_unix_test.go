//go:build unix

package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/decode"
	"herald/internal/source"
)

// Windows has no pipe in a folder, and a link for those alone who may make one.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) {
		path := filepath.Join(dir, name)
		check(t, os.MkdirAll(filepath.Dir(path), 0o755))
		check(t, os.WriteFile(path, []byte(data), 0o644))
	}
	for _, name := range []string{"b.html", "a/view.php?ud=2", "a/view.php?ud=1", "b_files/frame.html", "a/b.files/frame.htm", "a/b.htm", "d_files/e.html", ".git/x.html", ".x.html", "c/old/d.html"} {
		write(name, page)
	}
	write("b_files.html", page)
	write("a/site.js", "function f() { return 1; }")
	write("a/photo.jpg", "\xff\xd8\xff\xe0")
	write("pages.zip", string(zipOf(t, member{"in.html", page})))
	check(t, os.Symlink(dir, filepath.Join(dir, "loop")))
	check(t, os.Symlink("self", filepath.Join(dir, "self")))
	check(t, os.Symlink("gone", filepath.Join(dir, "nowhere")))
	check(t, os.Symlink("b.html", filepath.Join(dir, "to_b.html")))
	check(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))

	run := func(opts source.Options, paths ...string) outcome {
		opts.Classify = decode.Classify
		var s outcome
		for p, err := range source.Pages(paths, nil, opts) {
			if e, ok := errors.AsType[*source.Error](err); ok {
				if e.Ignored() { // TestIgnoredInFolder
					continue
				}
				s.Errors = append(s.Errors, failure{strings.TrimPrefix(e.Page.Name, dir), e.Page.Member, e.Code()})
				continue
			}
			s.Members = append(s.Members, strings.TrimPrefix(p.Name, dir)+"|"+p.Member)
		}
		return s
	}
	odd := []failure{{"/loop", "", "not-a-file"}, {"/nowhere", "", "unreadable"}, {"/pipe", "", "not-a-file"}, {"/self", "", "unreadable"}}
	tests := []struct {
		name string
		opts source.Options
		want outcome
	}{
		{"all", source.Options{}, outcome{Errors: odd, Members: []string{"/a/b.htm|", "/a/view.php?ud=1|", "/a/view.php?ud=2|", "/b.html|",
			"/b_files.html|", "/c/old/d.html|", "/d_files/e.html|", "/pages.zip|in.html", "/to_b.html|"}}},
		{"include", source.Options{Include: []string{"view.php*"}}, outcome{Members: []string{"/a/view.php?ud=1|", "/a/view.php?ud=2|"}}},
		{"include with a slash", source.Options{Include: []string{"c/*/*.html"}}, outcome{Members: []string{"/c/old/d.html|"}}},
		{"exclude", source.Options{Include: []string{"*.html"}, Exclude: []string{"c", "b*", "d_*", "to_*"}}, outcome{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, run(test.opts, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
	missing := run(source.Options{}, filepath.Join(dir, "no.html"), filepath.Join(dir, "a", "photo.jpg"), filepath.Join(dir, "b_files"))
	want := outcome{Members: []string{"/b_files/frame.html|"}, Errors: []failure{{"/no.html", "", "unreadable"}, {"/a/photo.jpg", "", "not-a-page"}}}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Error(diff)
	}
}
