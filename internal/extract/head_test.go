package extract

import (
	"strings"
	"testing"
)

// stated returns what a head states.
func (h head) stated() string {
	s := h.title
	for _, f := range []struct{ label, value string }{
		{"below: ", strings.ReplaceAll(h.subhead.Value, "\n", "; ")}, {"by: ", h.byline.Value},
		{"on ", h.dates.published.String()}, {"updated ", h.dates.updated.String()}, {"in ", h.section.Value},
	} {
		if f.value != "" {
			s += ", " + f.label + f.value
		}
	}
	return s
}

func TestHeads(t *testing.T) {
	first := paragraph(lamps)
	for page, want := range map[string]string{
		headline + "<p>By Kim Da-sol</p>" + date + first:                                                                                       "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		date + headline + "<p>By Kim Da-sol</p>" + first:                                                                                       "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		"<p>By Kim Da-sol</p>" + date + headline + first:                                                                                       "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + date + first + "<p>By Kim Da-sol</p>":                                                                                       "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>By Kim Da-sol</p>" + first:                                                                                              "Town counts its lamps again, by: By Kim Da-sol",
		headline + "<p>By Kim Da-sol</p><p>By Noh Ye-bin</p>" + date:                                                                           "Town counts its lamps again, by: By Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<p>By Kim Da-sol</p><p>(dasol@heraldcorp.com)</p>" + date:                                                                  "Town counts its lamps again, by: By Kim Da-sol (dasol@heraldcorp.com), on 2026-02-01T16:42:00+09:00",
		headline + "<p>By Kim Da-sol</p><p>Share</p><p>dasol@heraldcorp.com</p>" + date:                                                        "Town counts its lamps again, by: By Kim Da-sol (dasol@heraldcorp.com), on 2026-02-01T16:42:00+09:00",
		headline + "<p>Kim Da-sol</p><p>Noh Ye-bin</p>" + date:                                                                                 "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Kim Da-sol<br>Noh Ye-bin</p>" + date:                                                                                    "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<p class=a>By Kim Da-sol</p><p class=b>Noh Ye-bin</p>" + date:                                                              "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p><span>Kim Da-sol</span><span>Noh Ye-bin</span></p>" + date:                                                              "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<p>By <a>Kim Da-sol</a>, <a>Noh Ye-bin</a></p>" + date:                                                                     "Town counts its lamps again, by: By Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<a href=/w><img src=/a.jpg></a><a href=/v><img src=/b.jpg></a><p>Kim Da-sol</p>" + date:                                    "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<a href=/w><img src=/a.jpg></a><p>Kim Da-sol</p><p>Share</p>" + date:                                                       "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<h4>By <a href=/author/1>Kim Da-sol</a>, <a href=/author/2>Noh Ye-bin</a></h4>" + date + first:                             "Town counts its lamps again, by: By Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<h4>By <a href=/b/1>Kim Da-sol</a></h4>" + date + first:                                                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>Kim Da-sol<li>Feb. 1, 2026<li>4:42 p.m.</ul>" + first:                                                              "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>Feb. 1, 2026 - 16:42<li>5:00 p.m.</ul>" + first:                                                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>Feb. 1, 2026<li>at 4:42 p.m.</ul>" + first:                                                                         "Town counts its lamps again, on 2026-02-01",
		headline + "<p>The Korea Herald</p>" + date:                                                                                            "Town counts its lamps again, by: The Korea Herald, on 2026-02-01T16:42:00+09:00",
		headline + "<p><a href=/>The Korea Herald</a></p>" + date:                                                                              "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>The Korea Herald</p><p>Kim Da-sol</p>" + date:                                                                           "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p>The Korea Herald</p>" + first:                                                                                           "Town counts its lamps again",
		headline + "<dl><dt>Writers<dd>Kim Da-sol; Noh Ye-bin<dt>Section<dd>Business<dt>Release date<dd>01-Feb-2026 16:42</dl>":                "Town counts its lamps again, by: Kim Da-sol; Noh Ye-bin, on 2026-02-01T16:42:00+09:00, in Business",
		headline + "<dl><dt>Keepers<dd>Kim Da-sol; Noh Ye-bin<dt>Lamps<dd>Business<dt>Counted<dd>01-Feb-2026 16:42</dl>":                       "Town counts its lamps again, by: Kim Da-sol; Noh Ye-bin, on 2026-02-01T16:42:00+09:00, in Business",
		headline + "<table><tr><td>Source<td>AFP<tr><td>Category<td>Harbor<tr><td>Date<td>Feb. 1, 2026<tr><td>Revised<td>Feb. 2, 2026</table>": "Town counts its lamps again, by: AFP, on 2026-02-01, updated 2026-02-02, in Harbor",
		headline + "<table><tr><td>Lamp<td>AFP<tr><td>Gate<td>Harbor<tr><td>Lit<td>Feb. 1, 2026</table>":                                       "Town counts its lamps again",
		headline + "<ul><li>Author(s): Kim Da-sol<li>Section: Harbor<li>Date: Feb. 1, 2026</ul>":                                               "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01, in Harbor",
		headline + "<img src=/a.jpg><p>By Kim Da-sol</p>" + date:                                                                               "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<img src=/a.jpg><p>Kim Da-sol</p>" + date:                                                                                  "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<img src=/a.jpg><p>By Kim Da-sol</p><p>Noh Ye-bin</p>" + date:                                                              "Town counts its lamps again, by: By Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<h2>By Kim Da-sol</h2>" + date:                                                                                             "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<h3>Kim Da-sol</h3>" + date:                                                                                                "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Kim Da-sol 기자</p>" + date:                                                                                               "Town counts its lamps again, by: Kim Da-sol 기자, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Reporter : Kim Da-sol</p>" + date:                                                                                       "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p>(Kim Da-sol)</p>" + date:                                                                                                "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Share</p><p>Business</p>" + date:                                                                                        "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + date + "<p>By The Harbor Gazette</p>" + first:                                                                               "Town counts its lamps again, by: By The Harbor Gazette, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Published : Feb. 1, 2026 - 16:42</p><p>Updated : Feb. 1, 2026 - 17:00</p>":                                              "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + date + "<p>Updated : Feb. 1, 2026 - 17:00</p>":                                                                              "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + date + "<p>Feb. 2, 2026 - 10:00</p>":                                                                                        "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Updated : Feb. 1, 2026 - 17:00</p><p>Published : Feb. 1, 2026 - 16:42</p>":                                              "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + "<p><a href=/a>Feb. 1, 2026</a></p>" + date:                                                                                 "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p><a href=/a>Published : Feb. 1, 2026</a></p>":                                                                            "Town counts its lamps again, on 2026-02-01",
		headline + first + first + "<p>Published : Feb. 1, 2026</p>":                                                                           "Town counts its lamps again, on 2026-02-01",
		"<p>Published : Feb. 1, 2026</p><p>Share</p>" + headline:                                                                               "Town counts its lamps again, on 2026-02-01",
		"<p>Feb. 1, 2026</p>" + headline + "<p>Published : Feb. 2, 2026</p>":                                                                   "Town counts its lamps again, on 2026-02-02",
		headline + "<table><tr><td>Feb. 1, 2026</td><td>1</td></tr><tr><td>Feb. 2, 2026</td><td>2</td></tr></table>":                           "Town counts its lamps again",
		"<p>Feb. 1, 2026 By Noh Ye-bin</p>" + headline:                                                                                         "Town counts its lamps again, by: By Noh Ye-bin, on 2026-02-01",
		headline + "<p>Feb. 1, 2026 By Noh Ye-bin</p><p>By Kim Da-sol</p>":                                                                     "Town counts its lamps again, by: By Noh Ye-bin, on 2026-02-01",
		headline + "<p>Feb. 1, 2026</p><p>Updated : Feb. 1, 2026 - 17:00</p><p>Published : Feb. 1, 2026 - 10:00</p>":                           "Town counts its lamps again, on 2026-02-01T10:00:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + "<h2>One lamp more than it thought</h2>" + date:                                                                             "Town counts its lamps again, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		headline + "<h2>One lamp more than it thought.</h2>" + first:                                                                           "Town counts its lamps again",
		headline + "<h2>One lamp more than it thought</h2>" + first:                                                                            "Town counts its lamps again, below: One lamp more than it thought",
		"<p>Kim Da-sol</p>" + date + headline:                                                                                                  "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		"<p>Kim Da-sol</p><p>Share</p>" + date + headline:                                                                                      "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		"<p><span>Feb. 1, 2026 - 16:42</span> <span>Updated Feb. 1, 2026 - 17:00</span></p>" + headline:                                        "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		"<p>Feb. 3, 2026</p><p>Feb. 1, 2026</p>" + headline:                                                                                    "Town counts its lamps again, on 2026-02-01",
		headline + "<p>Kim Da-sol</p>" + date + "<h4>About the writer</h4><p>Noh Ye-bin</p>":                                                   "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + date + "<h4>About the writer</h4><img src=/a.jpg><p>Noh Ye-bin</p><h4>About the writer</h4><p>Kim Da-sol</p>":               "Town counts its lamps again, by: Noh Ye-bin, Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<h4><a>Kim Da-sol</a></h4><h4><a>Noh Ye-bin</a></h4>" + date:                                                               "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<div><img src=/a.jpg><p>Kim Da-sol</p></div><p>Noh Ye-bin</p>" + date:                                                      "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<figure><img src=/a.jpg><figcaption>A lamp</figcaption></figure><p>Kim Da-sol</p>" + date:                                  "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<figure><img src=/a.jpg></figure><p>Kim Da-sol</p>" + date:                                                                 "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p><time datetime=2026-02-01T16:42:09+09:00>Feb. 1, 2026</time></p>":                                                       "Town counts its lamps again, on 2026-02-01T16:42:09+09:00",
		headline + "<p><time datetime=2026-02-02T16:42:09+09:00>Feb. 1, 2026</time></p>":                                                       "Town counts its lamps again, on 2026-02-01",
		headline + "<p><time datetime=2026-02-01T16:42:09+09:00>Feb. 1, 2026 - 16:42</time></p>":                                               "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>One lamp more</p>" + date:                                                                                               "Town counts its lamps again, below: One lamp more, on 2026-02-01T16:42:00+09:00",
		headline + "<p>One lamp</p>" + date:                                                                                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>One lamp more.</p>" + date + first:                                                                                      "Town counts its lamps again, below: One lamp more., on 2026-02-01T16:42:00+09:00",
		headline + date + "<p>One lamp more than it thought</p>" + first:                                                                       "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + date + "<h3>One lamp more than it thought</h3>" + first:                                                                     "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>One lamp more</li><li>Two gates less</li></ul>" + date:                                                             "Town counts its lamps again, below: One lamp more; Two gates less, on 2026-02-01T16:42:00+09:00",
		headline + "<p>- One lamp more<br>- Two gates less</p>" + date:                                                                         "Town counts its lamps again, below: - One lamp more; - Two gates less, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Par Luc Moreau</p>" + date:                                                                                              "Town counts its lamps again, by: Par Luc Moreau, on 2026-02-01T16:42:00+09:00",
		headline + "<p><a href=/a>One lamp more</a></p>" + date:                                                                                "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<blockquote>One lamp more than that</blockquote>" + date:                                                                   "Town counts its lamps again, below: One lamp more than that, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Town counts its lamps again</p>" + date:                                                                                 "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		"<p>Business</p>" + headline + date:                                                                                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		"<p>Home > Business</p>" + headline + date:                                                                                             "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		"<p>Business<br>Finance</p>" + headline + date:                                                                                         "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Finance",
		"<p><a href=/b>Business</a></p>" + headline + date:                                                                                     "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + "<p>Business</p>" + date:                                                                                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + date + "<p>Business</p><div>" + first + "</div>":                                                                            "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + date + "<div><p>Business</p>" + first + "</div>":                                                                            "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + date + "<h3>One lamp more than it thought</h3><div>" + lamps + "<br>" + nobody + "</div>":                                   "Town counts its lamps again, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		headline + date + "<div><h3>One lamp more than it thought</h3>" + lamps + "<br>" + nobody + "</div>":                                   "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + date + "<p><a href=#>Business</a></p>" + first:                                                                              "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + date + "<p>Share</p><p><a href=/b>Business</a></p>" + first:                                                                 "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + date + "<p>Share</p><p>Print</p><p><a href=/b>Business</a></p>" + first:                                                     "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + date + "<p><a href=/b>Business</a></p>" + first:                                                                             "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		headline + date + "<p>Business</p>" + first:                                                                                            "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Business</p><p>Finance</p>" + date:                                                                                      "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p>Home &gt; Business</p><p>Finance</p>" + date:                                                                            "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Business",
		"<p>Politics</p><p>Business</p><p>Finance</p>" + headline + date:                                                                       "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, in Finance",
		"<p>Share</p><p>Town counts its lamps</p><p>One lamp more than it thought</p>" + date:                                                  "Town counts its lamps, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		"<p>Town counts its lamps</p><p>One lamp more than it thought</p>" + date:                                                              "Town counts its lamps, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		"<p>Town counts its lamps</p><p>Kim Da-sol</p>" + date:                                                                                 "Town counts its lamps, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		"<ul><li>Gate falls again</li></ul><p>Town counts its lamps</p>" + date:                                                                "Town counts its lamps, on 2026-02-01T16:42:00+09:00",
		"<h2>Town counts its lamps</h2><h3>One lamp more than it thought</h3>" + date:                                                          "Town counts its lamps, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		"<p class=title>Town counts its lamps</p><p>One lamp more than it thought</p>" + date:                                                  "Town counts its lamps, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		"<p><a href=/a>Town counts its lamps</a></p><p>One lamp more</p>" + date:                                                               "One lamp more, on 2026-02-01T16:42:00+09:00",

		headline + "<p><span>By Kim Da-sol</span><span>Feb. 1, 2026 - 16:42</span></p>":                                                      "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p><span>Kim Da-sol</span><span>Feb. 1, 2026</span><span>Share</span></p>":                                               "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01",
		headline + "<p><span>Published :</span><span>Feb. 1, 2026 - 16:42</span><span>Updated :</span><span>Feb. 1, 2026 - 17:00</span></p>": "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + "<p>Published :</p>" + date + "<p>Updated :</p><p>Feb. 1, 2026 - 17:00</p>":                                               "Town counts its lamps again, on 2026-02-01T16:42:00+09:00, updated 2026-02-01T17:00:00+09:00",
		headline + "<p>By</p><p>Kim Da-sol</p>" + date:                                                                                       "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p><b>One lamp more</b><span>By Kim Da-sol</span></p>" + date:                                                            "Town counts its lamps again, below: One lamp more, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		"<p><span>Business</span><span>Finance</span></p>" + headline + date:                                                                 "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p><span>Business</span><span>Feb. 1, 2026</span></p>":                                                                   "Town counts its lamps again, on 2026-02-01, in Business",
		headline + "<p><span>Kim Da-sol</span> <span>Noh Ye-bin</span> <span>Feb. 1, 2026</span></p>":                                        "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01",
		headline + "<p>Reporter :</p><p>Kim Da-sol</p>" + date:                                                                               "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p><span>By Kim Da-sol</span><span>Noh Ye-bin</span></p>" + date:                                                         "Town counts its lamps again, by: By Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",
		headline + "<p><span>By Kim Da-sol</span><span>dasol@heraldcorp.com</span><span>Feb. 1, 2026</span></p>":                             "Town counts its lamps again, by: By Kim Da-sol dasol@heraldcorp.com, on 2026-02-01",
		"<p>Kim Da-sol</p>":            "",
		"<p>By Kim Da-sol</p>" + first: "",
		headline + "<figure><img src=/a.jpg><figcaption>One lamp more</figcaption></figure>" + date: "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<p><img src=/a.jpg>One lamp more</p>" + date:                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<img src=/a.jpg><p>One lamp more</p>" + date:                                    "Town counts its lamps again, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>One lamp more</li></ul><ul><li>Two gates less</li></ul>" + date:         "Town counts its lamps again, below: One lamp more, on 2026-02-01T16:42:00+09:00",
		headline + "<ul><li>One lamp more</li><li>By Kim Da-sol</li></ul>" + date:                   "Town counts its lamps again, below: One lamp more, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p>One lamp more<br>Two gates less</p>" + date:                                  "Town counts its lamps again, below: One lamp more; Two gates less, on 2026-02-01T16:42:00+09:00",
		headline + "<h2>One lamp more</h2><h2>Two gates less</h2>" + date:                           "Town counts its lamps again, below: One lamp more; Two gates less, on 2026-02-01T16:42:00+09:00",
		headline + "<p>One lamp more</p><p>Two gates less</p>" + date:                               "Town counts its lamps again, below: One lamp more; Two gates less, on 2026-02-01T16:42:00+09:00",
		headline + date + "<p>By Kim</p>" + first:                                                   "Town counts its lamps again, by: By Kim, on 2026-02-01T16:42:00+09:00",
		headline + "<p>By Kim</p>" + date:                                                           "Town counts its lamps again, by: By Kim, on 2026-02-01T16:42:00+09:00",
		headline + date + "<p>Share</p><p>By Kim</p>" + first:                                       "Town counts its lamps again, by: By Kim, on 2026-02-01T16:42:00+09:00",
		headline + `<p><a href="/a">Kim Da-sol</a></p>` + date:                                      "Town counts its lamps again, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + `<p><a href="/a">Kim Da-sol</a></p>`:                                             "Town counts its lamps again",
		headline + "<p>Kim Da-sol,</p><p>Noh Ye-bin</p>" + date:                                     "Town counts its lamps again, by: Kim Da-sol, Noh Ye-bin, on 2026-02-01T16:42:00+09:00",

		headline + "<p>By Kim Da-sol</p><img src=/a.jpg><p>Noh Ye-bin</p>" + date: "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		headline + "<p>By Kim Da-sol</p><h2>By Noh Ye-bin</h2>" + date:            "Town counts its lamps again, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
	} {
		lines, at := laidOut(t, page)
		if got := findHead(lines, hints{}, at, len(lines)).stated(); got != want {
			t.Errorf("%s:\n%s, want\n%s", page, got, want)
		}
	}
}

