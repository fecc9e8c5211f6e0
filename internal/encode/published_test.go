package encode_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/encode"
)

// everything returns the articles of all goldens, and articles with hostile fields, with and without a valid URL.
func everything(t *testing.T) []*article.Article {
	t.Helper()
	goldens, err := filepath.Glob("../../testdata/pages/*/*.golden.json")
	if err != nil || len(goldens) == 0 {
		t.Fatalf("no goldens (%v)", err)
	}
	var all []*article.Article
	for _, path := range goldens {
		golden, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, read(t, string(golden))...)
	}
	for _, s := range hostile {
		a := filled(s)
		a.URL = article.Optional("http://example.com/" + s)
		all = append(all, filled(s), a)
	}
	return all
}

// TestNinjsMatchesSchema validates ninjs with the schema that IPTC publishes, which is beside the repository.
func TestNinjsMatchesSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for url, name := range map[string]string{
		"https://geojson.org/schema/GeoJSON.json":             "geojson.json",
		"http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json": "ninjs-3.1.json",
	} {
		if err := c.AddResource(url, published(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range everything(t) {
		for _, fields := range [][]string{nil, {"headline"}, {"body", "word_count"}, {"images"}} {
			out := printed(t, format(t, "ninjs"), encode.Options{Fields: fields}, a)
			object, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(object); err != nil {
				t.Errorf("%q %v: %v", a.Headline, fields, err)
			}
		}
	}
}

// published returns a schema from beside the repository, or from one level higher for a git worktree.
func published(t *testing.T, name string) any {
	t.Helper()
	for _, dir := range []string{"../../../shared/schemas", "../../../../shared/schemas"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		defer f.Close()
		schema, err := jsonschema.UnmarshalJSON(f)
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
	t.Skip("no published schemas beside the repository")
	return nil
}

// TestTEIIsWellFormed checks every article with encoding/xml, and a corpus of all of them with xmllint, which is stricter about
// characters.
func TestTEIIsWellFormed(t *testing.T) {
	all := everything(t)
	for _, a := range all {
		wellFormed(t, printed(t, format(t, "tei"), encode.Options{}, a))
	}
	corpus := printed(t, format(t, "tei"), encode.Options{}, all...)
	wellFormed(t, corpus)
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not installed")
	}
	cmd := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "-")
	cmd.Stdin = strings.NewReader(corpus)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
}

// wellFormed fails the test if a text is not well-formed XML.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		switch _, err := d.Token(); {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			t.Fatalf("%v\n%s", err, text)
		}
	}
}

// TestMarkupKeepsText checks that a paragraph of TEI and of XHTML has the same text as that of the article.
func TestMarkupKeepsText(t *testing.T) {
	for _, s := range hostile {
		if strings.TrimSpace(shownAs(s)) == "" {
			continue
		}
		a := &article.Article{Headline: "x", Blocks: []article.Block{{Type: article.Paragraph, Text: s}}}
		var tei struct {
			P []brokenText `xml:"text>body>p"`
		}
		unmarshal(t, printed(t, format(t, "tei"), encode.Options{}, a), &tei)
		var ninjs struct{ Bodies []struct{ Value string } }
		if err := json.Unmarshal([]byte(printed(t, format(t, "ninjs"), encode.Options{}, a)), &ninjs); err != nil {
			t.Fatal(err)
		}
		var xhtml struct {
			P []brokenText `xml:"p"`
		}
		unmarshal(t, "<div>"+ninjs.Bodies[0].Value+"</div>", &xhtml)
		want := []brokenText{brokenText(shownAs(s))}
		if diff := cmp.Diff([][]brokenText{want, want}, [][]brokenText{tei.P, xhtml.P}); diff != "" {
			t.Errorf("%q: -want +got\n%s", s, diff)
		}
	}
}

