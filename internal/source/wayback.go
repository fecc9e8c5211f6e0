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

// A page with neither of the two has none of waybackMarks; most pages are searched for no more than these.
var (
	waybackHost   = mark{"archive.org", 'v'}
	waybackFooter = mark{"FILE ARCHIVED ON", 'V'}
)

// waybackMarks stand in every page that the Wayback Machine has shown, whatever saved it then.
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
	// What the toolbar and the scripts say of the page shown: address, then time.
	wombat     = pattern(`__wm\.(?:wombat\(|bt\([^"]*"[^"]*",)"([^"]+)","(\d{14})"`)
	printLine  = pattern(`The Wayback Machine - https?://web\.archive\.org/web/(\d{14})[a-z_]*/([^\s<]+)`)
	oldToolbar = pattern(`id="wmtbURL"[^>]*value="([^"]+)"`)
	// archivedOn is in the comment behind the page, in GMT.
	archivedOn = pattern(`FILE ARCHIVED ON (\d+:\d\d:\d\d \w+ \d+, \d{4})`)
)

// waybackOrigin is the address of the page and when it was captured; of is the address it was saved from, taken apart.
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

// Marks of what is dropped: in a script or link the first tag and the code of its own; in a comment its words.
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
	return withoutDivs(data, waybackDiv()) // SingleFile leaves the comments out and the toolbar in
}

// maxToolbars is how many elements are looked for in a page that may be an archive's: the Wayback Machine has four. The end
// of each may be the end of the page, so that any number of them would be any number of passes over it.
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
// every such part.
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

// prefixTail is what follows the host: "/web/20200815031200im_/", its slashes as they stand in HTML, in JSON, and in an
// address that is part of another one.
var prefixTail = pattern(`^(?:/|\\/|%2[Ff])web(?:/|\\/|%2[Ff])\d{4,14}(?:[a-z]{2}_)?(?:/|\\/|%2[Ff])`)

// prefixHost is the end of what stands before it, if the address is a whole one.
var prefixHost = pattern(`(?:https?(?::|%3[Aa]))?(?:/|\\/|%2[Ff]){2}web\.archive\.org(?::80|:443)?$`)

// unprefixed takes the Wayback Machine's address off every address. Without a host only what has an
// address behind it is one of its own: the paper might have a folder /web/2020/.
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
		near := max(0, len(kept)-longest)
		switch host := prefixHost().FindIndex(kept[near:]); {
		case host != nil:
			kept = kept[:near+host[0]]
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
