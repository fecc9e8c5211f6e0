package source_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// mailOf returns a mail with a page in a multipart of a kind.
func mailOf(kind, part string) string {
	return fmt.Sprintf("From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/%[1]s; boundary=\"in-%[1]s\"\n\n--in-%[1]s\n%[2]s\n--in-%[1]s--\n", kind, part)
}

// TestMails: each mail of a mailbox, and each of several MHTML files that were joined, yields its page.
func TestMails(t *testing.T) {
	const line = "From a@b.example Fri Sep  4 01:00:00 2026\n"
	html := "Content-Type: text/html\n\n<p>Words.</p>\n\nFrom here on, words.\nFrom: there\n"
	mail, words := mailOf("related", html), "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nWords.\n\n"
	nested := mailOf("mixed", strings.TrimPrefix(mailOf("alternative", "Content-Type: text/plain\n\nWords.\n--in-alternative\n"+html), "From: a@b.example\n"))
	deep := func(depth int) string {
		inner := html
		for i := range depth {
			inner = strings.TrimPrefix(mailOf(fmt.Sprint("x", i), inner), "From: a@b.example\n")
		}
		return "From: a@b.example\n" + inner
	}
	file := func(name string) string {
		return "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=" + name + strings.TrimPrefix(html, "Content-Type: text/html")
	}
	two := html + "\n--in-mixed\n" + html
	for _, test := range []struct {
		name, data string
		want       outcome
	}{
		{"one", mail, outcome{Members: []string{""}}},
		{"one in a mailbox", line + mail + "\n", outcome{Members: []string{""}}},
		{"a mailbox", line + mail + "\n" + line + mail + "\n" + line + mail, outcome{Members: []string{"1", "2", "3"}}},
		{"one without HTML between", line + mail + "\n" + line + words + line + mail, outcome{Members: []string{"1", "3"}, Errors: []failure{{"-", "2", "not-a-page"}}}},
		{"joined", mail + mail, outcome{Members: []string{"1", "2"}}},
		{"joined after blank lines", strings.ReplaceAll(mail+"\n\n"+mail, "\n", "\r\n"), outcome{Members: []string{"1", "2"}}},
		{"too many", mail + mail + mail, outcome{Members: []string{"1", "2"}, Errors: []failure{{"-", "", "too-many-members"}}}},
		{"a multipart in a multipart", nested, outcome{Members: []string{""}}},
		{"as deep as they may be", deep(5), outcome{Members: []string{""}}},
		{"deeper", deep(6), outcome{Errors: []failure{{"-", "", "not-a-page"}}}},
		{"a multipart without HTML before the page", mailOf("mixed", strings.TrimPrefix(mailOf("alternative", "Content-Type: text/plain\n\nWords."), "From: a@b.example\n")+"--in-mixed\n"+html),
			outcome{Members: []string{""}}},
		{"two attachments", mailOf("mixed", two), outcome{Members: []string{"1", "2"}}},
		{"two attachments, cut short", strings.TrimSuffix(mailOf("mixed", two), "--in-mixed--\n"),
			outcome{Members: []string{"1"}, Errors: []failure{{"-", "2", "damaged"}}}},
		{"a page and an attachment in a mailbox", line + mail + "\n" + line + mailOf("mixed", two), outcome{Members: []string{"1", "2", "3"}}},
		{"an attachment that is damaged", mailOf("mixed", html+"\n--in-mixed\nContent-Type: multipart/related; x\n\n--in-mixed\n"+html),
			outcome{Members: []string{"1", "3"}, Errors: []failure{{"-", "2", "damaged"}}}},
		{"attachments by their names", mailOf("mixed", file("a.HTM")+"\n--in-mixed\n"+file("a.pdf")+"\n--in-mixed\n"+file("b.html")), outcome{Members: []string{"1", "2"}}},
		{"an attachment with another name", mailOf("mixed", file("html")), outcome{Errors: []failure{{"-", "", "not-a-page"}}}},
		{"a frame", mailOf("related", html+"\n--in-related\n"+html), outcome{Members: []string{""}}},
	} {
		opts := source.Options{MaxMembers: 1 << 10}
		if test.name == "too many" {
			opts.MaxMembers = 2
		}
		g := read(t, opts, strings.NewReader(test.data), "-")
		if diff := cmp.Diff(test.want, outcomeOf(g)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		for _, page := range g.Pages {
			if !strings.Contains(string(page.Data), "From here on, words.") {
				t.Errorf("%s: %q", test.name, page.Data)
			}
		}
	}
}

// TestMailBreaksOff: a page that is whole is read although the stream breaks off after it, and the damage is reported.
func TestMailBreaksOff(t *testing.T) {
	mail := mailOf("related", "Content-Type: text/html\n\n<p>Words.</p>\n")
	in := io.MultiReader(strings.NewReader(mail), iotest.ErrReader(errors.New("no more")))
	want := outcome{Members: []string{""}, Errors: []failure{{"-", "", "unreadable"}}}
	if diff := cmp.Diff(want, outcomeOf(read(t, source.Options{}, in, "-"))); diff != "" {
		t.Error(diff)
	}
}
