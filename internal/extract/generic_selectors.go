package extract

import "github.com/andybalholm/cascadia"

// What the general way looks for on the page of a paper nobody wrote rules for: standard markup, and the words that
// papers everywhere use in their class names.
var (
	genericHeadline = cascadia.MustCompile(`h1, [itemprop="headline"]`)
	genericAuthor   = cascadia.MustCompile(`[rel~="author"], [itemprop~="author"], [class*="author" i], [class*="byline" i], [class*="autor" i], [class*="journalist" i], [class*="reporter" i], [class*="writer" i], [class*="auteur" i], a[href*="/author"], a[href*="/autor"], a[href*="/redaktion/"]`)
	genericDate     = cascadia.MustCompile(`time, [itemprop="datePublished"], [class*="date" i], [class*="publi" i], [class*="time" i], [class*="datum" i]`)
	genericUnread   = cascadia.MustCompile(`script, style, noscript, template, svg, iframe, select, button, [hidden], [aria-hidden="true"]`)
	genericApart    = cascadia.MustCompile(`aside, footer, nav, figure, form, dialog, [role="navigation"], [class*="related" i], [class*="teaser" i], [class*="recommend" i], [class*="comment" i], [class*="most-read" i], [class*="newsletter" i]`)
)
