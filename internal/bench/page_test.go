//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/article"
	"herald/internal/decode"
	"herald/internal/encode"
	"herald/internal/extract"
)

// sample is a page to measure on: its file, its bytes and what herald reads in them.
type sample struct {
	file    string
	data    []byte
	article *article.Article
}

// steps are set side by side; the table gives each as a ratio of html.Parse, which reads the same bytes in the same round.
var steps = []struct {
	name string
	run  func(sample) error
}{
	{"read", func(s sample) error { _, err := os.ReadFile(s.file); return err }},
	{"tokenizer", func(s sample) error { return tokenize(s.data) }},
	{"html.Parse", func(s sample) error { _, err := html.Parse(bytes.NewReader(s.data)); return err }},
	{"herald full", func(s sample) error { return printed(decode.Fully(s.data, "")) }},
	{"herald", func(s sample) error { return printed(decode.Decode(s.data, "")) }},
	{"JSON", func(s sample) error { return encode.Formats[0].New(io.Discard, encode.Options{}).Encode(s.article) }},
}

func tokenize(data []byte) error {
	z := html.NewTokenizer(bytes.NewReader(data))
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

// printed is the rest of the way from a page's bytes to its line of JSON.
func printed(doc *decode.Document, err error) error {
	if err != nil {
		return err
	}
	a, err := extract.Article(doc)
	if err != nil {
		return err
	}
	return encode.Formats[0].New(io.Discard, encode.Options{}).Encode(a)
}

// BenchmarkPage measures on the fixtures as they are.
func BenchmarkPage(b *testing.B) { measureSteps(b, false) }

// BenchmarkPadded measures on the fixtures at the size of usual pages, which end in more scripts.
func BenchmarkPadded(b *testing.B) { measureSteps(b, true) }

// measureSteps has the pages of each template read in each step.
func measureSteps(b *testing.B, padded bool) {
	b.Helper()
	folders, err := filepath.Glob("../../testdata/pages/*")
	if err != nil || len(folders) == 0 {
		b.Fatalf("no pages: %v", err)
	}
	for _, folder := range folders {
		template := filepath.Base(folder)
		if template == "reject" || template == "text" { // no article, nothing to parse
			continue
		}
		samples := samplesOf(b, folder, padded)
		for _, step := range steps {
			b.Run(template+"/"+step.name, func(b *testing.B) {
				b.ReportAllocs()
				before := cpuOf(b)
				for b.Loop() {
					for _, s := range samples {
						if err := step.run(s); err != nil {
							b.Fatalf("%s: %v", s.file, err)
						}
					}
				}
				b.ReportMetric((cpuOf(b)-before)*1e9/float64(b.N), "cpu-ns/op") // steadier than the clock where others share the cores
				b.ReportMetric(float64(len(samples)), "pages/op")
			})
		}
	}
}

func samplesOf(b *testing.B, folder string, padded bool) []sample {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.html"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages in %s: %v", folder, err)
	}
	dir := b.TempDir() // the step read needs files of the size that the others see
	var samples []sample
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		if padded {
			data = pad(data, i)
		}
		doc, err := decode.Decode(data, "")
		if err != nil {
			b.Fatalf("%s: %v", file, err)
		}
		a, err := extract.Article(doc)
		if err != nil {
			b.Fatalf("%s: %v", file, err)
		}
		file = filepath.Join(dir, filepath.Base(file))
		if err := os.WriteFile(file, data, 0o666); err != nil {
			b.Fatal(err)
		}
		samples = append(samples, sample{file, data, a})
	}
	return samples
}

func cpuOf(b *testing.B) float64 {
	b.Helper()
	seconds, err := cpu()
	if err != nil {
		b.Fatal(err)
	}
	return seconds
}