func TestHeadsOfTexts(t *testing.T) {
	for text, want := range map[string]string{
		"Town counts its lamps\nOne lamp more than it thought\nBy Kim Da-sol\nFeb. 1, 2026 - 16:42\n\n" + lamps: "Town counts its lamps, below: One lamp more than it thought, by: By Kim Da-sol, on 2026-02-01T16:42:00+09:00",
		"Business\nTown counts its lamps\nKim Da-sol\nFeb. 1, 2026 - 16:42\n\n" + lamps:                         "Town counts its lamps, by: Kim Da-sol, on 2026-02-01T16:42:00+09:00, in Business",
		"* Gate falls again\n\nTown counts its lamps\n\nFeb. 1, 2026 - 16:42\n\n" + lamps:                       "Town counts its lamps, on 2026-02-01T16:42:00+09:00",
		"# Town counts its lamps\n\n## One lamp more than it thought\n\nFeb. 1, 2026 - 16:42\n\n" + lamps:       "Town counts its lamps, below: One lamp more than it thought, on 2026-02-01T16:42:00+09:00",
		"Town counts its lamps\nBy staff\nPublished : Feb. 1, 2026 - 16:42":                                     "Town counts its lamps, by: By staff, on 2026-02-01T16:42:00+09:00",
	} {
		lines := renderedLines(text)
		if got := findHead(lines, hints{}, -1, len(lines)).stated(); got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

// The date of a mail around a page is not the article's, nor is the sender its writer. Two such rows are no head of a mail.
func TestMailAround(t *testing.T) {
	const story = `<title>Town counts its lamps again - The Korea Herald</title><h1>Town counts its lamps again</h1><p>By Kim Da-sol</p><p>Published : Feb. 1, 2026 - 16:42</p>`
	mail := "From: Noh Ye-bin<br>Date: Tue, Aug 18, 2026 at 6:17 PM<br>Subject: A lamp<br><br>"
	a := articleOf(t, mail+story+paragraph(lamps)+paragraph(nobody))
	if a.Headline != "Town counts its lamps again" || a.Byline != "Kim Da-sol" || a.Date != "2026-02-01T16:42:00+09:00" {
		t.Errorf("%q by %q of %s", a.Headline, a.Byline, a.Date)
	}
	lines := classified(textLines("From: Noh Ye-bin\n\nDate: Feb. 1, 2026 - 16:42\n\nA lamp"))
	for i := range lines {
		if inMailHead(lines, i) {
			t.Errorf("line %d is in the head of a mail of two rows", i)
		}
	}
}
