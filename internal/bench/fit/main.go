// Command fit computes the weights that package extract uses to distinguish articles from lists.
//
// In: the labelled real pages in the folder shared beside the repository: types, news, papers. Out: the file
// internal/extract/decide_weights.go, on standard output. The fit is a logistic regression, with both classes of the same weight,
// and cross-validated by host; it has no random part. Forums, products, services and documentation are not fitted: they are
// neither an article nor a list. It writes no file.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"time"

	"herald/internal/extract"
)

func main() {
	shared := flag.String("shared", "../shared", "the folder with types, news and papers")
	date := flag.String("date", time.Now().Format(time.DateOnly), "the date of the fit")
	flag.Parse()
	pages, err := readPages(*shared)
	if err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
	fmt.Print(source(*date, pages))
}

const (
	ridge   = 1.0 // the penalty on large weights; twice as much changes no count of the table by more than two pages
	folds   = 10
	refusal = 0.01 // the share of articles that may be rejected in cross-validation: a lost article is worse than a list
)

// sample is one page of the fit.
type sample struct {
	set, kind, host string
	signs           []float64 // nil if the page has no headline or no body, or if a template claims it
	claimed         bool      // a template claims it, and it is accepted
	held            float64   // the score by the weights that were fitted without its host
}

func (s *sample) isArticle() bool { return s.kind == article }

// isFitted reports whether a page belongs to the fit.
func (s *sample) isFitted() bool {
	return s.signs != nil && (s.isArticle() || slices.Contains(lists, s.kind))
}

const article = "article"

var lists = []string{"listing", "collection"}

// crossValidate sets the held scores, and returns the cutoff: the highest that rejects no more than the share of articles.
func crossValidate(pages []*sample) float64 {
	var scores []float64
	for fold := range uint32(folds) {
		var rest []*sample
		for _, p := range pages {
			if foldOf(p.host) != fold {
				rest = append(rest, p)
			}
		}
		m := fit(rest)
		for _, p := range pages {
			if p.signs != nil && foldOf(p.host) == fold {
				p.held = m.score(p.signs)
			}
		}
	}
	for _, p := range pages {
		if p.isArticle() && p.signs != nil {
			scores = append(scores, p.held)
		}
	}
	slices.Sort(scores)
	last := int(refusal * float64(len(scores)))
	return (scores[last] + scores[max(0, last-1)]) / 2
}

func foldOf(host string) uint32 {
	f := fnv.New32a()
	f.Write([]byte(host)) // never fails
	return f.Sum32() % folds
}

// source returns the Go file with the weights.
func source(date string, pages []*sample) string {
	cutoff := crossValidate(pages)
	m := fit(pages)
	names := extract.SignNames()
	var b strings.Builder
	fmt.Fprintf(&b, "package extract\n\n// Written by make fit on %s. Accepted, of all pages of a kind, by weights that were fitted without the page's host, and by these:\n//\n", date)
	for _, row := range confusion(pages, cutoff, m) {
		fmt.Fprintf(&b, "//\t%s\n", row)
	}
	fmt.Fprintf(&b, "const intercept = %.3f\n\n", m[0]-cutoff)
	b.WriteString("// typical is the mean among the articles.\nvar weights = [signCount]struct{ weight, typical float64 }{\n")
	for i, name := range names {
		fmt.Fprintf(&b, "\t%s: {%.3f, %.2f},\n", name, m[i+1], typical(pages, i))
	}
	b.WriteString("}\n")
	return b.String()
}

// typical returns the mean of a sign among the articles.
func typical(pages []*sample, sign int) float64 {
	sum, n := 0.0, 0
	for _, p := range pages {
		if p.isArticle() && p.signs != nil {
			sum += p.signs[sign]
			n++
		}
	}
	return sum / float64(n)
}

// confusion returns a row for each kind of page in each set.
func confusion(pages []*sample, cutoff float64, m model) []string {
	type counts struct{ all, held, fitted int }
	var keys []string
	of := map[string]*counts{}
	for _, p := range pages {
		key := fmt.Sprintf("%-7s %-13s", p.set, p.kind)
		if of[key] == nil {
			of[key] = &counts{}
			keys = append(keys, key)
		}
		c := of[key]
		c.all++
		if p.claimed || p.signs != nil && p.held >= cutoff {
			c.held++
		}
		if p.claimed || p.signs != nil && m.score(p.signs) >= cutoff {
			c.fitted++
		}
	}
	slices.Sort(keys)
	var rows []string
	for _, k := range keys {
		rows = append(rows, fmt.Sprintf("%s %3d, %3d of %d", k, of[k].held, of[k].fitted, of[k].all))
	}
	return rows
}
