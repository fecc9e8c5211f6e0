package inspect

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"herald/internal/extract/claim"
	"herald/internal/normalize"
)

// place is where a value of the article is on the page.
type place struct {
	value *value
	spans []span // in the order of print; what is between them is not the value's
}

func (p place) span() span { return span{p.spans[0].start, p.spans[len(p.spans)-1].end} }

// finder finds the places of an article's values. Where the words are in several places, it takes the one in the
// element that the extractor read them from, else the one nearest to the body.
type finder struct {
	*words
	root   *html.Node // nil in a text rendering
	places []place
	story  span        // from the first block of the body to the last
	shown  map[int]int // where the pictures are, by their numbers
}

func findPlaces(w *words, root *html.Node, fields []*field, pictures map[*html.Node]*value) []place {
	f := &finder{words: w, root: root, shown: map[int]int{}}
	for n, v := range pictures {
		f.shown[v.Number] = w.pictures[n]
	}
	f.body(fields)
	for _, step := range []struct {
		name string
		find func(*field, *value) []span
	}{
		{"date", f.date},
		{"updated", f.date},
		{"headline", f.above},
		{"subheadline", f.above},
		{"section", f.section},
		{"byline", f.byline},
		{"caption", f.caption},
		{"credit", f.credit},
		{"note", f.below},
		{"author", f.author},
		{"agency", f.agency},
	} {
		for of, v := range named(fields, step.name) {
			if spans := step.find(of, v); len(spans) > 0 {
				f.places = append(f.places, place{v, spans})
			}
		}
	}
	return f.places
}

// named yields the values of a name, each with its field.
func named(fields []*field, name string) iter.Seq2[*field, *value] {
	return func(yield func(*field, *value) bool) {
		for _, f := range fields {
			for _, v := range f.Values {
				if v.Name == name && !yield(f, v) {
					return
				}
			}
		}
	}
}

// body finds the blocks. The longest is on the page once, or its first place is the body; the others are above and
// below it in their order.
func (f *finder) body(fields []*field) {
	var blocks []*value
	for _, v := range named(fields, "body") {
		blocks = append(blocks, v)
	}
	if len(blocks) == 0 {
		f.story = span{len(f.key), len(f.key)}
		return
	}
	longest := 0
	for i, b := range blocks {
		if len(b.Text) > len(blocks[longest].Text) {
			longest = i
		}
	}
	found := make([][]span, len(blocks))
	found[longest] = f.nearest(keyOf(blocks[longest].Text), f.whole(), 0)
	if found[longest] == nil {
		return
	}
	anchor := place{spans: found[longest]}.span()
	f.story = anchor
	for i := longest - 1; i >= 0; i-- {
		found[i] = f.nearest(keyOf(blocks[i].Text), span{0, f.story.start}, f.story.start)
		f.widen(found[i])
	}
	for i := longest + 1; i < len(blocks); i++ {
		found[i] = f.nearest(keyOf(blocks[i].Text), span{f.story.end, len(f.key)}, f.story.end)
		f.widen(found[i])
	}
	for i := range blocks {
		if found[i] != nil {
			f.places = append(f.places, place{blocks[i], found[i]})
		}
	}
}

func (f *finder) widen(spans []span) {
	if spans != nil {
		f.story = span{min(f.story.start, spans[0].start), max(f.story.end, spans[len(spans)-1].end)}
	}
}

// nearest returns the place of a key in a part of the page that is nearest to a point: in one piece at the beginning of
// a line, else in one piece anywhere, else in parts.
func (f *finder) nearest(key string, in span, to int) []span {
	all := f.all(key, in)
	if len(all) == 0 {
		return f.parted(key, in)
	}
	return []span{f.best(all, to)}
}

// best returns the place nearest to a point: first of those that are whole lines, then of those that begin one.
func (f *finder) best(all []span, to int) span {
	return slices.MinFunc(all, func(a, b span) int { return f.cost(a, to) - f.cost(b, to) })
}

func (f *finder) cost(s span, to int) int {
	cost := min(abs(s.start-to), abs(s.end-to))
	line := f.lineAt(s.start)
	page := len(f.key) + 1 // further than anything on it
	switch {
	case line == s:
	case line.start == s.start:
		cost += page
	default:
		cost += 2 * page
	}
	return cost
}

func abs(n int) int { return max(n, -n) }

// taken reports whether another value is in a place already.
func (f *finder) taken(s span) bool {
	return slices.ContainsFunc(f.places, func(p place) bool { return slices.ContainsFunc(p.spans, s.meets) })
}

// placeOf returns where a value of the field is; false if it has no place.
func (f *finder) placeOf(field string) (span, bool) {
	for _, p := range f.places {
		if p.value.Name == field {
			return p.span(), true
		}
	}
	return span{}, false
}

