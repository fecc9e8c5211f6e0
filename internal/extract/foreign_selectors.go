package extract

import "herald/internal/extract/dom"

// The elements that generic extraction looks for: standard markup, and the words that papers everywhere use in class names.
var (
	genericAuthor    = dom.MustSelector(`[rel~="author"], [itemprop~="author"], [class*="author" i], [id*="author" i], [class*="byline" i], [class*="autor" i], [class*="journalist" i], [class*="reporter" i], [class*="writer" i], [class*="auteur" i], a[href*="/author"], a[href*="/autor"], a[href*="/redaktion/"]`)
	genericDate      = dom.MustSelector(`time, [itemprop="datePublished"], [class*="date" i], [class*="publi" i], [class*="time" i], [class*="datum" i]`)
	genericUnread    = dom.MustSelector(`script, style, noscript, template:not([shadowrootmode]), svg, iframe, select, button, [hidden], [aria-hidden="true"]`)
	genericApart     = dom.MustSelector(`aside, footer, nav, figure, form, dialog, [role="navigation"], [class*="related" i], [class*="teaser" i], [class*="recommend" i], [class*="comment" i], [class*="most-read" i], [class*="newsletter" i]`)
	genericFurniture = dom.MustSelector(`aside, nav, footer, form, button, [class*="teaser" i], [class*="caption" i], [class*="credit" i], [class*="copyright" i], [class*="related" i], [class*="newsletter" i], [class*="recommend" i], [class*="promo" i], [class*="share" i], [class*="social" i], [class*="byline" i], [class*="author" i], [class*="comment" i], [class*="read-more" i], [class*="readmore" i], [class*="most-read" i], [class*="paywall" i], [class*="signup" i], [class*="sign-up" i], [class*="subscri" i], [class*="breadcrumb" i], [class*="tags" i], [class*="advert" i]`)
)
