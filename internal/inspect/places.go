package inspect

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"herald/internal/extract/claim"
	"herald/internal/normalize"
)

// place is where a value of the article is on the page.
type place struct {
	value *value
	spans []span // in the order of print; what is between them is not the value's
}

func (p place) span() span { return span{p.spans[0].start, p.spans[len(p.spans)-1].end} }

// finder finds the places of an article's values: each where its claims say that it was read. A text rendering has no
// elements; where words are in several places of it, the one nearest to the body is taken.
type finder struct {
	*words
	claims []claim.Claim
	places []place
	story  span // from the first line of the body to the last
}

func findPlaces(w *words, fields []*field, claims []claim.Claim) []place {
	f := &finder{words: w, claims: claims}
	f.body(fields)
	for _, step := range []struct {
		name string
		find func(*value) []span
	}{
		{"date", f.date},
		{"updated", f.date},
		{"headline", f.head},
		{"subheadline", f.head},
		{"section", f.section},
		{"byline", f.byline},
		{claim.Caption, f.parts},
		{claim.Credit, f.parts},
		{claim.Note, f.parts},
		{"author", f.author},
		{"agency", f.agency},
	} {
		for v := range named(fields, step.name) {
			if spans := step.find(v); len(spans) > 0 {
				f.places = append(f.places, place{v, spans})
			}
		}
	}
	return f.places
}

// named yields the values of a name.
func named(fields []*field, name string) iter.Seq[*value] {
	return func(yield func(*value) bool) {
		for _, f := range fields {
			for _, v := range f.Values {
				if v.Name == name && !yield(v) {
					return
				}
			}
		}
	}
}

// claimed yields the claims about a field, of those about blocks, pictures and notes the ones about one of them.
func (f *finder) claimed(name string, number int) iter.Seq[claim.Claim] {
	return func(yield func(claim.Claim) bool) {
		for _, c := range f.claims {
			if c.Field == name && c.Number == number && !yield(c) {
				return
			}
		}
	}
}

// body finds the blocks, each by the lines that it was made of.
func (f *finder) body(fields []*field) {
	var lines []claim.Claim
	for _, c := range f.claims {
		if c.Field == claim.Body {
			lines = append(lines, c)
		}
	}
	found := f.inOrder(lines)
	for v := range named(fields, claim.Body) {
		p := place{value: v}
		for len(lines) > 0 && lines[0].Number == v.Number {
			p.spans = append(p.spans, found[0])
			lines, found = lines[1:], found[1:]
		}
		if len(p.spans) > 0 && !slices.ContainsFunc(p.spans, span.empty) {
			f.places = append(f.places, p)
		}
	}
}

// inOrder finds the lines of the body, and with them the story. The longest is on the page once, or its first place is the
// body; the others are above and below it in their order.
func (f *finder) inOrder(lines []claim.Claim) []span {
	f.story = span{len(f.key), len(f.key)}
	found := make([]span, len(lines))
	longest := 0
	for i, c := range lines {
		if len(c.Value) > len(lines[longest].Value) {
			longest = i
		}
	}
	if len(lines) == 0 {
		return found
	}
	if found[longest] = f.nearest(lines[longest], f.whole(), 0); found[longest].empty() {
		return found
	}
	f.story = found[longest]
	for i := longest - 1; i >= 0; i-- {
		if found[i] = f.nearest(lines[i], span{0, f.story.start}, f.story.start); !found[i].empty() {
			f.story.start = found[i].start
		}
	}
	for i := longest + 1; i < len(lines); i++ {
		if found[i] = f.nearest(lines[i], span{f.story.end, len(f.key)}, f.story.end); !found[i].empty() {
			f.story.end = found[i].end
		}
	}
	return found
}

// nearest returns the place of a claim's words in a part of the page: it begins in the claim's element, if the page has
// that, and is of several the nearest to a point.
func (f *finder) nearest(c claim.Claim, in span, to int) span {
	key := keyOf(c.Value)
	all := f.all(key, f.narrow(in, c, key))
	if len(all) == 0 {
		return span{}
	}
	return closest(all, to)
}