// above finds a line of the head: in the element it was read from, else nearest above the date or the body, else below.
func (f *finder) above(of *field, v *value) []span {
	all := f.all(keyOf(v.Text), f.whole())
	if said := f.claimed(of, all); len(said) > 0 {
		all = said
	}
	if len(all) == 0 {
		return f.parted(keyOf(v.Text), f.whole())
	}
	to := f.story.start
	if date, ok := f.placeOf("date"); ok && date.start < to {
		to = date.start
	}
	head := slices.DeleteFunc(slices.Clone(all), func(s span) bool { return s.end > to })
	if len(head) > 0 {
		all = head
	}
	return []span{f.best(all, to)}
}

// claimed returns the places inside the element that the extractor read the field's value from.
func (f *finder) claimed(of *field, all []span) []span {
	n := of.Node()
	if n == nil {
		return nil
	}
	element := f.spanOf(n)
	return slices.DeleteFunc(slices.Clone(all), func(s span) bool { return !element.holds(s) })
}

// spanOf returns what an element prints.
func (w *words) spanOf(n *html.Node) span {
	var s span
	for _, p := range w.pieces {
		if p.node != nil && within(p.node, n) {
			if s.end == 0 {
				s.start = p.at.start
			}
			s.end = p.at.end
		}
	}
	return s
}

// section finds the label nearest to the headline, in any line: "Home > Food".
func (f *finder) section(of *field, v *value) []span {
	if taken := of.Taken(); taken != nil && claim.IsMetadata(taken.From) {
		return nil // stated and not printed: the label of the navigation is on every page
	}
	all := f.all(keyOf(v.Text), f.whole())
	if said := f.claimed(of, all); len(said) > 0 {
		all = said
	}
	return f.beside(all, f.headline().start)
}

// headline returns where the headline is, else where the body begins.
func (f *finder) headline() span {
	if place, ok := f.placeOf("headline"); ok {
		return place
	}
	return span{f.story.start, f.story.start}
}

// beside returns the place nearest to a point where no other value is; nil if there is none.
func (f *finder) beside(all []span, to int) []span {
	all = slices.DeleteFunc(slices.Clone(all), f.taken)
	if len(all) == 0 {
		return nil
	}
	return []span{slices.MinFunc(all, func(a, b span) int { return abs(a.start-to) - abs(b.start-to) })}
}

// byline finds the names in the element they were read from, else beside the headline, else below the body.
func (f *finder) byline(of *field, v *value) []span {
	key := keyOf(v.Text)
	head, end := f.headline().end, f.story.end
	if all := f.claimed(of, f.all(key, f.whole())); len(all) > 0 {
		return f.beside(all, head)
	}
	places := []struct {
		in span
		to int
	}{{span{0, f.story.start}, head}, {span{end, len(f.key)}, end}, {f.story, end}}
	if taken := of.Taken(); taken != nil && taken.From == claim.FromSignature {
		slices.Reverse(places) // it may be glued to the last paragraph
		places[0], places[1] = places[1], places[0]
	}
	for _, p := range places {
		if spans := f.beside(f.all(key, p.in), p.to); spans != nil {
			return spans
		}
		if spans := f.names(v.Text, p.in); spans != nil {
			return spans
		}
	}
	return nil
}

// names finds the words of a byline with mails between them: "A (a@example.org) and B (b@example.org)".
func (f *finder) names(byline string, in span) []span {
	names := strings.FieldsFunc(byline, func(r rune) bool { return strings.ContainsRune(" ,;/|", r) })
	for _, first := range f.all(keyOf(names[0]), in) {
		// The longest byline has 200 bytes; its mails may take as many.
		const longest = 400
		spans, at := []span{first}, first.end
		for _, name := range names[1:] {
			next := f.all(keyOf(name), span{at, min(at+longest, in.end)})
			if len(next) == 0 {
				break
			}
			spans, at = append(spans, next[0]), next[0].end
		}
		if len(spans) == len(names) && at-first.start <= longest {
			return join(spans)
		}
	}
	return nil
}

