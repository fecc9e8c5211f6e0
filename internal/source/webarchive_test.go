package source_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/source"
)

// plistOf is a binary property list of the objects; the first is the top one.
func plistOf(objects ...string) string {
	list, table := "bplist00", ""
	for _, object := range objects {
		table += string(binary.BigEndian.AppendUint16(nil, uint16(len(list))))
		list += object
	}
	end := make([]byte, 32)
	end[6], end[7] = 2, 1 // bytes of an offset, of a reference
	end[15], end[31] = byte(len(objects)), byte(len(list))
	end[30] = byte(len(list) >> 8)
	return list + table + string(end)
}

// object is one with a length of two bytes.
func object(kind byte, length int, content string) string {
	return string([]byte{kind | 0x0f, 0x11, byte(length >> 8), byte(length)}) + content
}

func ascii(s string) string { return object(0x50, len(s), s) }

func TestBinaryWebArchive(t *testing.T) {
	utf16 := func(s string) string {
		var units string
		for _, c := range s {
			units += string([]byte{byte(c >> 8), byte(c)})
		}
		return object(0x60, len(s), units)
	}
	const dict1, dict3 = "\xd1", "\xd3"
	archive := func(url, kind, data string) string {
		return plistOf(dict1+"\x01\x02", ascii("WebMainResource"), dict3+"\x03\x04\x05\x06\x07\x08",
			ascii("WebResourceURL"), ascii("WebResourceMIMEType"), ascii("WebResourceData"), url, kind, data)
	}
	data := object(0x40, len(page), page)
	whole := archive(ascii("http://a.example/"), ascii("text/html"), data)
	one := []source.Page{{Name: "-", Form: "webarchive", URL: "http://a.example/", ContentType: "text/html", Data: []byte(page)}}
	failed := func(code string) got { return got{Errors: []failure{{"-", "", code}}} }
	deep := "\xa1\x02"
	for _, test := range []struct {
		name string
		data string
		opts source.Options
		want got
	}{
		{"ASCII", whole, source.Options{}, got{Pages: one}},
		{"UTF-16", archive(utf16("http://a.example/"), ascii("text/html"), data), source.Options{}, got{Pages: one}},
		{"of a picture", archive(ascii("http://a.example/"), ascii("image/png"), data), source.Options{}, failed("not-a-page")},
		{"another list", plistOf(dict1+"\x01\x01", ascii("Name")), source.Options{}, failed("not-a-page")},
		{"no dictionary", plistOf(ascii("Name")), source.Options{}, failed("not-a-page")},
		{"a page too long", whole, source.Options{MaxPage: int64(len(page)) - 1}, failed("too-large")},
		{"a page as long as may be", whole, source.Options{MaxPage: int64(len(page))}, got{Pages: one}},
		{"data beyond the end", archive(ascii("x"), ascii("text/html"), object(0x40, 60000, page)), source.Options{}, failed("damaged")},
		{"a number as an address", archive("\x10\x01", ascii("text/html"), data), source.Options{}, failed("damaged")},
		{"a reference to nothing", plistOf(dict1 + "\x01\x7f"), source.Options{}, failed("not-a-page")},
		{"an object that holds itself", plistOf(dict1+"\x01\x00", ascii("WebMainResource")), source.Options{}, failed("not-a-page")},
		{"a dictionary of many keys", plistOf(object(0xd0, 65, strings.Repeat("\x01", 130)), ascii("WebMainResource")), source.Options{}, failed("not-a-page")},
		{"lists in lists", plistOf(dict1+"\x01\x02", ascii("WebMainResource"), deep, deep), source.Options{}, failed("not-a-page")},
		{"cut short", whole[:len(whole)-40], source.Options{}, failed("damaged")},
		{"nothing but a head", "bplist00", source.Options{}, failed("damaged")},
	} {
		if diff := cmp.Diff(test.want, read(t, test.opts, strings.NewReader(test.data), "-")); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestXMLWebArchive(t *testing.T) {
	const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` + "\n"
	coded := base64.StdEncoding.EncodeToString([]byte(page))
	main := "<key>WebMainResource</key><dict><key>WebResourceData</key><data>\n\t" + coded[:20] + "\n\t" + coded[20:] +
		"\n\t</data><key>WebResourceURL</key><string>http://a.example/?a=1&amp;b=2</string><key>WebResourceMIMEType</key><string>text/html</string></dict>"
	frame := "<key>WebSubframeArchives</key><array><dict>" + strings.Replace(main, "a.example", "b.example", 1) + "</dict></array>"
	one := outcome{Members: []string{""}}
	failed := func(code string) outcome { return outcome{Errors: []failure{{"-", "", code}}} }
	for _, test := range []struct {
		name, data string
		opts       source.Options
		want       outcome
	}{
		{"whole", head + "<plist version=\"1.0\"><dict>" + frame + main + "</dict></plist>", source.Options{}, one},
		{"without a head", "<plist><dict>" + main + "</dict></plist>", source.Options{}, one},
		{"another list", head + "<plist><dict><key>Name</key><string>x</string></dict></plist>", source.Options{}, failed("not-a-page")},
		{"of a picture", head + strings.Replace("<plist><dict>"+main, "text/html", "image/png", 1), source.Options{}, failed("not-a-page")},
		{"a page too long", head + "<plist><dict>" + main, source.Options{MaxPage: 20}, failed("too-large")},
		{"data that is none", head + strings.Replace("<plist><dict>"+main, coded[:20], "=", 1), source.Options{}, failed("damaged")},
		{"no XML", head + "<plist><dict><", source.Options{}, failed("damaged")},
		{"ends without starts", head + "<plist></plist></dict></dict></key>", source.Options{}, failed("not-a-page")},
		{"lists in lists", head + "<plist>" + strings.Repeat("<array>", 1<<20), source.Options{}, failed("not-a-page")},
	} {
		g := read(t, test.opts, strings.NewReader(test.data), "-")
		if diff := cmp.Diff(test.want, outcomeOf(g)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		for _, p := range g.Pages {
			if p.URL != "http://a.example/?a=1&b=2" || !bytes.Equal(p.Data, []byte(page)) {
				t.Errorf("%s: %+v", test.name, p)
			}
		}
	}
}