// narrow returns the part of the page where a key can begin in the element of a claim. A page of another paper was read from a
// copy, whose elements it does not have.
func (f *finder) narrow(in span, c claim.Claim, key string) span {
	if element := f.elements[c.Node]; !element.empty() {
		return span{max(in.start, element.start), min(in.end, element.end+max(len(key)-1, 0))}
	}
	return in
}

// region returns where a claim was read: the place of its words, else its element. It is empty if the page has neither.
func (f *finder) region(c claim.Claim, to int) span {
	key := keyOf(c.Value)
	if all := f.all(key, f.narrow(f.whole(), c, key)); len(all) > 0 {
		return closest(all, to)
	}
	return f.elements[c.Node]
}

func abs(n int) int { return max(n, -n) }

// taken reports whether another value is in a place already.
func (f *finder) taken(s span) bool {
	return slices.ContainsFunc(f.places, func(p place) bool { return slices.ContainsFunc(p.spans, s.meets) })
}

// placeOf returns where a value is; false if it has no place.
func (f *finder) placeOf(name string, number int) (span, bool) {
	for _, p := range f.places {
		if p.value.Name == name && p.value.Number == number {
			return p.span(), true
		}
	}
	return span{}, false
}

// head finds a line of the head, in the element it was read from. In a text it is the nearest above the date or the body.
func (f *finder) head(v *value) []span {
	to := f.story.start
	if date, ok := f.placeOf("date", 0); ok && date.start < to {
		to = date.start
	}
	for c := range f.claimed(v.Name, 0) {
		c.Value = v.Text
		for _, in := range []span{{0, to}, f.whole()} {
			if s := f.nearest(c, in, to); !s.empty() {
				return []span{s}
			}
		}
	}
	return nil
}

// section finds the label in the element it was read from; in a text the one nearest to the headline: "Home > Food".
func (f *finder) section(v *value) []span {
	for c := range f.claimed("section", 0) {
		key := keyOf(v.Text)
		if spans := f.beside(f.all(key, f.narrow(f.whole(), c, key)), f.headline().start); spans != nil {
			return spans
		}
	}
	return nil
}

