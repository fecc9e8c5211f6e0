package extract

// All that herald knows of the site's markup stands in this file; what it knows of its wording stands in lines.go.
// A template claims a page by its Mark; its rules give what they can, and what they don't name is found by pattern and
// position (head.go, story.go). The grades are those of the notes on the site's pages: A is seen by two programs or on
// a real page, B by one, C inferred. A rule of grade B or C is a shortcut: a page without it reads the same.

// templates in the order in which they are tried. Their marks are disjoint on every page known.
var templates = []*Template{view, news, newest, newsinfo, nview, jsp, amp, mobile, kpopherald, printed}

// jsp is Detail.jsp: only the body's element is known (A).
var jsp = &Template{
	Name: "jsp",
	Seen: "2011",
	Mark: must("div#_article"),
	Drop: must("#_article .left, .htit2, .banner_txt, .banner_img, ul.link_icon, .flow_icon, .detailTextAD110113"), // B
	Root: must("#_article"),
}

// nview parts its text with <br>; the byline is its last line. The headline and subhead are A, the dates B.
var nview = &Template{
	Name:     "nview",
	Seen:     "2014-09 .. 2016-12",
	Mark:     must("h1.title_sec"),
	Drop:     must("aside.rsnb, section.gallrym, div.tbanner, div.banner_1024_1024"), // B
	Headline: Field{text("h1.title_sec")},
	Subhead:  Field{text("h4.stitle_sec")},
	Root:     must("#articleText"),
}

// newsinfo has no h1: the headline is a p (A).
var newsinfo = &Template{
	Name:     "newsinfo",
	Seen:     "2017-11 .. 2018-03",
	Mark:     must("p.fontTitle6"),
	Headline: Field{text("p.fontTitle6")},
	Root:     must("#articleText"),
}

// view has photo tables between several blocks of <br>-parted text; its markup is broken on real pages (A).
var view = &Template{
	Name:     "view",
	Seen:     "2020-05 .. 2023-07",
	Mark:     must("h1.view_tit"),
	Drop:     must("#thumimage, .view_tit_icon, .main_r, .view_main_c_li, .spot_li, .khadv_bg, .ad_2big, .adcodes_2big, .bannerDiv01"), // A
	Headline: Field{text("h1.view_tit")},
	Subhead:  Field{text("h2.view_tit_sub")},
	Section:  Field{text(".header_bottom_section_tit")},
	Byline:   Field{text(".view_tit_byline_l")},
	Root:     must("#articleText, .view_con.article"),
	Story:    must(".view_con_t"),
}

// news gives headline and subhead one class, on h1 and h2 (A).
var news = &Template{
	Name:     "news",
	Seen:     "2023-08 .. 2024-12",
	Mark:     must("h1.news_title"),
	Headline: Field{text("h1.news_title")},
	Subhead:  Field{text("h2.news_title")},
	Root:     must(".news_text_area .text_box"),
}

// newest is the template of the pages saved today. Head and dates are B, byline, subhead and captions unknown.
var newest = &Template{
	Name:     "article",
	Seen:     "2025 ..",
	Mark:     must("article#articleText, article.article-body, article.news_content"),
	Headline: Field{text(".view_top .news_title h1, .series_view_top .news_title h1")},
	Root:     must("article#articleText, article.article-body, article.news_content"),
}

// Of the next four only text is known: they are told by their wording.
var (
	amp = &Template{
		Name: "amp",
		Seen: "2017-11",
		Mark: must("html[amp], html[⚡]"), // the AMP specification wants one of them on every page
	}
	mobile = &Template{
		Name:    "mobile",
		Seen:    "2021-02",
		Wording: []string{"From", "Send to"},
	}
	kpopherald = &Template{
		Name:    "kpopherald",
		Seen:    "2016-01",
		Wording: []string{"Most Read Stories : Week"},
	}
	printed = &Template{
		Name:  "print",
		Seen:  "2010-11",
		Plain: true,
	}
)

