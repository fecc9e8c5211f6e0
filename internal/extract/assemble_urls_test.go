package extract

import (
	"testing"

	"herald/internal/decode"
)

func TestPictureURL(t *testing.T) {
	const (
		article = "https://www.koreaherald.com/article/10777001"
		view    = "http://www.koreaherald.com/view.php?ud=1"
	)
	for _, test := range []struct{ name, base, ref, want string }{
		{"absolute", article, "http://res.heraldm.com/a.jpg", "http://res.heraldm.com/a.jpg"},
		{"without a scheme", article, "//res.heraldm.com/a.jpg", "https://res.heraldm.com/a.jpg"},
		{"from the root", article, "/content/a.jpg", "https://www.koreaherald.com/content/a.jpg"},
		{"beside the page", article, "a.jpg", "https://www.koreaherald.com/article/a.jpg"},
		{"above the page", article, "../content/a.jpg", "https://www.koreaherald.com/content/a.jpg"},
		{"too far above the page", article, "../../../content/a.jpg", "https://www.koreaherald.com/content/a.jpg"},
		{"no base", "", "content/a.jpg", "content/a.jpg"},
		{"not valid", article, "http://[a.jpg", "http://[a.jpg"},

		{"saved beside the page", article, "Moru_files/a.jpg", ""},
		{"in this folder", article, "./Moru%20bridge_files/a.jpg", ""},
		{"by Internet Explorer", article, `Moru.files\a.jpg`, ""},
		{"without a base", "", "Moru_files/a.jpg", ""},
		{"a folder of the site", article, "/Moru_files/a.jpg", "https://www.koreaherald.com/Moru_files/a.jpg"},
		{"a file of such a name", article, "a_files", "https://www.koreaherald.com/article/a_files"},
		{"deeper", article, "content/a_files/a.jpg", "https://www.koreaherald.com/article/content/a_files/a.jpg"},

		{"on a disk", article, "file:///C:/Users/noh/a.jpg", ""},
		{"on a drive", article, `C:\Users\noh\a.jpg`, ""},
		{"in a mail", article, "cid:image001.jpg@01D0", ""},
		{"in memory", article, "blob:https://www.koreaherald.com/0a1b", ""},

		{"another host of a mirror", article, "../../res.heraldm.com/content/a.jpg", "https://res.heraldm.com/content/a.jpg"},
		{"from the root of a host", view, "../res.heraldm.com/content/a.jpg", "http://res.heraldm.com/content/a.jpg"},
		{"of an unknown page", "", "../res.heraldm.com/content/a.jpg", "http://res.heraldm.com/content/a.jpg"},
		{"with a query in its name", view, "../res.heraldm.com/a.jpg%3Fw=1", "http://res.heraldm.com/a.jpg?w=1"},
		{"not above the root", article, "../res.heraldm.com/a.jpg", "https://www.koreaherald.com/res.heraldm.com/a.jpg"},
		{"no host", view, "../a.jpg", "http://www.koreaherald.com/a.jpg"},
		{"a folder that is no host", view, "../v1.2/a.jpg", "http://www.koreaherald.com/v1.2/a.jpg"},
	} {
		if got := pictureURL(test.base, test.ref); got != test.want {
			t.Errorf("%s: pictureURL(%q, %q) = %q, want %q", test.name, test.base, test.ref, got, test.want)
		}
	}
}

// TestAddresses: what the page and the save state of the page's own address, and what pictures are resolved against.
func TestAddresses(t *testing.T) {
	const (
		whole, other = "https://www.koreaherald.com/article/10777001", "http://www.koreaherald.com/view.php?ud=20200911000777"
		story        = `<body><h1>Bridge opens in Moru</h1><p>Published : Sept. 3, 2026 - 17:10</p><div id="articleText"><figure><img src="b.jpg"><figcaption>Riders cross.</figcaption></figure><p>The town of Moru on Thursday opened a bridge that only bicycles may cross, after nine years of drawings.</p><p>The Korea Herald</p></div></body>`
	)
	canonical := func(href string) string { return `<link rel="canonical" href="` + href + `">` }
	base := func(href string) string { return `<base href="` + href + `">` }
	for _, test := range []struct{ name, head, save, url, image string }{
		{"the page's", canonical(whole), other, whole, "http://www.koreaherald.com/b.jpg"},
		{"the page's alone", canonical(whole), "", whole, "https://www.koreaherald.com/article/b.jpg"},
		{"the save's", "", other, other, "http://www.koreaherald.com/b.jpg"},
		{"of a local copy", canonical("view1a2b.html?ud=20200911000777"), other, other, "http://www.koreaherald.com/b.jpg"},
		{"resolved with base", base("https://www.koreaherald.com/x/") + canonical("/article/10777001"), "", whole, "https://www.koreaherald.com/x/b.jpg"},
		{"the first base", base("https://a.example/") + base("https://b.example/") + canonical(whole), other, whole, "https://a.example/b.jpg"},
		{"a base on a disk", base("file:///C:/") + canonical(whole), other, whole, "http://www.koreaherald.com/b.jpg"},
	} {
		doc, err := decode.Decode([]byte("<!DOCTYPE html><html><head><title>Bridge opens in Moru - The Korea Herald</title>"+test.head+"</head>"+story), "")
		if err != nil {
			t.Fatal(err)
		}
		doc.URL = test.save
		a, err := Article(doc)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if len(a.Images) != 1 || string(a.URL) != test.url || string(a.Images[0].URL) != test.image {
			t.Errorf("%s: %q %+v, want %q, %q", test.name, a.URL, a.Images, test.url, test.image)
		}
	}
}
