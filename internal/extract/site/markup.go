package site

import "herald/internal/extract/dom"

// everywhere are parts that are no story on any page: players, embedded posts, forms, advertisements.
var DropAlways = dom.MustSelector(`iframe, object, embed, video, audio, canvas, svg, button, select, textarea, input, ins, nav, footer, dialog,
	amp-ad, amp-iframe, amp-video, amp-youtube, amp-social-share, amp-sidebar, amp-twitter, amp-instagram, amp-analytics,
	blockquote.twitter-tweet, blockquote.twitter-video, blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video,
	[hidden], [aria-hidden="true"]`)

// controls are what a reader fills in or presses.
var Controls = dom.MustSelector(`input:not([type="hidden"]), textarea, select, button`)

// theBody is the id of the story (A: five programs, in five templates). Where it is there, nothing else is the body: a page
// may have other stories in elements of the same class.
var bodyID = dom.MustSelector("#articleText")

// captions are the elements of texts under a picture, on any page: figcaption, .view_con_caption and em.img_caption (A),
// and their like.
var Captions = dom.MustSelector(`figcaption, [class*="caption" i]`)

// captionWords in the class of a paragraph below a picture say that it is the caption.
var CaptionWords = dom.WordSet("cap|caption|desc|photo|pic|img|image|fig|figure|credit")

// junkWords in a class or id mark a part that is not story, unless it holds most of the page's words.
var JunkWords = dom.WordSet(`ad|ads|adv|advert|advertisement|adbox|adsense|adcodes|banner|sponsor|promo|promotion|sns|share|sharing|social|btn|
button|related|relation|relative|recommend|recommended|popular|ranking|taboola|outbrain|dable|subscribe|subscription|
newsletter|comment|comments|reply|copyright|tag|tags|hashtag|keyword|keywords|menu|gnb|lnb|breadcrumb|toolbar|util|
tutor`)

// adWords among them mark what is no story whatever it says.
var AdWords = dom.WordSet("ad|ads|adv|advert|advertisement|adbox|adsense|adcodes|banner|sponsor|sns")

// sitePictures are words in the address of a picture that belongs to the site: ads, icons, the tutors' banners.
var SitePictures = []string{"/adbanner/", "icon", "btn", "logo", "blank.gif", "spacer", "/ads/", "banner", "bullet", "/reporter/"}

// placeHolders are words in the address of what stands for a picture until a script loads it.
var Placeholders = []string{"blank", "placeholder", "loading", "lazy", "spacer", "transparent", "1x1", "pixel", "dummy", "noimage", "no_image"}

// photoPath is in the address of the paper's photos (A: the front page of 2015).
const PhotoPath = "/content/image/"

// tutors are the alts of banners in and below the stories of 2023 and 2024 (A).
var TutorBanners = []string{"지나쌤", "소아쌤", "피터빈트"}

// titleWords are the words of class names that headlines have.
var TitleWords = dom.WordSet("title|tit|headline|subject|fonttitle")
