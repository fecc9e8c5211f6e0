package main

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"herald/internal/decode"
	"herald/internal/extract"
)

// readPages reads the labelled pages. The address of a page is not handed to package extract: most saves do not state it.
func readPages(shared string) ([]*sample, error) {
	kinds, err := readLabels(filepath.Join(shared, "types", "labels.jsonl"))
	if err != nil {
		return nil, err
	}
	var pages []*sample
	for _, set := range []string{"types", "news", "papers"} {
		files, err := filepath.Glob(filepath.Join(shared, set, "html", "*.html.gz"))
		if err != nil {
			return nil, err
		}
		slices.Sort(files)
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".html.gz")
			p := &sample{set: set, kind: article, host: name}
			switch set {
			case "types":
				p.kind, p.host = kinds[name].Type, hostOf(kinds[name].URL, name)
			case "papers":
				p.host, _, _ = strings.Cut(name, "_")
			}
			if err := p.read(file); err != nil {
				return nil, err
			}
			pages = append(pages, p)
		}
	}
	return pages, nil
}

type label struct{ ID, Type, URL string }

func readLabels(file string) (map[string]label, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	labels := map[string]label{}
	for line := range strings.Lines(string(data)) {
		var l label
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			return nil, err
		}
		labels[l.ID] = l
	}
	return labels, nil
}

// hostOf returns the host of an address; other if it has none.
func hostOf(address, other string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return other
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// read reads the signs of a page.
func (s *sample) read(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	doc, err := decode.Decode(data, "")
	if err != nil {
		return err
	}
	s.signs = extract.Signs(doc)
	if s.signs == nil {
		_, err = extract.Article(doc)
		s.claimed = err == nil
	}
	return nil
}
