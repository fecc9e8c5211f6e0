package source

import (
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// webResource is the page of a Safari web archive: a dictionary under mainResource in a property list. The list does not
// state when it was saved.
type webResource struct {
	url, contentType, charset string
	data                      []byte
}

const (
	mainResource     = "WebMainResource"
	resourceData     = "WebResourceData"
	resourceURL      = "WebResourceURL"
	resourceType     = "WebResourceMIMEType"
	resourceEncoding = "WebResourceTextEncodingName"
)

var errNoResource = fail("not-a-page", "a property list that is not a web archive of Safari, not a page")

// webArchive yields the page of a web archive in a binary property list; its frames and pictures come after it.
func (f *file) webArchive(in io.Reader, at place) bool {
	whole, size, err := f.anyPlace(in, at)
	if err != nil {
		return f.fail(at, err)
	}
	r, err := f.binaryResource(whole, size)
	if err != nil {
		return f.fail(at, err)
	}
	return f.giveResource(r, at)
}

// xmlArchive yields the page of a web archive in an XML property list, as plutil -convert xml1 writes it.
func (f *file) xmlArchive(in io.Reader, at place) bool {
	read := int64(0)
	r, err := xmlResource(readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		if read += int64(n); read > maxSpool {
			return 0, tooLongToSpool
		}
		return n, err
	}))
	if err != nil {
		return f.fail(at, err)
	}
	return f.giveResource(r, at)
}

func (f *file) giveResource(r webResource, at place) bool {
	switch {
	case !isHTMLType(r.contentType):
		return f.fail(at, fail("not-a-page", "a web archive of %q, not of a page", r.contentType))
	case int64(len(r.data)) > f.opts.MaxPage:
		return f.fail(at, tooLarge(f.opts.MaxPage))
	}
	page := Page{Form: "webarchive", URL: webURL(r.url), ContentType: r.contentType, Data: r.data}
	if r.charset != "" {
		page.ContentType += "; charset=" + r.charset
	}
	return f.give(page, at)
}

func (f *file) binaryResource(whole io.ReaderAt, size int64) (webResource, error) {
	p, err := newPlist(whole, size)
	if err != nil {
		return webResource{}, err
	}
	top, err := p.dictionary(p.top)
	if err != nil {
		return webResource{}, err
	}
	main, ok := top[mainResource]
	if !ok {
		return webResource{}, errNoResource
	}
	fields, err := p.dictionary(main)
	if err != nil {
		return webResource{}, err
	}
	var r webResource
	for key, to := range map[string]*string{resourceURL: &r.url, resourceType: &r.contentType, resourceEncoding: &r.charset} {
		if ref, ok := fields[key]; ok && err == nil {
			*to, err = p.text(ref)
		}
	}
	if ref, ok := fields[resourceData]; ok && err == nil {
		r.data, err = p.data(ref, f.opts.MaxPage)
	}
	return r, err
}

// xmlResource reads the main resource of an XML property list: plist, a dictionary, and in it another.
func xmlResource(in io.Reader) (webResource, error) {
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // addresses and base64 are ASCII
	var r xmlReader
	for !r.done {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			err = errNoResource
		}
		if err == nil {
			err = r.take(token)
		}
		if err != nil {
			return webResource{}, err
		}
	}
	return r.resource, nil
}

// xmlReader takes the tokens of a property list until the main resource ends.
type xmlReader struct {
	resource webResource
	done     bool
	depth    int                       // open elements
	keys     [resourceDepth + 1]string // the last key at each depth
	text     strings.Builder
}

const (
	topDepth      = 3 // the keys and values of the list: plist, dictionary, and they
	resourceDepth = 4 // those of the main resource
	// deepest is more than a web archive has, whose frames are archives in it.
	deepest = 64
)

func (x *xmlReader) take(token xml.Token) (err error) {
	switch t := token.(type) {
	case xml.StartElement:
		x.depth++
		x.text.Reset()
	case xml.CharData:
		if x.depth == topDepth || x.depth == resourceDepth && x.inMain() {
			x.text.Write(t)
		}
	case xml.EndElement:
		err = x.end(t.Name.Local)
		x.depth--
		x.text.Reset()
	}
	if x.depth < 0 || x.depth > deepest {
		err = errNoResource
	}
	return err
}

func (x *xmlReader) inMain() bool { return x.keys[topDepth] == mainResource }

// end takes the end of an element.
func (x *xmlReader) end(name string) error {
	switch {
	case x.depth != topDepth && x.depth != resourceDepth:
	case name == "key":
		x.keys[x.depth] = x.text.String()
	case x.inMain() && x.depth == resourceDepth:
		return x.resource.set(x.keys[resourceDepth], x.text.String())
	case x.inMain():
		x.done = true
	}
	return nil
}

func (r *webResource) set(key, text string) (err error) {
	switch key {
	case resourceURL:
		r.url = text
	case resourceType:
		r.contentType = text
	case resourceEncoding:
		r.charset = text
	case resourceData:
		r.data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	}
	return err
}
