//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/extract"
)

// pieces are what a page of [growthTable] repeats; N is the number of the piece.
var pieces = []struct{ name, html string }{
	{"paragraphs", "<p>Sentence N of a body.</p>"},
	{"lines", "Sentence N of a body.<br>"},
	{"headings", "<h3>Heading N</h3><p>It is short.</p>"},
	{"links", "<p>See <a href='/article/N'>story N</a>.</p>"},
	{"list items", "<li><a href='/article/N'>Teaser N of another page</a></li>"},
	{"images", "<figure><img src='/N.jpg' alt=''><figcaption>Caption N. (Yonhap)</figcaption></figure>"},
	{"rows", "<table><tr><td>N</td><td>1.5</td></tr></table>"},
	{"dates", "<p>Published : Feb. 1, 2021 - 16:42</p>"},
	{"e-mails", "<p>By Kim Na-N (nN@example.com)</p>"},
	{"drawings", "<svg viewBox='0 0 9 9'><path d='M0 N'/></svg>"},
	{"scripts", "<script>/*<!--*/ var aN = '</b>'</script>"},
	{"misnested", "<b><i>N</b></i>"},
	{"unclosed", "<p><font size=N>word"},
	{"depth", "<div class=cN>"},
}

// growthTable prints how the cost of a page grows with what is in it: the CPU per piece, in microseconds, of pages with 10 to
// 100,000 paragraphs, links, and so on. A row whose figures rise from left to right is worse than linear; the first columns
// hold what every page costs. A page beyond the bounds of herald has the code of its rejection.
func growthTable(w io.Writer, rounds int) error {
	sizes := []int{10, 100, 1000, 10_000, 100_000}
	var table strings.Builder
	table.WriteString("| µs of CPU per piece |")
	for _, size := range sizes {
		table.WriteString(" " + strconv.Itoa(size) + " |")
	}
	table.WriteString("\n|---|" + strings.Repeat("---|", len(sizes)) + "\n")
	for _, piece := range pieces {
		table.WriteString("| " + piece.name + " |")
		for _, size := range sizes {
			cell, err := pieceCost(pageOfPieces(piece.html, size), size, rounds)
			if err != nil {
				return err
			}
			table.WriteString(" " + cell + " |")
		}
		table.WriteString("\n")
	}
	_, err := io.WriteString(w, table.String())
	return err
}

// pageOfPieces returns an article with the piece repeated in its body.
func pageOfPieces(piece string, size int) []byte {
	var b strings.Builder
	b.WriteString(`<html><head><title>Town counts its lamps - The Korea Herald</title></head><body><section class="view_top"><div class="news_title">` +
		`<h1>Town counts its lamps</h1></div><p class="date">Published : Feb. 1, 2026 - 16:42:10</p></section><article id="articleText" class="news_content article-body">` +
		`<p>The town of Sinpyeong has counted its lamps, and has one more than it thought.</p>`)
	for i := range size {
		b.WriteString(strings.ReplaceAll(piece, "N", fmt.Sprint(i)))
	}
	b.WriteString(`<p>Nobody knows which one it is.</p></article></body></html>`)
	return []byte(b.String())
}

// pieceCost returns the least CPU of some rounds, per piece, or the code of the rejection.
func pieceCost(page []byte, size, rounds int) (string, error) {
	var took []float64 // seconds
	for range rounds {
		before, err := cpu()
		if err != nil {
			return "", err
		}
		err = toJSON(new(decode.Decoder), page)
		if coded, ok := errors.AsType[interface {
			error
			Code() string
		}](err); ok {
			return coded.Code(), nil
		}
		if err != nil {
			return "", err
		}
		after, err := cpu()
		if err != nil {
			return "", err
		}
		took = append(took, after-before)
	}
	return fmt.Sprintf("%.2f", slices.Min(took)*1e6/float64(size)), nil
}

// toJSON converts the bytes of a page to a line of JSON.
func toJSON(decoder *decode.Decoder, page []byte) error {
	doc, err := decoder.Decode(page, "")
	if err != nil {
		return err
	}
	a, err := extract.Article(doc)
	if err != nil {
		return err
	}
	return encode.Formats[0].New(io.Discard, encode.Options{}).Encode(a)
}
