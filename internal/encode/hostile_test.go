package encode_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"go.yaml.in/yaml/v3"

	"herald/internal/encode"
)

// readHeadline reads the headline back with a reader that users have for the format.
var readHeadline = map[string]func(out string) (string, error){
	"html": func(out string) (string, error) {
		page, err := goquery.NewDocumentFromReader(strings.NewReader(out))
		if err != nil {
			return "", err
		}
		return page.Find("h1").Text(), nil
	},
	"jsonld": func(out string) (string, error) {
		var a struct{ Headline string }
		err := json.Unmarshal([]byte(out), &a)
		return a.Headline, err
	},
	"ninjs": func(out string) (string, error) {
		var a struct{ Headlines []struct{ Value string } }
		if err := json.Unmarshal([]byte(out), &a); err != nil || len(a.Headlines) != 1 {
			return "", err
		}
		return a.Headlines[0].Value, nil
	},
	"tei": func(out string) (string, error) {
		var a struct {
			Title string `xml:"teiHeader>fileDesc>titleStmt>title"`
		}
		err := xml.Unmarshal([]byte(out), &a)
		return a.Title, err
	},
	"json": func(out string) (string, error) {
		var a struct{ Headline string }
		err := json.Unmarshal([]byte(out), &a)
		return a.Headline, err
	},
	"text": func(out string) (string, error) { return strings.TrimSuffix(out, "\n"), nil },
	"markdown": func(out string) (string, error) {
		front, _, _ := strings.Cut(strings.TrimPrefix(out, "---\n"), "\n---\n")
		var a struct{ Headline string }
		err := yaml.Unmarshal([]byte(front), &a)
		return a.Headline, err
	},
	"csv": func(out string) (string, error) {
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 2 {
			return "", err
		}
		return rows[1][0], nil
	},
}

// escapes are the formats that can escape a control character.
var escapes = []string{"json", "markdown"}

// TestHostileHeadlines checks that headlines which are commands or markup to a terminal, a spreadsheet, YAML, HTML or SQL are
// plain headlines in every format.
func TestHostileHeadlines(t *testing.T) {
	for _, c := range []struct{ headline, want string }{
		{"\x1b]0;title\x07\x1b[2J\u009b31mred", "]0;title[2J31mred"},
		{"\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"},
		{"a\x00b\x7fc", "abc"},
		{`=HYPERLINK("http://a.example","x")`, ""}, {"+1", ""}, {"-1", ""}, {"@SUM(A1)", ""}, {"=cmd|' /C calc'!A0", ""},
		{"no", ""}, {"null", ""}, {"~", ""}, {"0x1", ""}, {"1e3", ""}, {"12:30:45", ""}, {"key: value", ""}, {"- item", ""}, {"---", ""}, {"...", ""},
		{"!!int 3", ""}, {"&a *a", ""}, {"%TAG ! x", ""}, {"# x", ""}, {"[x, y]", ""}, {"{x: y}", ""}, {"'", ""}, {`"`, ""}, {`\`, ""},
		{"</script><script>alert(1)</script>", ""}, {"<!-- x --> <b>", ""}, {"]]>", ""}, {"&lt;&amp;", ""},
		{"'; DROP TABLE articles; --", ""}, {"Robert'); --", ""},
	} {
		for _, f := range encode.Formats {
			want := c.want
			if want == "" || slices.Contains(escapes, f.Name) {
				want = c.headline
			}
			read, ok := readHeadline[f.Name]
			if !ok {
				t.Fatalf("no reader of %s", f.Name)
			}
			out := printed(t, f, encode.Options{Fields: []string{"headline"}}, filled(c.headline))
			if got, err := read(out); err != nil || got != want {
				t.Errorf("%s of %q: read back %q (%v), want %q", f.Name, c.headline, got, err, want)
			}
		}
	}
}
