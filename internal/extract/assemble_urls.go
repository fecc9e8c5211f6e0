package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"herald/internal/article"
	"herald/internal/extract/claim"
	"herald/internal/extract/site"
)

// fromSave is the evidence for a URL that only the save knows.
const fromSave = "save"

// urls returns where the page declares itself to be, then where the save says it came from. An address without a host
// comes last: in a mirror it names the local copy.
func (x *extraction) urls() []claim.Claim {
	whole, relative := make([]claim.Claim, 0, len(x.meta.URL)+1), []claim.Claim(nil)
	for _, c := range x.meta.URL {
		if u, err := url.Parse(c.Value); err == nil && u.Host == "" {
			c.Value = resolve(x.statedBase(), c.Value)
			relative = append(relative, c)
			continue
		}
		whole = append(whole, c)
	}
	return append(append(whole, claim.Claim{Field: "url", From: fromSave, Value: x.doc.URL}), relative...)
}

// setAddress takes the URL that the page declares, else the one that the save came from. The URL of an article takes
// precedence over one that only names the site's front page.
func (x *extraction) setAddress(a *article.Article) {
	places := x.urls()
	for _, c := range places {
		if id, ok := site.ArticleID(c.Value); ok {
			a.URL, a.ID = article.Optional(c.Value), article.Optional(id)
			break
		}
	}
	if i := slices.IndexFunc(places, func(c claim.Claim) bool { return c.Value != "" }); a.URL == "" && i >= 0 {
		a.URL = article.Optional(places[i].Value)
	}
	if x.template == ByGeneric {
		a.ID = ""
	}
}

// statedBase returns the address of <base href>, or "".
func (x *extraction) statedBase() string {
	if u, err := url.Parse(x.meta.Base); err != nil || !isWeb(u) {
		return ""
	}
	return x.meta.Base
}

// base returns the address that relative ones are resolved against, or "".
func (x *extraction) base(a *article.Article) string {
	for _, address := range []string{x.statedBase(), x.doc.URL} {
		if address != "" {
			return address
		}
	}
	return string(a.URL)
}

func isWeb(u *url.URL) bool { return u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") }

// resolve returns an address as a browser takes it on the page at base. Without a base, or if it is not valid, it is returned
// as printed.
func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil || b.Host == "" {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// pictureURL returns the address from which the page at base loads a picture from the web, or "" if the page is a local copy
// that does not show it.
func pictureURL(base, ref string) string {
	if strings.HasPrefix(ref, "//") {
		return "https:" + ref
	}
	u, err := url.Parse(ref)
	switch {
	case err != nil || ref == "":
		return ref
	case u.Scheme != "" && !isWeb(u): // file:, cid:, blob:, a drive of Windows
		return ""
	case u.Scheme != "":
		return ref
	case isSavedBeside(u.Path):
		return ""
	}
	if mirrored, ok := fromMirror(base, u.Path); ok {
		return mirrored
	}
	return resolve(base, ref)
}

// isSavedBeside reports whether a path is in the folder that browsers save beside a page: page_files/, or page.files/ of Internet
// Explorer.
func isSavedBeside(path string) bool {
	path = strings.TrimPrefix(strings.ReplaceAll(path, `\`, "/"), "./")
	folder, _, inFolder := strings.Cut(path, "/")
	return inFolder && (strings.HasSuffix(folder, "_files") || strings.HasSuffix(folder, ".files"))
}

// fromMirror returns the address of a file in a mirror of several hosts (wget -k, HTTrack): its path goes up to the folder of
// the mirror, which is above the root of the page's host, and down again into the folder of the other host.
func fromMirror(base, path string) (string, bool) {
	up := 0
	for strings.HasPrefix(path, "../") {
		path = path[len("../"):]
		up++
	}
	host, file, ok := strings.Cut(path, "/")
	if up == 0 || !ok || !hostName().MatchString(host) {
		return "", false
	}
	scheme := "http" // of a mirror that does not state it
	if u, err := url.Parse(base); err == nil && isWeb(u) {
		if up < strings.Count(u.Path, "/") {
			return "", false
		}
		scheme = u.Scheme
	}
	file, query, _ := strings.Cut(file, "?") // wget writes the query into the name
	return (&url.URL{Scheme: scheme, Host: host, Path: "/" + file, RawQuery: query}).String(), true
}

var hostName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)
})
