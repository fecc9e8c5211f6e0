package source

import (
	"bytes"
	"html"
	"regexp"
	"time"
)

// archiveTime is how archives write a time in an address.
const archiveTime = "20060102150405"

// fromWayback removes what the Wayback Machine adds when it shows a page: its toolbar, its scripts, its comments, and
// its address before every address. A page that only links to it is left as it is.
func fromWayback(page Page) Page {
	of := waybackURL().FindStringSubmatch(page.URL)
	if of == nil && !((waybackHost.in(page.Data) || waybackFooter.in(page.Data)) && hasAny(page.Data, waybackMarks)) {
		return page
	}
	page.Form = "wayback"
	url, captured := waybackOrigin(page.Data, of)
	if url != "" {
		page.URL = url
	}
	if captured != "" {
		page.Captured = captured
	}
	page.Data = unprefixed(withoutWayback(page.Data))
	return page
}

// A page without these two has none of waybackMarks: most pages are searched for these only.
var (
	waybackHost   = mark{"archive.org", 'v'}
	waybackFooter = mark{"FILE ARCHIVED ON", 'V'}
)

// waybackMarks lists texts of which each page saved from the Wayback Machine has one.
var waybackMarks = [][]byte{
	[]byte("<!-- BEGIN WAYBACK TOOLBAR INSERT"),
	[]byte("<!-- End Wayback Rewrite JS Include"),
	[]byte("     FILE ARCHIVED ON "),
	[]byte("__wm.wombat("),
	[]byte(`id="wm-ipp-base"`),
	[]byte(`id=wm-ipp-base`),
	[]byte("The Wayback Machine - http"),
}

func hasAny(data []byte, marks [][]byte) bool {
	for _, mark := range marks {
		if bytes.Contains(data, mark) {
			return true
		}
	}
	return false
}

var (
	waybackURL = pattern(`^https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(.+)$`)
	// The URL of the page, then the time of its capture, as the scripts and the toolbar state them.
	wombat     = pattern(`__wm\.(?:wombat\(|bt\([^"]*"[^"]*",)"([^"]+)","(\d{14})"`)
	printLine  = pattern(`The Wayback Machine - https?://web\.archive\.org/web/(\d{14})[a-z_]*/([^\s<]+)`)
	oldToolbar = pattern(`id="wmtbURL"[^>]*value="([^"]+)"`)
	// archivedOn is in the comment after the page, in GMT.
	archivedOn = pattern(`FILE ARCHIVED ON (\d+:\d\d:\d\d \w+ \d+, \d{4})`)
)

// waybackOrigin returns the URL of the page and when it was captured. of is a match of waybackURL with the URL that it was
// saved from.
func waybackOrigin(data []byte, of []string) (url, captured string) {
	digits := ""
	if of != nil {
		digits, url = of[1], of[2]
	} else if m := wombat().FindSubmatch(data); m != nil {
		url, digits = string(m[1]), string(m[2])
	} else if m := printLine().FindSubmatch(data); m != nil {
		digits, url = string(m[1]), html.UnescapeString(string(m[2]))
	} else if m := oldToolbar().FindSubmatch(data); m != nil {
		url = html.UnescapeString(string(m[1]))
	}
	if url != "" && !bytes.Contains([]byte(url), []byte("://")) {
		url = "http://" + url // as people type it
	}
	if at, err := time.Parse(archiveTime, digits); err == nil {
		captured = stamp(at)
	} else if m := archivedOn().FindSubmatch(data); m != nil {
		if at, err := time.Parse("15:04:05 Jan 2, 2006", string(m[1])); err == nil {
			captured = stamp(at)
		}
	}
	return webURL(url), captured
}

// waybackCode identifies the scripts and links to remove, waybackComments the comments, waybackDiv the toolbar.
var (
	waybackCode = [][]byte{
		[]byte(`archive.org/includes/`), []byte(`="/_static/`), []byte(`.archive.org/_static/`),
		[]byte("__wm."), []byte("archive_analytics"), []byte("_wmVideos_"), []byte("window.RufflePlayer"),
		[]byte("archive.org/js/analytics.js"),
	}
	waybackComments = [][]byte{
		[]byte("Wayback Rewrite JS Include"), []byte("FILE ARCHIVED ON"), []byte("playback timings (ms)"),
		[]byte("WAYBACK TOOLBAR INSERT"),
	}
	waybackDiv = pattern(`<div[^>]*\bid=["']?(?:wm-ipp-base|wm-ipp-print|wm-ipp|donato)\b[^>]*>`)
)

