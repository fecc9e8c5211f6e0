package extract_test

import (
	"errors"
	"fmt"

	"herald/internal/decode"
	"herald/internal/extract"
)

func ExampleArticle() {
	page := `<html><head><title>Tides keep a clock - The Korea Herald</title></head><body>
<h1 class="view_tit">Tides keep a clock</h1>
<div class="view_tit_byline_l">By Ahn Bo-ra</div>
<div class="view_tit_byline_r">Published : Aug 26, 2020 - 15:44</div>
<div id="articleText">The harbor clock of Mokpo has been set by the tide since Wednesday, and nobody was late.</div></body></html>`
	doc, err := decode.Decode([]byte(page), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := extract.Article(doc)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Headline, "|", a.Byline, "|", a.Date)
	fmt.Println(a.Body)
	// Output:
	// Tides keep a clock | Ahn Bo-ra | 2020-08-26T15:44:00+09:00
	// The harbor clock of Mokpo has been set by the tide since Wednesday, and nobody was late.
}

func ExampleRefusal() {
	doc, err := decode.Decode([]byte("<html><body><h1>404 Not Found</h1><p>nginx</p></body></html>"), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = extract.Article(doc)
	if refusal, ok := errors.AsType[*extract.Refusal](err); ok {
		fmt.Println(refusal.Code())
	}
	// Output: not-article
}