// join merges spans that touch.
func join(spans []span) []span {
	joined := spans[:1]
	for _, s := range spans[1:] {
		if last := &joined[len(joined)-1]; last.end == s.start {
			last.end = s.end
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// caption finds the text beside a picture.
func (f *finder) caption(_ *field, v *value) []span {
	return f.nearest(keyOf(v.Text), f.whole(), f.picture(v.Number))
}

// picture returns where a picture is, or the beginning of the body if the page has only its caption.
func (f *finder) picture(number int) int {
	if at, ok := f.shown[number]; ok {
		return at
	}
	return f.story.start
}

// credit finds the name after the caption of the same picture, or beside the picture if it has no caption.
func (f *finder) credit(_ *field, v *value) []span {
	in, to := f.whole(), f.picture(v.Number)
	for _, p := range f.places {
		if p.value.Name == "caption" && p.value.Number == v.Number {
			to = p.span().end
			in = span{to, f.lineAt(f.lineAt(to - 1).end).end} // in the caption's line, or in the next one
		}
	}
	return f.beside(f.anyCase(v.Text, in), to)
}

// anyCase returns the places of a name that the page may print in small letters: "(yonhap)".
func (f *finder) anyCase(name string, in span) []span {
	k := keyOf(name)
	var found []span
	for at := in.start; k != "" && at+len(k) <= in.end; at++ {
		if strings.EqualFold(f.key[at:at+len(k)], k) {
			found = append(found, span{at, at + len(k)})
		}
	}
	return found
}

// below finds a note: it is below the body, or in it.
func (f *finder) below(_ *field, v *value) []span {
	k := keyOf(v.Text)
	for _, in := range []span{{f.story.end, len(f.key)}, f.story, f.whole()} {
		if spans := f.nearest(k, in, f.story.end); spans != nil {
			return spans
		}
	}
	return nil
}

// author finds the mail of a writer, nearest to the end of the body, and the name: in the line of the mail or one of
// the two above it, else in the byline, else in the line below the body.
func (f *finder) author(_ *field, v *value) []span {
	var spans, lines []span
	if all := f.all(keyOf(string(v.author.Email)), f.whole()); len(all) > 0 {
		mail := slices.MinFunc(all, func(a, b span) int { return abs(a.start-f.story.end) - abs(b.start-f.story.end) })
		spans = []span{mail}
		for line := f.lineAt(mail.start); len(lines) < 3 && line.end > 0; line = f.lineAt(line.start - 1) {
			lines = append(lines, line)
		}
	}
	if byline, ok := f.placeOf("byline"); ok {
		lines = append(lines, byline)
	}
	for _, line := range append(lines, f.lineAt(f.story.end)) {
		if names := f.all(keyOf(v.author.Name), line); len(names) > 0 {
			spans = append(spans, names[0])
			break
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	return spans
}

// agency finds the tag after the body, else the dateline before it.
func (f *finder) agency(_ *field, v *value) []span {
	const near = 60 // bytes: "SEOUL, Aug. 15 (Yonhap)", "(Yonhap News Agency)"
	for _, in := range []span{
		{f.story.end, min(f.story.end+near, len(f.key))},
		{f.story.start, min(f.story.start+near, f.story.end)},
	} {
		if all := f.anyCase(v.Text, in); len(all) > 0 {
			return all[:1]
		}
	}
	if byline, ok := f.placeOf("byline"); ok {
		return f.anyCase(v.Text, byline)
	}
	return nil
}

// date finds a printed date: in the line that the evidence names, else nearest above the body, else below it. An update
// in the same minute is printed a second time, after its label.
func (f *finder) date(of *field, v *value) []span {
	want, ok := normalize.Date(v.Text)
	if !ok {
		return nil
	}
	var best []span
	least := 0
	for _, line := range f.lines {
		text, end := f.text(line), 0
		for _, d := range normalize.Dates(text) {
			label := text[end:d.Start]
			end = d.End
			start := line.start + len(keyOf(text[:d.Start]))
			at := span{start, start + len(keyOf(text[d.Start:d.End]))}
			if !same(d.Timestamp, want) || f.taken(at) {
				continue
			}
			cost := f.dateCost(of, line, at)
			if updates.MatchString(label) != (v.Name == "updated") {
				cost += 8 * len(f.key) // more than all else
			}
			if best == nil || cost < least {
				best, least = []span{at}, cost
			}
		}
	}
	return best
}

// updates precedes the date of an update.
var updates = regexp.MustCompile(`(?i)updated|modified|edited`)

func (f *finder) dateCost(of *field, line, at span) int {
	page := len(f.key)
	cost := abs(at.start - f.story.start)
	if at.start > f.story.start {
		cost += page
	}
	if taken := of.Taken(); taken == nil || keyOf(taken.Value) != f.key[line.start:line.end] {
		cost += 2 * page
	}
	return cost
}

// text returns what a line prints, with a space between its pieces: a date may be right beside a label, separated by
// style alone.
func (w *words) text(line span) string {
	var parts []string
	for i := w.pieceAt(line.start); i < len(w.pieces) && w.pieces[i].at.start < line.end; i++ {
		parts = append(parts, w.pieces[i].text)
	}
	return normalize.Text(strings.Join(parts, " "))
}

// same reports whether two stamps are one moment, to the minute, or one day if only a day is known.
func same(a, b normalize.Timestamp) bool {
	if !a.HasTime || !b.HasTime {
		return a.HasTime == b.HasTime && a.Day() == b.Day()
	}
	return a.Time.Truncate(time.Minute).Equal(b.Time.Truncate(time.Minute))
}