func withoutWayback(data []byte) []byte {
	data = without(data, "<!-- BEGIN WAYBACK TOOLBAR INSERT", "<!-- END WAYBACK TOOLBAR INSERT -->", nil)
	data = without(data, "<script", "</script>", waybackCode)
	data = without(data, "<link", ">", waybackCode)
	data = without(data, "<!--", "-->", waybackComments)
	return withoutDivs(data, waybackDiv()) // SingleFile omits the comments around the toolbar
}

// maxToolbars is the number of elements that are removed as an archive's: the toolbar of the Wayback Machine has four. The end
// of each may be at the end of the page, so that each can cost a pass over it.
const maxToolbars = 16

// withoutDivs removes the divs whose start tag matches.
func withoutDivs(data []byte, tag *regexp.Regexp) []byte {
	var kept []byte
	for range maxToolbars {
		div := tag.FindIndex(data)
		if div == nil {
			break
		}
		kept = append(kept, data[:div[0]]...)
		data = data[endOfDiv(data, div[0], div[1]):]
	}
	if kept == nil {
		return data
	}
	return append(kept, data...)
}

// without removes each part from open to end that contains one of the marks, with the line end after it; if marks is nil,
// every such part. A part begins at the last open before its end: a script of the page may hold a "<!--" that nothing ends.
func without(data []byte, open, end string, marks [][]byte) []byte {
	var kept []byte
	for {
		from := bytes.Index(data, []byte(open))
		if from < 0 {
			break
		}
		length := bytes.Index(data[from:], []byte(end))
		if length < 0 {
			break
		}
		to := from + length + len(end)
		from += bytes.LastIndex(data[from:from+length], []byte(open))
		if marks == nil || hasAny(data[from:to], marks) {
			kept = append(kept, data[:from]...)
			to += len(data[to:]) - len(bytes.TrimPrefix(data[to:], []byte("\n")))
		} else {
			kept = append(kept, data[:to]...)
		}
		data = data[to:]
	}
	if kept == nil {
		return data
	}
	return append(kept, data...)
}

// endOfDiv returns the index where the div that starts at from ends, or where its start tag ends if it is never closed.
func endOfDiv(data []byte, from, tagEnd int) int {
	depth := 0
	for at := from; at < len(data); at++ {
		switch {
		case bytes.HasPrefix(data[at:], []byte("<div")):
			depth++
		case bytes.HasPrefix(data[at:], []byte("</div>")):
			if depth--; depth == 0 {
				return at + len("</div>")
			}
		}
	}
	return tagEnd
}

// prefixTail matches what follows the host, "/web/20200815031200im_/", with slashes as in HTML, in JSON, and in a URL inside
// another URL.
var prefixTail = pattern(`^(?:/|\\/|%2[Ff])web(?:/|\\/|%2[Ff])\d{4,14}(?:[a-z]{2}_)?(?:/|\\/|%2[Ff])`)

// prefixHost matches what precedes it in an absolute URL.
var prefixHost = pattern(`(?:https?(?::|%3[Aa]))?(?:/|\\/|%2[Ff]){2}web\.archive\.org(?::80|:443)?$`)

// unprefixed removes the Wayback Machine's prefix from every URL. A prefix without a host is removed only if a URL follows it:
// the paper might have a folder /web/2020/.
func unprefixed(data []byte) []byte {
	kept := make([]byte, 0, len(data))
	for {
		web := bytes.Index(data, []byte("web"))
		if web < 0 {
			return append(kept, data...)
		}
		slash := slashBefore(data[:web])
		tail := prefixTail().FindIndex(data[web-slash : min(len(data), web+64)])
		if slash == 0 || tail == nil {
			kept = append(kept, data[:web+len("web")]...)
			data = data[web+len("web"):]
			continue
		}
		kept = append(kept, data[:web-slash]...)
		prefix := data[web-slash : web-slash+tail[1]]
		data = data[web-slash+tail[1]:]
		const longest = len("https%3A%2F%2Fweb.archive.org:443")
		window := max(0, len(kept)-longest)
		switch host := prefixHost().FindIndex(kept[window:]); {
		case host != nil:
			kept = kept[:window+host[0]]
		case !bytes.HasPrefix(data, []byte("http")) && !bytes.HasPrefix(data, []byte("//")):
			kept = append(kept, prefix...)
		}
	}
}

// slashBefore returns the length of the slash that data ends in, or 0.
func slashBefore(data []byte) int {
	for _, slash := range []string{`\/`, "/", "%2F", "%2f"} {
		if bytes.HasSuffix(data, []byte(slash)) {
			return len(slash)
		}
	}
	return 0
}
