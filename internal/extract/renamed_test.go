package extract_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"herald/internal/article"
	"herald/internal/extract"
	"herald/internal/extract/dom"
	"herald/internal/extract/site"
)

var named = regexp.MustCompile(`(\s(?:class|id)=)("[^"]*"|'[^']*'|[^\s"'>]+)`)

// embeds are posts that only their class tells from a quotation.
var embeds = []string{"twitter-tweet", "instagram-media"}

// rename gives every class and id but those kept a name that says nothing.
func rename(page []byte, keep []string) []byte {
	return named.ReplaceAllFunc(page, func(m []byte) []byte {
		sub := named.FindSubmatch(m)
		var names []string
		for name := range strings.FieldsSeq(strings.Trim(string(sub[2]), `"'`)) {
			if !slices.Contains(keep, name) {
				h := fnv.New32a()
				h.Write([]byte(name))
				// One word of consonants: no part of it is a word that means something.
				name = "q" + strings.Map(func(r rune) rune { return rune("bcdfghjklmnpqrst"[strings.IndexRune("0123456789abcdef", r)]) }, fmt.Sprintf("%x", h.Sum32()))
			}
			names = append(names, name)
		}
		return fmt.Appendf(nil, `%s"%s"`, sub[1], strings.Join(names, " "))
	})
}

// toldByName are pages that can't be read without their names, and why.
var toldByName = map[string]string{
	"article/all_the_furniture.html":                     "every part that is no story has a name that says so",
	"article/other_paper_as_source.html":                 "headlines without links are known by the name of their box",
	"article/subhead_p_stated_boxes_below_tag.html":      "boxes without links and text for screen readers have a name and nothing else",
	"article/subhead_two_lines_bold_headings_below.html": "in other templates a body may begin with a heading of its own",
	"article/start_byline_and_end_differ.html":           "in other templates the description may be a summary",
	"article/blind_yonhap_array.html":                    "its template drops the breadcrumb, which names the section elsewhere",
	"article/blind_staff_ld.html":                        "the photo of the reporter stands beside the story like one of it",
	"jsp/blind_tea.html":                                 "an advertisement without a link stands between two paragraphs",
	"jsp/blind_yonhap.html":                              "the label of another part of the page is the only one that is no link",
	"mobile/lists_and_slides_inside_the_body.html":       "three lists of other articles are in the element of the body",
}

// TestRenamed: a page gives the same article when every class and id has another name, but for those that its template's
// mark and body name or its entry calls essential. With those of the mark renamed too it is a page of a template that is not
// known, and still the same article, but for the fields that only a rule with an essential class finds.
func TestRenamed(t *testing.T) {
	for _, page := range fixtures(t) {
		if filepath.Ext(page) != ".html" || strings.Contains(page, "/generic/") {
			continue // a text has no names, and the finder behind the generic extraction goes by them
		}
		name := strings.TrimPrefix(page, pages+"/")
		if toldByName[name] != "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			want, err := read(t, page)
			if err != nil {
				t.Fatal(err)
			}
			marked, essential := namesOf(want.Template)
			compareRenamed(t, page, slices.Concat(embeds, essential, marked), want)
			template := want.Template
			if template != "amp" { // marked by an attribute, which stays
				want.Template = templateWithoutNames(template)
			}
			compareRenamed(t, page, slices.Concat(embeds, essential), want, cmpopts.IgnoreFields(article.Article{}, foundByName(template)...))
		})
	}
}

// namesOf returns the classes and ids that a template's mark and body name, and those that its pages cannot do without.
func namesOf(template string) (marked, essential []string) {
	for tpl := range site.Builtin().All() {
		if tpl.Name != template {
			continue
		}
		for _, s := range []*dom.Selector{tpl.Mark, tpl.Body} {
			if s == nil {
				continue
			}
			for _, m := range className.FindAllStringSubmatch(s.Written, -1) {
				marked = append(marked, m[1])
			}
		}
		essential = tpl.Essential
	}
	return marked, essential
}

// fieldsOf are the fields of an article that each rule of a template decides.
var fieldsOf = map[string][]string{
	"headline": {"Headline"}, "subheadline": {"Subheadline"}, "section": {"Section"},
	"byline": {"Byline", "Authors"}, "date": {"Date", "Day"}, "updated": {"Updated"},
}

// foundByName returns the fields whose rule names an essential class or id of the template. A page that no template claims
// lacks the rule, and has nothing else to find them by.
func foundByName(template string) (fields []string) {
	for tpl := range site.Builtin().All() {
		if tpl.Name != template {
			continue
		}
		for field, rule := range tpl.Rules() {
			if slices.ContainsFunc(rule, func(s *dom.Selector) bool { return namesAny(s, tpl.Essential) }) {
				fields = append(fields, fieldsOf[field]...)
			}
		}
	}
	return fields
}

func namesAny(s *dom.Selector, names []string) bool {
	return slices.ContainsFunc(className.FindAllStringSubmatch(s.Written, -1), func(m []string) bool { return slices.Contains(names, m[1]) })
}

var className = regexp.MustCompile(`[.#]([\w-]+)`)

// templateWithoutNames is how a page is read when no class or id of its mark is known.
func templateWithoutNames(template string) string {
	for tpl := range site.Builtin().All() {
		if tpl.Name == template && (tpl.Mark == nil || len(tpl.Wording) > 0) {
			return template // identified by its wording
		}
	}
	return extract.ByLines
}

func compareRenamed(t *testing.T, page string, keep []string, want *article.Article, options ...cmp.Option) {
	t.Helper()
	data := readFile(t, page)
	changed := rename(data, keep)
	if bytes.Equal(data, changed) {
		t.Fatal("nothing was renamed")
	}
	got, err := readBytes(changed, page)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, options...); d != "" {
		t.Errorf("a field depends on a class or id: add that to Essential of the template, or the page and the reason to toldByName; "+
			"-as it is +renamed\n%s", d)
	}
}
