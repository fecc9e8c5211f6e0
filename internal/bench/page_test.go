//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/decode"
	"herald/internal/extract"
)

// steps are measured in turns on the same bytes; the table prints each as a ratio of html.Parse in the same round.
var steps = []struct {
	name string
	run  func(decoder *decode.Decoder, page []byte) error
}{
	{"tokenizer", func(_ *decode.Decoder, page []byte) error { return tokenize(page) }},
	{"html.Parse", func(_ *decode.Decoder, page []byte) error { _, err := html.Parse(bytes.NewReader(page)); return err }},
	{"decode", func(decoder *decode.Decoder, page []byte) error { _, err := decoder.Decode(page, ""); return err }},
	{"herald", readOrReject},
}

func tokenize(page []byte) error {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		if z.Next() != html.ErrorToken {
			continue
		}
		if err := z.Err(); !errors.Is(err, io.EOF) {
			return err
		}
		return nil
	}
}

// readOrReject converts the bytes of a page to a line of JSON, or rejects the page.
func readOrReject(decoder *decode.Decoder, page []byte) error {
	err := toJSON(decoder, page)
	if _, rejected := errors.AsType[*extract.Refusal](err); rejected {
		return nil
	}
	return err
}

// BenchmarkFixtures measures the fixtures as they are, template by template: 25 KB on average.
func BenchmarkFixtures(b *testing.B) {
	folders, err := filepath.Glob("../../testdata/pages/*")
	if err != nil || len(folders) == 0 {
		b.Fatalf("no pages: %v", err)
	}
	for _, folder := range folders {
		template := filepath.Base(folder)
		if template == "reject" || template == "text" { // no article; nothing to parse
			continue
		}
		pages, err := readPages(filepath.Join(folder, "*.html"), func([]byte) bool { return true })
		if err != nil {
			b.Fatal(err)
		}
		measureSteps(b, template, pages)
	}
}

// BenchmarkHeavy measures pages of real weight, including real pages and archives if they are beside the repository.
func BenchmarkHeavy(b *testing.B) {
	for _, set := range heavySets("../..") {
		pages, err := set.pages()
		if err != nil {
			b.Fatal(err)
		}
		if len(pages) == 0 {
			b.Logf("%s: no pages beside the repository", set.name)
			continue
		}
		measureSteps(b, set.name, pages)
	}
}

// measureSteps reports each step over all pages of one row of the table.
func measureSteps(b *testing.B, row string, pages [][]byte) {
	b.Helper()
	for _, step := range steps {
		b.Run(row+"/"+step.name, func(b *testing.B) {
			b.ReportAllocs()
			var decoder decode.Decoder // for all pages, as a worker of batch has it
			// Once outside the measure: expressions are compiled at the first page of a process, which bench-start measures.
			runStep(b, step.run, &decoder, pages)
			before := cpuOf(b)
			for b.Loop() {
				runStep(b, step.run, &decoder, pages)
			}
			b.ReportMetric((cpuOf(b)-before)*1e9/float64(b.N), "cpu-ns/op") // steadier than the clock where others share the cores
			b.ReportMetric(float64(len(pages)), "pages/op")
		})
	}
}

func runStep(b *testing.B, run func(*decode.Decoder, []byte) error, decoder *decode.Decoder, pages [][]byte) {
	b.Helper()
	for _, page := range pages {
		if err := run(decoder, page); err != nil {
			b.Fatal(err)
		}
	}
}

func cpuOf(b *testing.B) float64 {
	b.Helper()
	seconds, err := cpu()
	if err != nil {
		b.Fatal(err)
	}
	return seconds
}
