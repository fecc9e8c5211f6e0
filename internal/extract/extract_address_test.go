package extract

import (
	"testing"
)

// The address of a text is on a line above or below its prose, and no line of it is text.
func TestTakeAddress(t *testing.T) {
	const (
		page  = "http://www.koreaherald.com/view.php?ud=20160218000977"
		other = "https://www.koreaherald.com/article/10777001"
		prose = "The ferry rang a bell on Monday, for the first time.\n"
	)
	for text, want := range map[string][2]string{
		prose + page:                                     {prose, page},
		page + "\n" + prose:                              {"\n" + prose, page},
		prose + "<" + other + ">\n":                      {prose + "\n", other},
		prose + "Source: " + page:                        {prose, page},
		prose + "출처 : " + page:                           {prose, page},
		prose + page + "&dt=2  1/2\n" + prose:            {prose + "\n" + prose, ""},
		prose + page + "\n" + prose + page:               {prose + "\n" + prose, page},
		prose + "Read more: " + other:                    {prose, ""},
		prose + page + "\n" + other:                      {prose + "\n", ""},
		prose + "See " + page:                            {prose + "See " + page, ""},
		prose + "기사 원문: " + page:                         {prose + "기사 원문: " + page, ""},
		prose + "https://paper.example/article/10777001": {prose + "https://paper.example/article/10777001", ""},
		prose + "https://www.koreaherald.com/National":   {prose + "https://www.koreaherald.com/National", ""},
	} {
		var x extraction
		rest := x.takeAddress(text)
		if got := [2]string{rest, firstValue(x.meta.URL)}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
