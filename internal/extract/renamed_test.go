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

	"herald/internal/article"
	"herald/internal/extract"
)

// gradeA are the classes and ids that two programs agree on or that stand on a real page.
var gradeA = strings.Fields(`_article title_sec stitle_sec articleText fontTitle6 view_tit view_tit_sub view_tit_byline
	view_tit_byline_l view_tit_byline_r header_bottom_section_tit ellipsis view_con article view_con_t view_con_caption thumimage
	view_tit_icon main_r main_r_tit view_main_c_li spot_li khadv_bg ad_2big adcodes_2big bannerDiv01 news_content news_title_area
	news_text_area news_title text_box img_box img_caption article-body twitter-tweet instagram-media`)

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
	"article/all_the_furniture.html": "every part that is no story has a name that says so",
	"article/blind_staff_ld.html":    "the photo of the reporter stands beside the story like one of it",
	"jsp/blind_tea.html":             "an advertisement without a link stands between two paragraphs",
	"jsp/blind_yonhap.html":          "the label of another part of the page is the only one that is no link",
}

// TestRenamed: a page whose names are others, wherever the notes on the site don't grade them A, gives the same article.
// With all its names others it is a page of a template nobody has seen, and still the same article.
func TestRenamed(t *testing.T) {
	for _, page := range fixtures(t) {
		if filepath.Ext(page) != ".html" || strings.Contains(page, "/generic/") {
			continue // a text has no names, and the finder behind the general way goes by them
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
			compareRenamed(t, page, gradeA, want)
			if want.Template != "amp" { // marked by an attribute, which stays
				want.Template = templateWithoutNames(want.Template)
			}
			compareRenamed(t, page, embeds, want)
		})
	}
}

// templateWithoutNames is how a page is read when no class or id of it is known.
func templateWithoutNames(template string) string {
	switch template {
	case "mobile", "kpopherald", "print":
		return template // told by their wording
	}
	return extract.ByLines
}

func compareRenamed(t *testing.T, page string, keep []string, want *article.Article) {
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
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-as it is +renamed\n%s", d)
	}
}
