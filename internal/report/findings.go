package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Severity ranks findings by what to look at first.
type Severity string

// The severities of findings, the first to look at first.
const (
	High   Severity = "high"   // a fault, in many articles
	Medium Severity = "medium" // a fault in few articles, or a doubt about many
	Low    Severity = "low"    // a doubt about few articles
)

// Finding is one kind of fault or doubt that the audit of a corpus found.
type Finding struct {
	Kind     string        `json:"kind"` // stable
	Severity Severity      `json:"severity"`
	Title    string        `json:"title"`
	Count    int           `json:"count"` // articles; of texts in several articles, the sum over the texts
	Summary  string        `json:"summary"`
	Advice   string        `json:"advice"`
	Items    []FindingItem `json:"items"` // at most maxItems
}

// FindingItem is a text, a byline or a part of the corpus that a finding is about, with examples.
type FindingItem struct {
	Text      string `json:"text"`
	Count     int    `json:"count"`               // articles
	Position  string `json:"position,omitempty"`  // of a text in the bodies
	Furniture string `json:"furniture,omitempty"` // the line of a template file that keeps the text out of bodies
	Examples  Sample `json:"examples"`
}

// MarshalJSON encodes an example with the command that shows its page.
func (e Example) MarshalJSON() ([]byte, error) {
	type fields Example
	return json.Marshal(struct {
		fields
		Inspect string `json:"inspect,omitempty"`
	}{fields(e), InspectCommand(e.Path, e.Member)})
}

// InspectCommand returns the shell command that shows a page and its article, or "" if the page was standard input.
func InspectCommand(path, member string) string {
	if path == "" || path == "-" {
		return ""
	}
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	command := "herald inspect --text "
	if member != "" {
		command += "--member " + shellQuoted(member) + " "
	}
	return command + shellQuoted(path)
}

// shellQuoted returns a word as a POSIX shell reads it.
func shellQuoted(word string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_"
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

const (
	maxItems = 20 // texts of one finding: more are not read
	// often is the inverse of the share of articles that makes a finding one about many.
	often = 100
)

// findingKind describes findings of one kind.
type findingKind struct {
	kind, title, advice string
	fault               bool // what it finds is wrong; otherwise it may be right
}

// finding returns a finding about so many articles of the corpus.
func (c *Corpus) finding(k findingKind, count int, summary string, items []FindingItem) Finding {
	f := Finding{
		Kind: k.kind, Title: k.title, Advice: k.advice, Count: count, Severity: Medium,
		Summary: summary, Items: items[:min(len(items), maxItems)],
	}
	switch many := count*often >= c.Articles; {
	case k.fault && many:
		f.Severity = High
	case !k.fault && !many:
		f.Severity = Low
	}
	return f
}

// Findings returns what the audit of the articles found, what to look at first before the rest.
func (c *Corpus) Findings() []Finding {
	all := c.textFindings()
	all = append(all, c.valueFindings()...)
	all = append(all, c.dropFinding())
	all = slices.DeleteFunc(all, func(f Finding) bool { return f.Count == 0 })
	rank := map[Severity]int{High: 0, Medium: 1, Low: 2}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank[a.Severity], rank[b.Severity]), cmp.Compare(b.Count, a.Count))
	})
	return all
}

// sharedHeadline is the kind of finding whose texts are no part of a body.
const sharedHeadline = "shared-headline"

// textFindings returns the findings about texts that several articles share.
func (c *Corpus) textFindings() []Finding {
	var edgeLines, innerLines, edgeProse, innerProse []recurrence
	for _, r := range c.audit.lines.found(minSharing) {
		prose, edge := isProse(r.Text), r.atEdge()
		switch {
		case edge && !prose:
			edgeLines = append(edgeLines, r)
		case !prose:
			innerLines = append(innerLines, r)
		case edge:
			edgeProse = append(edgeProse, r)
		default:
			innerProse = append(innerProse, r)
		}
	}
	return []Finding{
		c.sharedTexts(findingKind{
			"repeated-line", "First and last lines that bodies share", "Short lines that open or close the bodies of several articles: most are of the site. Look at an example; if the line is not of the article, add its furniture line to a template file.", true,
		}, edgeLines),
		c.sharedTexts(findingKind{
			"repeated-inner-line", "Lines in mid-body that articles share", "Short lines in the middle of several bodies: the headings of a column, such as the parts of a recipe, or labels of the site. Look at an example; if the line is not of the article, add its furniture line to a template file.", false,
		}, innerLines),
		c.sharedTexts(findingKind{
			"repeated-end", "First and last paragraphs that articles share", "Sentences that open or close several articles: a standing notice of the site or of an agency, or a column that always opens so.", false,
		}, edgeProse),
		c.sharedTexts(findingKind{
			"repeated-prose", "Paragraphs in mid-body that articles share", "Sentences in the middle of several articles: reprinted background, or a notice of the site.", false,
		}, innerProse),
		c.sharedTexts(findingKind{
			sharedHeadline, "Headlines that articles share", "Different articles with one headline: the title of a column, or a headline that is the site's.", false,
		}, c.audit.headlines.found(minSharing)),
	}
}

