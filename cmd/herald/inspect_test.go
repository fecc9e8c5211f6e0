package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// inspectPage returns the file that 'herald inspect' writes for a page of testdata/pages.
func inspectPage(t *testing.T, page string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "inspect.html")
	cmd := exec.Command("herald", "inspect", page, "-o", file)
	cmd.Dir = "../../testdata/pages"
	said, err := cmd.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) { // 1: the page is rejected
		t.Fatalf("%v: %s", err, said)
	}
	return file
}

// Pages of each kind: with a photo, a note, a table, a text rendering, a rejected one.
func TestInspectInBrowser(t *testing.T) {
	for _, page := range []string{
		illustrated, "view/bloomberg_column_kicker_author.html", "article/reuters_table_list.html", "text/blind_lynx.txt",
		"reject/blind_newsletter.html",
	} {
		t.Run(page, func(t *testing.T) { checkTab(t, openTab(t, inspectPage(t, page))) })
	}
}

// inView reports whether the element of an id is inside the window.
func inView(b *tab, id string) bool {
	return evaluate[bool](b, `(() => { const r = document.getElementById("`+id+`").getBoundingClientRect();
		return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth })()`)
}

func TestInspectJumps(t *testing.T) {
	b := openTab(t, inspectPage(t, illustrated))
	for _, width := range []int{1280, 390} {
		b.show(width, "light")
		b.click(`#page a[href="#author-1"]`)
		if !inView(b, "author-1") {
			t.Errorf("%d: the label does not lead to its field", width)
		}
		b.click(`#article a[href="#at-headline"]`)
		if !inView(b, "at-headline") {
			t.Errorf("%d: the field does not lead to its place", width)
		}
	}
}

func TestInspectByKeyboard(t *testing.T) {
	b := openTab(t, inspectPage(t, illustrated))
	b.show(1280, "light")
	const focused, opened = "document.activeElement.tagName", "document.querySelector('#page details').open"
	for evaluate[string](b, focused) != "SUMMARY" {
		b.press(kb.Tab)
		if evaluate[string](b, focused) == "BODY" {
			t.Fatal("no folded part can be reached")
		}
	}
	for _, key := range []string{kb.Enter, " "} {
		was := evaluate[bool](b, opened)
		b.press(key)
		if evaluate[bool](b, opened) == was {
			t.Errorf("key %q does nothing", key)
		}
	}
	for evaluate[string](b, focused) != "A" {
		b.press(kb.Tab)
	}
	b.press(kb.Enter)
	if hash := evaluate[string](b, "location.hash"); hash != "#section" { // the first label of this page
		t.Errorf("the first label leads to %q", hash)
	}
}

// illustrated is the page of the README's pictures.
const illustrated = "article/seconds_jsonld_object.html"

// 'make screenshots' sets HERALD_SCREENSHOTS to the folder.
func TestInspectScreenshots(t *testing.T) {
	folder := os.Getenv("HERALD_SCREENSHOTS")
	if folder == "" {
		t.Skip("HERALD_SCREENSHOTS is not set")
	}
	b := openTab(t, inspectPage(t, illustrated))
	b.show(1280, "light")
	b.screenshot(filepath.Join(folder, "inspect.png"))
	b.show(390, "dark")
	b.screenshot(filepath.Join(folder, "inspect_dark.png"))
}
