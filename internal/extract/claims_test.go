package extract_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/extract"
	"herald/internal/extract/claim"
	"herald/internal/extract/dom"
	"herald/internal/normalize"
)

// Of each page the claims about the body are the article's words, each in an element that prints it.
func TestClaimsAreOfTheArticle(t *testing.T) {
	for _, file := range fixtures(t) {
		t.Run(file, func(t *testing.T) {
			doc, err := decode.Decode(readFile(t, file), "")
			if err != nil {
				t.Fatal(err)
			}
			a, err := extract.Article(doc)
			if err != nil {
				t.Fatal(err)
			}
			claims := extract.Reader{}.Claims(doc)
			if d := cmp.Diff(textsOf(a), textsClaimed(claims)); d != "" {
				t.Errorf("-article +claims\n%s", d)
			}
			for _, c := range claims {
				checkElement(t, c, doc.HTML != nil && a.Template != extract.ByGeneric)
			}
		})
	}
}

// numbered is a field, of the blocks, pictures and notes one of them.
type numbered struct {
	field  string
	number int
}

func textsOf(a *article.Article) map[numbered]string {
	texts := map[numbered]string{}
	for i, b := range a.Blocks {
		texts[numbered{claim.Body, i + 1}] = unspaced(b.Text)
	}
	for i, note := range a.Notes {
		texts[numbered{claim.Note, i + 1}] = unspaced(note)
	}
	return texts
}

func textsClaimed(claims []claim.Claim) map[numbered]string {
	texts := map[numbered]string{}
	for _, c := range claims {
		if c.Field == claim.Body || c.Field == claim.Note {
			texts[numbered{c.Field, c.Number}] += unspaced(c.Value)
		}
	}
	return texts
}

// checkElement checks the element of a claim: metadata have none. A line that mails were joined to begins in it; a credit may
// be an agency that the page spells otherwise, a date may be an attribute, and the label of a date or of a byline may be in
// another element.
func checkElement(t *testing.T, c claim.Claim, elements bool) {
	t.Helper()
	switch {
	case !elements || c.Node == nil && claim.IsMetadata(c.From) || c.Field == claim.Picture || c.Field == claim.Credit || c.Field == "date":
	case c.Node == nil:
		t.Errorf("%s %d %q has no element", c.Field, c.Number, c.Value)
	default:
		text := unspaced(normalize.Text(dom.InnerText(c.Node)))
		if c.Field == "byline" { // what is between the names may be set by style, and their mails may be elsewhere
			c.Value, _, _ = strings.Cut(c.Value, ",")
			c.Value, _, _ = strings.Cut(c.Value, " (")
		}
		if !strings.Contains(text, beginning(c.Value)) && !strings.Contains(text, beginning(normalize.AfterBy(c.Value))) {
			t.Errorf("%s %d: %q is not in %q", c.Field, c.Number, beginning(c.Value), text)
		}
	}
}

// beginning returns the first letters of a text.
func beginning(s string) string {
	const letters = 10
	begins := []rune(unspaced(s))
	return string(begins[:min(len(begins), letters)])
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
