package site

import (
	"slices"
	"strings"

	"herald/internal/extract/dom"
)

// DropAlways are elements that are not part of an article on any page: players, embedded posts, forms, advertisements.
var DropAlways = dom.MustSelector(`iframe, object, embed, video, audio, canvas, svg, button, select, textarea, input, nav, footer, dialog,
	amp-ad, amp-iframe, amp-video, amp-youtube, amp-social-share, amp-sidebar, amp-twitter, amp-instagram, amp-analytics,
	blockquote.twitter-tweet, blockquote.twitter-video, blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video,
	ins[data-ad-slot], [hidden], [aria-hidden="true"]`)

// Controls are the elements that a reader fills in or presses, and the links that look like them.
var Controls = dom.MustSelector(`input:not([type="hidden"]), textarea, select, button, [role="button"], a[class*="button" i], a[class*="btn" i]`)

// Players are the elements of a film or a recording.
var Players = dom.MustSelector(`iframe, video, audio, object, embed, amp-iframe, amp-video, amp-youtube`)

// bodyID is the id of the body (A: five programs, in five templates).
var bodyID = dom.MustSelector("#articleText")

// Captions are the elements of a text under a picture, on any page: figcaption, .view_con_caption and em.img_caption (A),
// and similar names.
var Captions = dom.MustSelector(`figcaption, [class*="caption" i]`)

// Credits are the elements of a credit in a caption or beside its picture.
var Credits = dom.MustSelector(`cite, [class*="credit" i], [class*="source" i], [class*="copyright" i], [itemprop="copyrightHolder"]`)

// CaptionWords are words of class names that mark the paragraph below a picture as its caption.
var CaptionWords = dom.WordSet("cap|caption|desc|photo|pic|img|image|fig|figure|credit")

// TitleWords are words of class names that headlines have.
var TitleWords = dom.WordSet("title|tit|headline|subject|fonttitle")

// SectionWords are words of class names that the label of a section above a headline has. A kicker may be anything.
var SectionWords = dom.WordSet("section|category|rubric|channel")

// JunkWords are words of a class or id that mark an element as boilerplate, unless it holds most of the page's text.
var JunkWords = dom.WordSet(`ad|ads|adv|advert|advertisement|adbox|adsense|adsbygoogle|adcodes|banner|sponsor|promo|promotion|sns|share|sharing|social|btn|
button|related|relation|relative|recommend|recommended|popular|ranking|taboola|outbrain|dable|subscribe|subscription|
newsletter|paywall|comment|comments|reply|copyright|tag|tags|hashtag|keyword|keywords|menu|gnb|lnb|breadcrumb|toolbar|util|
tutor`)

// IsJunkName reports whether a class, an id or the name of a custom element has one of the JunkWords. "relative" among other
// classes is no more than how a box is laid out.
func IsJunkName(name string) bool {
	classes := strings.Fields(name)
	if len(classes) > 1 {
		classes = slices.DeleteFunc(classes, func(c string) bool { return c == "relative" })
	}
	return dom.HasWord(strings.Join(classes, " "), JunkWords)
}

// BreadcrumbWords are words of class names that breadcrumbs have.
var BreadcrumbWords = dom.WordSet("breadcrumb|breadcrumbs|crumb|crumbs")

// AdWords are those JunkWords that mark boilerplate whatever the text of the element.
var AdWords = dom.WordSet("ad|ads|adv|advert|advertisement|adbox|adsense|adsbygoogle|adcodes|banner|sponsor|sns")

// ForScreenReaders are elements whose text no eye sees: the names that frameworks and Korean sites give them.
var ForScreenReaders = dom.MustSelector(".sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .blind")

// SitePictures are parts of the address of a picture that belongs to the site: ads, icons, the tutors' banners.
var SitePictures = []string{"/adbanner/", "icon", "btn", "logo", "blank.gif", "spacer", "/ads/", "banner", "bullet", "/reporter/", "reporterpeople"}

// Placeholders are parts of the address of a picture that a script replaces.
var Placeholders = []string{"blank", "placeholder", "loading", "lazy", "spacer", "transparent", "1x1", "pixel", "dummy", "noimage", "no_image"}

// PhotoPath is part of the address of the paper's photos (A: the front page of 2015).
const PhotoPath = "/content/image/"

// TutorBanners are the alts of banners in and below the articles of 2023 and 2024 (A).
var TutorBanners = []string{"지나쌤", "소아쌤", "피터빈트"}