// headline returns where the headline is, else where the body begins.
func (f *finder) headline() span {
	if place, ok := f.placeOf("headline", 0); ok {
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
	return []span{closest(all, to)}
}

// pick returns the place nearest to a point where no other value is, else the nearest: a photo story has its caption as its
// body, and a dateline is in it.
func (f *finder) pick(all []span, to int) []span {
	if free := f.beside(all, to); free != nil || len(all) == 0 {
		return free
	}
	return []span{closest(all, to)}
}

// closest returns the place that begins nearest to a point.
func closest(all []span, to int) span {
	return slices.MinFunc(all, func(a, b span) int { return abs(a.start-to) - abs(b.start-to) })
}

// signed returns where the lines that name the writers are: the byline's, then those of the signature.
func (f *finder) signed() []span {
	var lines []span
	for c := range f.claimed("byline", 0) {
		lines = append(lines, f.region(c, f.headline().end))
	}
	for c := range f.claimed(claim.Signature, 0) {
		lines = append(lines, f.region(c, f.story.end))
	}
	return slices.DeleteFunc(lines, span.empty)
}

// byline finds the names in the lines that name the writers, or from them on. Of a page of another paper these are not known.
func (f *finder) byline(v *value) []span {
	for _, in := range append(f.signed(), f.whole()) {
		if spans := f.beside(f.all(keyOf(v.Text), in), in.start); spans != nil {
			return spans
		}
		if spans := f.names(v.Text, in); spans != nil {
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
			next := f.all(keyOf(name), span{at, min(at+longest, len(f.key))})
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

// parts finds what gives a caption, a credit or a note: the words of its claims, one after another. A claim that only repeats
// what is before it adds nothing. A credit is behind its caption.
func (f *finder) parts(v *value) []span {
	var spans []span
	rest, in, to := keyOf(v.Text), f.whole(), f.story.start
	switch v.Name {
	case claim.Note:
		to = f.story.end
	case claim.Credit:
		if caption, ok := f.placeOf(claim.Caption, v.Number); ok {
			in.start, to = caption.end, caption.end
		}
	}
	for c := range f.claimed(v.Name, v.Number) {
		key := keyOf(c.Value)
		if !strings.HasPrefix(rest, key) {
			continue
		}
		part := f.pick(f.anyCase(key, f.narrow(in, c, key)), to)
		if part == nil {
			return nil
		}
		spans, rest = append(spans, part...), rest[len(key):]
		to = spans[len(spans)-1].end
	}
	if rest != "" {
		return nil
	}
	return spans
}

// anyCase returns the places of a name that the page may print in small letters: "(yonhap)".
func (f *finder) anyCase(k string, in span) []span {
	var found []span
	for at := in.start; k != "" && at+len(k) <= in.end; at++ {
		if strings.EqualFold(f.key[at:at+len(k)], k) {
			found = append(found, span{at, at + len(k)})
		}
	}
	return found
}

// author finds the mail of a writer, and the name in the lines that name the writers, first in the line of the mail. A note
// may describe the writer.
func (f *finder) author(v *value) []span {
	lines := f.signed()
	for _, p := range f.places {
		if p.value.Name == claim.Note {
			lines = append(lines, p.span())
		}
	}
	if byline, ok := f.placeOf("byline", 0); ok {
		lines = append(lines, byline)
	}
	var spans []span
	if all := f.all(keyOf(string(v.author.Email)), f.whole()); len(all) > 0 {
		mail := closest(all, f.story.end)
		spans = []span{mail}
		if i := slices.IndexFunc(lines, func(s span) bool { return s.holds(mail) }); i > 0 {
			lines[0], lines[i] = lines[i], lines[0]
		}
	}
	for _, line := range lines {
		if names := f.all(keyOf(v.author.Name), line); len(names) > 0 {
			spans = append(spans, names[0])
			break
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	return spans
}

// agency finds the name in the tag or the dateline, else in the byline.
func (f *finder) agency(v *value) []span {
	var lines []span
	for c := range f.claimed("agency", 0) {
		lines = append(lines, f.region(c, f.story.end))
	}
	if byline, ok := f.placeOf("byline", 0); ok {
		lines = append(lines, byline)
	}
	for _, line := range lines {
		if spans := f.pick(f.anyCase(keyOf(v.Text), line), line.start); spans != nil {
			return spans
		}
	}
	return nil
}

// date finds a printed date in the line or element of the dates, or near it. An update in the same minute is printed a
// second time, after its label.
func (f *finder) date(v *value) []span {
	want, ok := normalize.Date(v.Text)
	if !ok {
		return nil
	}
	near := span{f.story.start, f.story.start}
	for _, name := range []string{"date", v.Name} {
		for c := range f.claimed(name, 0) {
			if s := f.region(c, f.story.start); !s.empty() {
				near = s
			}
		}
	}
	cost := func(d printedDate) int {
		cost := abs(d.at.start - near.start)
		if !near.holds(d.at) {
			cost += len(f.key)
		}
		if updates.MatchString(d.label) != (v.Name == "updated") {
			cost += 8 * len(f.key) // more than all else
		}
		return cost
	}
	dates := slices.DeleteFunc(f.dates(want), func(d printedDate) bool { return f.taken(d.at) })
	if len(dates) == 0 {
		return nil
	}
	return []span{slices.MinFunc(dates, func(a, b printedDate) int { return cost(a) - cost(b) }).at}
}

// printedDate is a date on the page.
type printedDate struct {
	at    span
	label string // what its line has before it
}

// dates returns where the page prints a moment.
func (f *finder) dates(moment normalize.Timestamp) []printedDate {
	var found []printedDate
	for _, line := range f.lines {
		text, end := f.text(line), 0
		for _, d := range normalize.Dates(text) {
			if same(d.Timestamp, moment) {
				start := line.start + len(keyOf(text[:d.Start]))
				found = append(found, printedDate{span{start, start + len(keyOf(text[d.Start:d.End]))}, text[end:d.Start]})
			}
			end = d.End
		}
	}
	return found
}

// updates precedes the date of an update.
var updates = regexp.MustCompile(`(?i)updated|modified|edited`)

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
