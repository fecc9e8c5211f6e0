package extract

import (
	"os"
	"path/filepath"
	"testing"

	"herald/internal/decode"
)

// TestSignatureRules: each rule is the first that strips a line of the page named beside it.
func TestSignatureRules(t *testing.T) {
	for i, rule := range signatureRules {
		t.Run(rule.name, func(t *testing.T) {
			for _, l := range linesOf(t, rule.page) {
				if firstRule(l.text, contextOf(t, rule.page)) == i {
					return
				}
			}
			t.Errorf("strips no line of %s", rule.page)
		})
	}
}

// firstRule is the index of the rule that strips a text first, -1 if none does.
func firstRule(text string, k bodyContext) int {
	for i, rule := range signatureRules {
		if _, ok := rule.strip(&articleBody{}, text, k); ok && text != "" {
			return i
		}
	}
	return -1
}

func decoded(t *testing.T, page string) *decode.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata/pages", page))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := decode.Decode(data, "")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func linesOf(t *testing.T, page string) []line {
	t.Helper()
	doc := decoded(t, page)
	if doc.HTML == nil {
		return classified(textLines(stripLinkMarks(doc.Text)))
	}
	return layout(doc.HTML.Nodes[0]).lines
}

// contextOf is what the head of a page tells about its body.
func contextOf(t *testing.T, page string) bodyContext {
	t.Helper()
	x, err := Reader{}.read(decoded(t, page), false)
	if err != nil {
		t.Fatal(err)
	}
	return x.bodyContext(nil)
}
