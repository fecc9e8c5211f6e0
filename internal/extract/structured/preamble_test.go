package structured

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/extract/claim"
)

// statement is what a preamble states, in short.
type statement struct{ Title, URL, Published, Authors, Text string }

func stated(text string) statement {
	p := ReadPreamble(text)
	first := func(claims []claim.Claim) string {
		if len(claims) == 0 {
			return ""
		}
		return claims[0].Value
	}
	s := statement{Title: first(p.Headline), URL: first(p.URL), Published: first(p.Published), Text: strings.TrimSpace(p.Text)}
	if len(p.Authors) > 0 {
		s.Authors = strings.Join(p.Authors[0].Names, "; ")
	}
	return s
}

func TestReadPreamble(t *testing.T) {
	const address = "https://www.koreaherald.com/article/10777001"
	for name, c := range map[string]struct {
		text string
		want statement
	}{
		"YAML": {
			"---\ntitle: \"Ferry: a bell\"\nsource: " + address + "\nauthor:\n  - \"[[Noh Ye-bin]]\"\n  - Gwak Da-in\npublished: 2026-09-03\ncreated: 2026-09-04\n---\nThe ferry.\n",
			statement{"Ferry: a bell", address, "2026-09-03", "Noh Ye-bin; Gwak Da-in", "The ferry."},
		},
		"created alone is the day of the text": {
			"---\ntitle: Ferry\ncreated: 2026-09-04\n---\nThe ferry.",
			statement{Title: "Ferry", Published: "2026-09-04", Text: "The ferry."},
		},
		"created beside source is the day of the clip": {
			"---\ntitle: Ferry\nsource: " + address + "\ncreated: 2026-09-04\n---\nThe ferry.",
			statement{Title: "Ferry", URL: address, Text: "The ferry."},
		},
		"the day of a corpus of crawled pages": {
			" date 2026-09-03 The ferry.",
			statement{Text: "The ferry."},
		},
		"a text about a day": {
			"The date 2026-09-03 is that of the ferry.",
			statement{Text: "The date 2026-09-03 is that of the ferry."},
		},
		"YAML that ends in dots, null and a list in brackets": {
			"---\ntitle: Ferry\nauthor: [Noh Ye-bin, Gwak Da-in]\ndate: null\n...\nThe ferry.",
			statement{Title: "Ferry", Authors: "Noh Ye-bin; Gwak Da-in", Text: "The ferry."},
		},
		"an author over several lines, with mail addresses": {
			"---\ntitle: Ferry\nauthor: Noh Ye-bin yebin@example.com,\n  Gwak Da-in dain@example.com\n---\nThe ferry.",
			statement{Title: "Ferry", Authors: "Noh Ye-bin yebin@example.com; Gwak Da-in dain@example.com", Text: "The ferry."},
		},
		"malformed YAML, line by line": {
			"---\ntitle: [Interview] \"Ferry\": a bell\nauthor: >\n  Noh Ye-bin\nyebin@example.com\npublished_at: 2025-12-26 00:00\nurl: " + address + "\n---\nThe ferry.",
			statement{"[Interview] \"Ferry\": a bell", address, "2025-12-26 00:00", "Noh Ye-bin yebin@example.com", "The ferry."},
		},
		"TOML": {
			"+++\ntitle = \"Ferry\"\ndate = 2026-09-03T17:10:44+09:00\nauthors = [\"Noh Ye-bin\", \"Gwak Da-in\"]\nurl = '" + address + "'\n+++\nThe ferry.",
			statement{"Ferry", address, "2026-09-03T17:10:44+09:00", "Noh Ye-bin; Gwak Da-in", "The ferry."},
		},
		"TOML with a list over several lines and a table": {
			"+++\ntitle = 'Ferry'\nauthors = [\n  \"Noh Ye-bin\",\n  \"Gwak Da-in\",\n]\ntags = [\"bells\"]\n\n[extra]\nurl = '" + address + "'\n+++\nThe ferry.",
			statement{Title: "Ferry", URL: address, Authors: "Noh Ye-bin; Gwak Da-in", Text: "The ferry."},
		},
		"pandoc": {
			"% Ferry\n  gets a bell\n% Noh Ye-bin; Gwak Da-in\n% 2026-09-03\n\nThe ferry.",
			statement{Title: "Ferry gets a bell", Published: "2026-09-03", Authors: "Noh Ye-bin; Gwak Da-in", Text: "The ferry."},
		},
		"Jina Reader": {
			"Title: Ferry\n\nURL Source: " + address + "\n\nPublished Time: 2026-09-03T17:10:44+09:00\n\nMarkdown Content:\nThe ferry.",
			statement{Title: "Ferry", URL: address, Published: "2026-09-03T17:10:44+09:00", Text: "The ferry."},
		},
		"Jina Reader with a warning": {
			"Title: Ferry\n\nURL Source: " + address + "\n\nWarning: This page may have been cached.\n\nMarkdown Content:\nThe ferry.",
			statement{Title: "Ferry", URL: address, Text: "The ferry."},
		},
		"a writer, and escapes in a title": {
			"+++\ntitle = \"Village of \\\"no\\\" signs\"\nwriter = \"Noh Ye-bin\"\n+++\nThe ferry.",
			statement{Title: `Village of "no" signs`, Authors: "Noh Ye-bin", Text: "The ferry."},
		},
		"a script": {
			"TITLE: Ferry\nAUTHORS: ['Noh Ye-bin', 'Gwak Da-in']\nDATE: 2026-09-03\nTEXT: The ferry.\n\nIts bell.",
			statement{Title: "Ferry", Published: "2026-09-03", Authors: "Noh Ye-bin; Gwak Da-in", Text: "The ferry.\n\nIts bell."},
		},
		"a question right below": {
			"Title: Ferry\nAuthor: Noh Ye-bin\nQ: Who rang it? Say so.\n\nA: The captain.\n\nSource: " + address,
			statement{Title: "Ferry", Authors: "Noh Ye-bin", Text: "Q: Who rang it? Say so.\n\nA: The captain.\n\nSource: " + address},
		},
		"keys of other programs, and a link": {
			"---\ntitle: Ferry\nauthor: \"[Noh Ye-bin](" + address + "?byline)\"\nsourceURL: \"[Ferry](" + address + ")\"\npublishDate: 2026-09-03\nsitename: The Korea Herald\n---\nThe ferry.",
			statement{"Ferry", address, "2026-09-03", "Noh Ye-bin", "The ferry."},
		},
		"a mail": {
			"From: Noh Ye-bin <yebin@example.com>\nTo: Gwak\nDate: Wed, 25 Sep 2013 08:02:11 +0900\nSubject: Fwd: a bell\n\nThe ferry.\n-- \nNoh Ye-bin\nSorim Port\n",
			statement{Text: "The ferry."},
		},
		"two lines of a mail": {"From: Noh Ye-bin\nTo: Gwak\n\nThe ferry.", statement{Text: "From: Noh Ye-bin\nTo: Gwak\n\nThe ferry."}},
		"YAML with mappings": {
			"---\ntitle: Ferry\nauthor:\n  name: Noh Ye-bin\n  email: yebin@example.com\nparams:\n  url: " + address + "\n---\nThe ferry.",
			statement{Title: "Ferry", URL: address, Authors: "Noh Ye-bin yebin@example.com", Text: "The ferry."},
		},
		"Logseq": {
			"title:: Ferry\nauthor:: [[Noh Ye-bin]]\nsource:: " + address + "\n\nThe ferry.",
			statement{Title: "Ferry", URL: address, Authors: "Noh Ye-bin", Text: "The ferry."},
		},
		"Org": {
			"#+TITLE: Ferry\n#+AUTHOR: Noh Ye-bin\n#+DATE: 2026-09-03\n\nThe ferry.",
			statement{Title: "Ferry", Published: "2026-09-03", Authors: "Noh Ye-bin", Text: "The ferry."},
		},
		"Korean keys": {
			"제목: Ferry\n기자 : Noh Ye-bin\n입력: 2026-09-03\n출처: " + address + "\n\nThe ferry.",
			statement{"Ferry", address, "2026-09-03", "Noh Ye-bin", "The ferry."},
		},
		"Joplin": {
			"Ferry\n\nThe ferry.\n\nid: 0123456789abcdef0123456789abcdef\nparent_id: 00\ncreated_time: 2026-09-04T01:00:00.000Z\nsource_url: " + address + "\ntype_: 1",
			statement{Title: "Ferry", URL: address, Text: "Ferry\n\nThe ferry."},
		},
		"the excerpt of MarkDownload": {
			"---\nsource: " + address + "\nauthor: Noh Ye-bin\n---\n\n# Ferry\n\n> ## Excerpt\n> The ferry.\n\n---\nThe ferry.\n\n> A quote.",
			statement{URL: address, Authors: "Noh Ye-bin", Text: "# Ferry\n\n\n---\nThe ferry.\n\n> A quote."},
		},
		"a text of herald": {
			"Ferry\nCaptain pays\nBy Noh Ye-bin\n2026-09-03T17:10:44+09:00 (updated 2026-09-03T18:00:00+09:00)\n\nThe ferry.",
			statement{Published: "2026-09-03T17:10:44+09:00", Text: "The ferry."},
		},
		"a text of herald with a day":        {"Ferry\nBy Noh Ye-bin\n2026-09-03\n\nThe ferry.", statement{Published: "2026-09-03", Text: "The ferry."}},
		"a day without a byline right above": {"Ferry\nNoh Ye-bin\n2026-09-03\n\nThe ferry.", statement{Text: "Ferry\nNoh Ye-bin\n2026-09-03\n\nThe ferry."}},
		"a rule, not front matter":           {"---\nThe ferry: a bell.\n---\nMore.", statement{Text: "---\nThe ferry: a bell.\n---\nMore."}},
		"a title alone states no page":       {"---\ntitle: Ferry\n---\nThe ferry.", statement{Text: "---\ntitle: Ferry\n---\nThe ferry."}},
		"front matter that never closes":     {"---\ntitle: Ferry\ndate: 2026-09-03\n\nThe ferry.", statement{Title: "Ferry", Published: "2026-09-03", Text: "The ferry."}},
		"properties below the title": {
			"# Ferry\n\nURL: " + address + "\nAuthor: Noh Ye-bin\nCreated time: May 2, 2024\nTags: bells\n\nThe ferry.",
			statement{Title: "Ferry", URL: address, Authors: "Noh Ye-bin", Text: "# Ferry\n\nThe ferry."},
		},
		"a list of properties with a heading": {
			"# Ferry\n\n![cover](a.jpg)\n\n## Metadata\n- Author: [[Noh Ye-bin]]\n- Full Title: Ferry gets a bell\n- URL: [link](" + address + ")\n\n## Full Document\nThe ferry.",
			statement{Title: "Ferry", URL: address, Authors: "Noh Ye-bin", Text: "# Ferry\n\nThe ferry."},
		},
		"bold keys below a byline": {
			"# Ferry\n\n**By Noh Ye-bin**\n**Published:** Aug 30, 2022\n**Source:** The Korea Herald\n\n---\n\nThe ferry.",
			statement{Title: "Ferry", Published: "Aug 30, 2022", Text: "# Ferry\n**By Noh Ye-bin**\n\n---\n\nThe ferry."},
		},
		"tabs after the keys": {
			"Ferry\n\nCreated: \t2016-02-21\nSource:\t" + address + "\nTags:\tbells\n\nBy Noh Ye-bin\n\nPublished : 2016-02-18 17:26",
			statement{Title: "Ferry", URL: address, Text: "Ferry\n\nBy Noh Ye-bin\n\nPublished : 2016-02-18 17:26"},
		},
		"the dates of a page":              {"Ferry\nPublished : 2016-02-18 17:26\nUpdated : 2016-02-18 18:40\n\nThe ferry.", statement{Text: "Ferry\nPublished : 2016-02-18 17:26\nUpdated : 2016-02-18 18:40\n\nThe ferry."}},
		"one known key":                    {"Ferry\n\nSource: " + address + "\n\nThe ferry.", statement{Text: "Ferry\n\nSource: " + address + "\n\nThe ferry."}},
		"questions below the title":        {"Ferry\n\nQ: Who rang it?\nA: The captain.", statement{Text: "Ferry\n\nQ: Who rang it?\nA: The captain."}},
		"keys in the middle of a page":     {"A\nB\nC\nD\nE\nAuthor: Noh Ye-bin\nURL: " + address, statement{Text: "A\nB\nC\nD\nE\nAuthor: Noh Ye-bin\nURL: " + address}},
		"a text that ends like a note":     {"Ferry\n\ntype_: 1", statement{Text: "Ferry\n\ntype_: 1"}},
		"a paragraph that begins in %":     {"% of all ferries\n\nhave a bell.", statement{Text: "% of all ferries\n\nhave a bell."}},
		"an address that is not of a page": {"---\ntitle: Ferry\nsource: The Korea Herald\n---\nThe ferry.", statement{Text: "---\ntitle: Ferry\nsource: The Korea Herald\n---\nThe ferry."}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, stated(c.text)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// Front matter of 64 KB is read, and what closes later is text.
func TestLongestFrontMatter(t *testing.T) {
	head, foot := "tags:\n"+strings.Repeat("  - bells\n", mostEntryLines)+"title: Ferry\ndate: 2026-09-03\nnotes: ", "\n---"
	for length, want := range map[int]string{maxFrontMatter: "Ferry", maxFrontMatter + 1: ""} {
		text := "---\n" + head + strings.Repeat("x", length-len(head)-len(foot)) + foot + "\nThe ferry."
		if got := stated(text).Title; got != want {
			t.Errorf("%d bytes: the title %q, want %q", length, got, want)
		}
	}
}

// A key of 40 characters is read line by line.
func TestLongestKey(t *testing.T) {
	for length, want := range map[int]bool{longestKey: true, longestKey + 1: false} {
		if _, _, ok := cutKey(strings.Repeat("k", length) + ": v"); ok != want {
			t.Errorf("a key of %d characters: %v, want %v", length, ok, want)
		}
	}
}
