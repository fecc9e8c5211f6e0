package site

import "herald/internal/extract/dom"

// A template claims a page by its mark. Its rules give the fields they name, and the extractor finds the rest by pattern and
// position. Comments grade the facts: A is seen by two programs or on a real page, B by one, C is inferred. A rule of grade B
// or C is a shortcut: a page without it reads the same.

// templates in the order in which they are tried. Their marks are disjoint on every page known.
var templates = []*Template{view, news, article2025, newsinfo, nview, jsp, amp, mobile, kpopherald, printView}

// jsp is Detail.jsp: only the element of the body is known (A).
var jsp = &Template{
	Name:   "jsp",
	Seen:   "2011",
	Mark:   selector("div#_article"),
	Common: selector("div"),
	Drop:   selector("#_article .left, .htit2, .banner_txt, .banner_img, ul.link_icon, .flow_icon, .detailTextAD110113"), // B
	Body:   selector("#_article"),
}

// nview separates paragraphs with <br>, and the byline is the last line of the body. Headline and subheadline are A,
// the dates B.
var nview = &Template{
	Name:     "nview",
	Seen:     "2014-09 .. 2016-12",
	Mark:     selector("h1.title_sec"),
	Drop:     selector("aside.rsnb, section.gallrym, div.tbanner, div.banner_1024_1024"), // B
	Headline: text("h1.title_sec"),
	Subhead:  text("h4.stitle_sec"),
	Body:     selector("#articleText"),
}

// newsinfo has no h1: the headline is a p (A).
var newsinfo = &Template{
	Name:     "newsinfo",
	Seen:     "2017-11 .. 2018-03",
	Mark:     selector("p.fontTitle6"),
	Headline: text("p.fontTitle6"),
	Body:     selector("#articleText"),
}

// view has photo tables between several blocks of <br>-separated text. The markup is broken on real pages (A).
var view = &Template{
	Name:      "view",
	Seen:      "2020-05 .. 2023-07",
	Mark:      selector("h1.view_tit"),
	Drop:      selector("#thumimage, .view_tit_icon, .main_r, .view_main_c_li, .spot_li, .khadv_bg, .ad_2big, .adcodes_2big, .bannerDiv01"), // A
	Headline:  text("h1.view_tit"),
	Subhead:   text("h2.view_tit_sub"),
	Section:   text(".header_bottom_section_tit"),
	Byline:    text(".view_tit_byline_l"),
	Published: text(".view_tit_byline_r"),
	Body:      selector("#articleText, .view_con.article"),
	Story:     selector(".view_con_t"),
	Caption:   selector(".view_con_caption"),
	Essential: []string{"view_con_t", "thumimage", "adcodes_2big"},
}

// news gives headline and subheadline one class, on h1 and h2 (A).
var news = &Template{
	Name:      "news",
	Seen:      "2023-08 .. 2024-12",
	Mark:      selector("h1.news_title"),
	Headline:  text("h1.news_title"),
	Subhead:   text("h2.news_title"),
	Published: text("p.news_date"), // B
	Caption:   selector("em.img_caption"),
	Body:      selector(".news_text_area .text_box"),
}

// article2025 is the template of the pages saved today. Head and dates are B; the elements of byline, subheadline and
// captions are unknown. The first .category is the section; a second one and those of lists of other articles are not (B).
var article2025 = &Template{
	Name:     "article",
	Seen:     "2025 ..",
	Mark:     selector("article#articleText, article.article-body, article.news_content"),
	Common:   selector("article:not(#articleText):not(.article-body.news_content)"),
	Headline: text(".view_top .news_title h1, .series_view_top .news_title h1"),
	Section:  text(".category"),
	Drop:     selector(`div[id^="category-"], .div_layout, .recommended_swiper, .recommended_swiper_wrap`), // B: the same headlines on every page
	Body:     selector("article#articleText, article.article-body, article.news_content"),
	Excerpt:  true, // B; that the subheadline is in the body is A
}

// mobile is the site for telephones. Of 2016 to 2019 markup is known (B), of 2021 only text: its wording identifies it.
var mobile = &Template{
	Name:     "mobile",
	Seen:     "2016 .. 2021-02",
	Mark:     selector("#detail div.article"),
	Wording:  []string{"From", "Send to"},
	Drop:     selector(`.DetailBottom, p[id^="ad_piclick"], #SUEZ_SlideSlideDivBox`),
	Headline: text("#detail h2"),
	Body:     selector("#detail div.article"),
}

// Of the next three only text is known: their wording identifies them.
var (
	amp = &Template{
		Name:   "amp",
		Seen:   "2017-11",
		Mark:   selector("html[amp], html[⚡]"), // the AMP specification wants one of them on every page
		Common: selector("html"),
	}
	kpopherald = &Template{
		Name:    "kpopherald",
		Seen:    "2016-01",
		Wording: []string{"Most Read Stories : Week"},
	}
	printView = &Template{
		Name:  "print",
		Seen:  "2010-11",
		Plain: true,
	}
)

func selector(written string) *dom.Selector { return dom.MustSelector(written) }

func text(written string) Rule { return Rule{selector(written)} }