func unmarshal(t *testing.T, text string, v any) {
	t.Helper()
	if err := xml.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// brokenText is text in which an empty element is a line break.
type brokenText string

// UnmarshalXML decodes the content of an element.
func (b *brokenText) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch v := token.(type) {
		case xml.CharData:
			*b += brokenText(v)
		case xml.StartElement:
			*b += "\n"
		case xml.EndElement:
			if v.Name == start.Name {
				return nil
			}
		}
	}
}

// TestLack checks that exactly the fields of [encode.Format.Lack] make no difference to the output.
func TestLack(t *testing.T) {
	for _, f := range encode.Formats {
		for _, name := range encode.FieldNames() {
			if f.Name == "ninjs" && name == "url" {
				continue // every ninjs has its uri
			}
			differs := false
			for _, fields := range [][]string{{}, {"body"}} { // some formats write the word count only with the body
				without := printed(t, f, encode.Options{Fields: fields}, usual("words"))
				with := printed(t, f, encode.Options{Fields: append(fields, name)}, usual("words"))
				differs = differs || with != without
			}
			if lacks := slices.Contains(f.Lack, name); lacks == differs {
				t.Errorf("%s: Lack has %s: %v; its output differs with it: %v", f.Name, name, lacks, differs)
			}
		}
	}
}

// usual returns an article like filled, with valid dates and a valid URL.
func usual(s string) *article.Article {
	a := filled(s)
	a.WordCount = 1
	a.Date, a.Updated = "2020-08-26T15:44:00+09:00", "2020-08-26T20:36:00+09:00"
	a.URL = "http://www.example.com/"
	return a
}

// TestUnsafeURLs checks that no format writes a link that runs something.
func TestUnsafeURLs(t *testing.T) {
	for _, s := range []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.com/x", "x\" onclick=\"alert(1)", "http://x/\" onclick=\"y"} {
		a := &article.Article{Headline: "x", URL: article.Optional(s), Images: []article.Image{{URL: article.Optional(s), Caption: "x"}}}
		for _, name := range []string{"html", "jsonld", "ninjs", "tei"} {
			out := printed(t, format(t, name), encode.Options{}, a)
			for _, harm := range []string{"script:", "data:", `"//example`, `" onclick`} {
				if strings.Contains(strings.ToLower(out), harm) {
					t.Errorf("%s of %q has %s", name, s, harm)
				}
			}
		}
	}
}

// TestHTMLElements checks that hostile text adds no element or attribute to the HTML, and that nothing in it is fetched.
func TestHTMLElements(t *testing.T) {
	own := strings.Fields(`html head meta title style body article header h1 h2 p br time dl dt dd ul li blockquote table tbody tr td
		figure figcaption a footer html.lang meta.charset meta.http-equiv meta.content meta.name article.lang header p.class
		time.datetime dl.class a.href footer.class`)
	for _, fields := range [][]string{nil, encode.FieldNames()} {
		page := printed(t, format(t, "html"), encode.Options{Fields: fields}, everything(t)...)
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		found := make(map[string]bool)
		for n := range doc.Descendants() {
			if n.Type == html.CommentNode {
				t.Errorf("a comment: %s", n.Data)
			}
			if n.Type != html.ElementNode {
				continue
			}
			found[n.Data] = true
			for _, a := range n.Attr {
				found[n.Data+"."+a.Key] = true
			}
		}
		for name := range found {
			if !slices.Contains(own, name) {
				t.Errorf("unexpected element or attribute %s", name)
			}
		}
		if !found["article"] || strings.Contains(page, "url(") || strings.Contains(page, "@import") {
			t.Error("no article, or a style that fetches")
		}
	}
}

// TestJSONLDInScript checks that JSON-LD cannot end a script element.
func TestJSONLDInScript(t *testing.T) {
	for _, s := range hostile {
		out := printed(t, format(t, "jsonld"), encode.Options{}, filled(s))
		if strings.ContainsAny(out, "<>&") {
			t.Errorf("%q: %s", s, out)
		}
		var got struct{ ArticleBody string }
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shownAs(s), got.ArticleBody); diff != "" {
			t.Errorf("%q: -want +got\n%s", s, diff)
		}
	}
}