// sharedTexts returns the finding about texts that several articles share.
func (c *Corpus) sharedTexts(k findingKind, texts []recurrence) Finding {
	count := 0
	var items []FindingItem
	for _, r := range texts {
		count += r.Count
		item := FindingItem{Text: r.Text, Count: r.Count, Examples: r.Examples}
		if k.kind != sharedHeadline {
			item.Position = r.position()
			item.Furniture = r.furniture()
		}
		items = append(items, item)
	}
	return c.finding(k, count, counted(len(texts), "text")+" in "+counted(count, "place"), items)
}

// atEdge reports whether the text opens or closes more bodies than it is in the middle of.
func (r recurrence) atEdge() bool { return r.Places[first]+r.Places[last] > r.Places[middle] }

// position names the place of the text in most of the bodies.
func (r recurrence) position() string {
	switch {
	case !r.atEdge():
		return "middle"
	case r.Places[first] > r.Places[last]:
		return "first"
	}
	return "last"
}

// furniture returns the line of a template file that keeps the text out of bodies, or "" if it is a sentence, or not the
// same text in all of the bodies.
func (r recurrence) furniture() string {
	if r.Varied || isProse(r.Text) || strings.HasSuffix(r.Text, "…") {
		return ""
	}
	var b strings.Builder
	e := json.NewEncoder(&b) // a JSON string is one of YAML
	e.SetEscapeHTML(false)
	if e.Encode(r.Text) != nil {
		return ""
	}
	return "furniture: [" + strings.TrimSpace(b.String()) + "]"
}

// valueFindings returns the findings about single articles.
func (c *Corpus) valueFindings() []Finding {
	short, long := c.audit.unusual()
	tallied := func(k findingKind, t Tally) Finding {
		return c.finding(k, t.Count, counted(t.Count, "article"), []FindingItem{{Text: k.title, Count: t.Count, Examples: t.Examples}})
	}
	var labels []FindingItem
	count := 0
	counts := countsOf(c.audit.labels)
	for _, name := range ranked(counts) {
		count += counts[name]
		labels = append(labels, FindingItem{Text: name, Count: counts[name], Examples: c.audit.labels[name].Examples})
	}
	return []Finding{
		tallied(findingKind{
			"caption-in-body", "Captions that are also a paragraph", "The caption of a picture was read as a paragraph of the body too, or the article repeats it.", false,
		}, c.audit.captions),
		tallied(findingKind{
			"future-date", "Dates in the future", "Articles dated after today or after the day on which their page was saved: the date of another article, or misread.", true,
		}, c.audit.future),
		tallied(findingKind{
			"date-far-from-id", "Dates far from the day in the id", "Articles dated more than a week from the day with which their id begins: the date of another article, or of a page served again.", true,
		}, c.audit.farFromID),
		c.finding(findingKind{
			"label-byline", "Bylines that look like labels", "Bylines with a date, an address, a word of a control, or the words of a sentence.", true,
		}, count, counted(count, "article"), labels),
		tallied(findingKind{
			"short-body", "Bodies far shorter than usual", "Far fewer words than usual for the template and year: a body that was cut off, or a page that is no article.", false,
		}, short),
		tallied(findingKind{
			"long-body", "Bodies far longer than usual", "Far more words than usual for the template and year: several articles in one, or the comments below it.", false,
		}, long),
	}
}

// dropFinding returns the finding about fields that become rare from one year to the next.
func (c *Corpus) dropFinding() Finding {
	count := 0
	var items []FindingItem
	for _, d := range c.drops() {
		without := d.After.Articles - d.After.Filled[d.Field]
		count += without
		items = append(items, FindingItem{
			Text: fmt.Sprintf("%s · %s: %s, the year before %s", fieldNames[d.Field], d.Slot,
				share(d.After.Filled[d.Field], d.After.Articles), share(d.Before.Filled[d.Field], d.Before.Articles)),
			Count: without, Examples: Sample{},
		})
	}
	slices.SortStableFunc(items, func(a, b FindingItem) int { return cmp.Compare(b.Count, a.Count) })
	return c.finding(findingKind{
		"field-drop", "Fields that suddenly become rare", "A field that most articles of a template have in one year and far fewer in the next: a change of the design that the template does not read.", true,
	}, count, counted(len(items), "field")+", missing in "+counted(count, "article"), items)
}

// section returns the part of the page about a finding.
func (f Finding) section(link func(string) string) section {
	s := section{ID: f.Kind, Title: f.Title, Says: []string{f.Advice}}
	for _, item := range f.Items {
		note := counted(item.Count, "article")
		if item.Position != "" {
			note += " · " + item.Position
		}
		g := item.Examples.group(item.Text, note, link)
		g.Add = item.Furniture
		s.Groups = append(s.Groups, g)
	}
	return s
}
