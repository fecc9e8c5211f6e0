package source

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"time"
)

// save is a program that writes into a page where and when it took it.
type save struct {
	form    string
	mark    mark
	within  int                   // the part of the page that is searched
	stated  func() *regexp.Regexp // what it writes: the address, and the time if it states one
	layouts []string              // of the time
}

const (
	jsDate = `(\w+ \w+ \d+ \d+ [\d:]+ GMT[+-]\d{4})` // "Sat Aug 15 2020 12:12:00 GMT+0900 (Korean Standard Time)"
	jsTime = "Mon Jan 02 2006 15:04:05 GMT-0700"
)

const formSingleFile = "singlefile"

// saves lists the programs. The marks are at the top of a page; SingleFile writes them after the icon of the page, Save Page
// WE at the end of the head.
var saves = []save{
	{formSingleFile, mark{"Page saved with SingleFile", 'P'}, top,
		pattern(`<!--\s*Page saved with SingleFileZ?\s+url: *(\S+)\s+saved date: *` + jsDate + `?`), []string{jsTime}},
	// Chrome, Edge and Internet Explorer; the number is the length of the address.
	{"chrome", mark{"saved from url", 'v'}, headSize, pattern(`<!-- saved from url=\(\d+\)(\S+) -->`), nil},
	{"monolith", mark{" using monolith ", 'u'}, headSize, pattern(`<!-- Saved from (\S+) at (\S+) using monolith `), []string{time.RFC3339}},
	{"savepage", mark{"savepage-url", 'v'}, top,
		pattern(`(?s)<meta name="?savepage-url"? content="([^"]*)".*?(?:<meta name="?savepage-date"? content="` + jsDate + `|$)`), []string{jsTime}},
	{"httrack", mark{" by HTTrack Website Copier", 'W'}, headSize,
		pattern(`<!-- Mirrored from (\S+) by HTTrack Website Copier[^>]*?(\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT) -->`), []string{time.RFC1123}},
	{"google-cache", mark{"Google", 'G'}, headSize,
		pattern(`(?s)<base href="([^"]+)">.*?(?:Google(?:&#39;|')s cache|캐시).*?((?:\d+ \w{3} \d{4}|\d{4}년 \d+월 \d+일) [\d:]+ GMT)`),
		[]string{"2 Jan 2006 15:04:05 MST", "2006년 1월 2일 15:04:05 MST"}},
}

// fromSave reads what the program that saved a page states of it.
func fromSave(page Page) Page {
	for _, s := range saves {
		head := page.Data[:min(len(page.Data), s.within)]
		if !s.mark.in(head) {
			continue
		}
		stated := s.stated().FindSubmatch(head)
		if stated == nil {
			continue
		}
		page.Form = s.form
		address := html.UnescapeString(strings.TrimPrefix(string(stated[1]), "view-source:"))
		if s.form == "httrack" && !strings.Contains(address, "://") {
			address = "http://" + address // it leaves the scheme out
		}
		page.URL = webURL(address)
		if len(stated) > 2 {
			for _, layout := range s.layouts {
				if date, err := time.Parse(layout, string(stated[2])); err == nil {
					page.Captured = stamp(date)
				}
			}
		}
		break
	}
	return page
}

// notArticle is the reason why a page is known not to be an article by the program that wrote it.
type notArticle string

func (n notArticle) Error() string { return string(n) }

// Foreign reports that such a page is passed over in folders and archives, as other files beside pages are.
func (n notArticle) Foreign() bool { return true }

// aboutSaves lists the pages that programs write about saved pages, by how their titles begin and end.
var aboutSaves = []struct {
	begin, end string
	what       notArticle
}{
	{"Local index - HTTrack", "", "the index that HTTrack writes of its mirrors, not an article"},
	{"What the corpus holds: ", ".", "a page that herald report wrote, not an article"},
	{"", " - herald inspect", "a page that herald inspect wrote, not an article"},
}

// checkAuthor returns an error for a page about saved pages.
func checkAuthor(data []byte) error {
	_, after, _ := bytes.Cut(data[:min(len(data), headSize)], []byte("<title>"))
	title, _, _ := bytes.Cut(after, []byte("</title>"))
	for _, page := range aboutSaves {
		if bytes.HasPrefix(title, []byte(page.begin)) && bytes.HasSuffix(title, []byte(page.end)) {
			return &Error{code: "not-article", err: page.what}
		}
	}
	return nil
}