// everywhere are parts that are no story on any page: players, embedded posts, forms, advertisements.
var everywhere = must(`iframe, object, embed, video, audio, canvas, svg, button, select, textarea, input, ins, nav, footer, dialog,
	amp-ad, amp-iframe, amp-video, amp-youtube, amp-social-share, amp-sidebar, amp-twitter, amp-instagram, amp-analytics,
	blockquote.twitter-tweet, blockquote.twitter-video, blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video,
	[hidden], [aria-hidden="true"]`)

// controls are what a reader fills in or presses.
var controls = must(`input:not([type="hidden"]), textarea, select, button`)

// theBody is the id of the story (A: five programs, in five templates). Where it is there, nothing else is the body: a page
// may have other stories in elements of the same class.
var theBody = must("#articleText")

// captions are the elements of texts under a picture, on any page: figcaption, .view_con_caption and em.img_caption (A),
// and their like.
var captions = must(`figcaption, [class*="caption" i]`)

// captionWords in the class of a paragraph below a picture say that it is the caption.
var captionWords = set("cap|caption|desc|photo|pic|img|image|fig|figure|credit")

// junkWords in a class or id mark a part that is not story, unless it holds most of the page's words.
var junkWords = set(`ad|ads|adv|advert|advertisement|adbox|adsense|adcodes|banner|sponsor|promo|promotion|sns|share|sharing|social|btn|
button|related|relation|relative|recommend|recommended|popular|ranking|taboola|outbrain|dable|subscribe|subscription|
newsletter|comment|comments|reply|copyright|tag|tags|hashtag|keyword|keywords|menu|gnb|lnb|breadcrumb|toolbar|util|
tutor`)

// adWords among them mark what is no story whatever it says.
var adWords = set("ad|ads|adv|advert|advertisement|adbox|adsense|adcodes|banner|sponsor|sns")

// sitePictures are words in the address of a picture that belongs to the site: ads, icons, the tutors' banners.
var sitePictures = []string{"/adbanner/", "icon", "btn", "logo", "blank.gif", "spacer", "/ads/", "banner", "bullet", "/reporter/"}

// placeHolders are words in the address of what stands for a picture until a script loads it.
var placeHolders = []string{"blank", "placeholder", "loading", "lazy", "spacer", "transparent", "1x1", "pixel", "dummy", "noimage", "no_image"}

// photoPath is in the address of the paper's photos (A: the front page of 2015).
const photoPath = "/content/image/"

// tutors are the alts of banners in and below the stories of 2023 and 2024 (A).
var tutors = []string{"지나쌤", "소아쌤", "피터빈트"}

// What the general way looks for on the page of a paper nobody wrote rules for: standard markup, and the words that
// papers everywhere use in their class names.
var (
	genericHeadline  = must(`h1, [itemprop="headline"]`)
	genericAuthor    = must(`[rel~="author"], [itemprop~="author"], [class*="author" i], [id*="author" i], [class*="byline" i], [class*="autor" i], [class*="journalist" i], [class*="reporter" i], [class*="writer" i], [class*="auteur" i], a[href*="/author"], a[href*="/autor"], a[href*="/redaktion/"]`)
	genericDate      = must(`time, [itemprop="datePublished"], [class*="date" i], [class*="publi" i], [class*="time" i], [class*="datum" i]`)
	genericUnread    = must(`script, style, noscript, template, svg, iframe, select, button, [hidden], [aria-hidden="true"]`)
	genericApart     = must(`aside, footer, nav, figure, form, dialog, [role="navigation"], [class*="related" i], [class*="teaser" i], [class*="recommend" i], [class*="comment" i], [class*="most-read" i], [class*="newsletter" i]`)
	genericFurniture = must(`aside, nav, footer, form, button, [class*="caption" i], [class*="credit" i], [class*="copyright" i], [class*="related" i], [class*="newsletter" i], [class*="recommend" i], [class*="promo" i], [class*="share" i], [class*="social" i], [class*="byline" i], [class*="author" i], [class*="comment" i], [class*="read-more" i], [class*="readmore" i], [class*="most-read" i], [class*="paywall" i], [class*="signup" i], [class*="sign-up" i], [class*="subscri" i], [class*="breadcrumb" i], [class*="tags" i], [class*="advert" i]`)
)
