package extract

import (
	"net/url"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// findStory is the element of the page that holds the story, as a tree of its own; nil where there is none.
func findStory(doc *html.Node, s structured, pageURL string) *html.Node {
	base, err := url.Parse(pageURL)
	if err != nil || pageURL == "" {
		base = nil // only relative links would need it
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read already
	found, err := parser.ParseDocument(doc, base)
	if err != nil {
		return nil // it gives up on pages too large or without a body: no story then
	}
	return found.Node
}
