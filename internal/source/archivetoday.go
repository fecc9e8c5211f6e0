package source

import (
	"html"
	"strings"
	"time"
)

// archive.today has many names.
const (
	archiveTodayName = `archive\.(?:today|is|ph|li|vn|fo|md)`
	archiveTodayHost = `https?://` + archiveTodayName + `/`
	archiveTodayTime = `(\d{4}\.?\d\d\.?\d\d-?\d{6})` // "20200911010000", "2020.09.11-010000"
)

var (
	archiveTodayMark = mark{"://archive.", 'v'}
	// archiveTodayLink is in the head of a page that archive.today shows: its address there, with the time and the address here.
	archiveTodayLink = pattern(`<link\s+rel="(?:bookmark|canonical)"\s+href="` + archiveTodayHost + archiveTodayTime + `/(https?://[^"]+)"`)
	archiveTodayBar  = pattern(`<div[^>]*\bid=["']?(?:HEADER|SHARE)\b[^>]*>`)
	// archiveTodayTag states the address of the copy and the site that shows it, not those of the page.
	archiveTodayTag    = pattern(`<(?:meta|link)\s[^>]*"(?:https?://)?` + archiveTodayName + `[/"][^>]*>`)
	archiveTodayPrefix = pattern(archiveTodayHost + `(?:o/\w+|` + archiveTodayTime + `)/(https?:)`)
)

// fromArchiveToday removes what archive.today adds when it shows a page: its bar, its tags, and its address before the address
// of every link. A page that only links to it is left as it is.
func fromArchiveToday(page Page) Page {
	head := page.Data[:min(len(page.Data), 2*headSize)] // its links follow the title
	if !archiveTodayMark.in(head) {
		return page
	}
	stated := archiveTodayLink().FindSubmatch(head)
	if stated == nil {
		return page
	}
	page.Form, page.URL = "archive-today", webURL(html.UnescapeString(string(stated[2])))
	digits := strings.NewReplacer(".", "", "-", "").Replace(string(stated[1]))
	if date, err := time.Parse(archiveTime, digits); err == nil {
		page.Captured = stamp(date)
	}
	page.Data = withoutDivs(page.Data, archiveTodayBar())
	page.Data = archiveTodayPrefix().ReplaceAll(page.Data, []byte("$2"))
	page.Data = archiveTodayTag().ReplaceAll(page.Data, nil)
	return page
}
