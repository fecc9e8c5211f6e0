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

// xmlResource reads the main resource of an XML property list: plist, a dictionary, and in it another. A list nested deeper
// than a web archive, whose frames are archives in it, is not read.
func xmlResource(in io.Reader) (r webResource, err error) {
	const (
		topKey, resourceKey = 3, 4 // elements around them, and they
		deepest             = 64
	)
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // addresses and base64 are ASCII
	var keys [resourceKey + 1]string
	var text strings.Builder
	for depth := 0; ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return r, errNoResource
		}
		if err != nil {
			return r, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return r, errNoResource
			}
			text.Reset()
		case xml.CharData:
			if depth == topKey || depth == resourceKey && keys[topKey] == mainResource {
				text.Write(t)
			}
		case xml.EndElement:
			if depth == 0 {
				return r, errNoResource
			}
			inMain := depth >= topKey && keys[topKey] == mainResource
			switch {
			case t.Name.Local == "key" && depth <= resourceKey:
				keys[depth] = text.String()
			case inMain && depth == topKey:
				return r, nil
			case inMain && depth == resourceKey:
				if err := r.set(keys[depth], text.String()); err != nil {
					return r, err
				}
			}
			depth--
			text.Reset()
		}
	}
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
