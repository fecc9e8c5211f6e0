package extract

import (
	"strings"
	"testing"
)

// The address of a text is on a line above or below its prose. Neither that line nor what is printed on each sheet is text.
func TestTakePrinted(t *testing.T) {
	const (
		page  = "http://www.koreaherald.com/view.php?ud=20160218000977"
		other = "https://www.koreaherald.com/article/10777001"
		prose = "The ferry rang a bell on Monday, for the first time.\n"
	)
	for text, want := range map[string][2]string{
		prose + page:                                 {prose, page},
		page + "\n" + prose:                          {prose, page},
		prose + "<" + other + ">\n":                  {prose, other},
		prose + "Source: " + page:                    {prose, page},
		prose + "출처 : " + page:                       {prose, page},
		prose + page + "&dt=2  1/2\n" + prose:        {prose + prose, ""},
		prose + page + "\n" + prose + page:           {prose + prose, page},
		prose + page + "  2011-06-09":                {prose, page},
		"Ferry gets a bell   " + page + "\n" + prose: {prose, page},
		prose + "Read more: " + other:                {prose, ""},
		prose + page + "\n" + other:                  {prose, ""},
		prose + page + "\n" + page + "&dt=2":         {prose, page},

		prose + "See " + page:                            {prose + "See " + page, ""},
		prose + "기사 원문: " + page:                         {prose + "기사 원문: " + page, ""},
		prose + "https://paper.example/article/10777001": {prose + "https://paper.example/article/10777001", ""},
		prose + "https://www.koreaherald.com/National":   {prose + "https://www.koreaherald.com/National", ""},

		"11/28/26, 10:31 AM   Ferry gets a bell\n" + prose + "1 of 2   11/28/2026, 10:31\n": {prose, ""},
		"2026. 11. 28. 오전 10:31   Ferry gets a bell\n" + prose:                              {prose, ""},
		"The Korea Herald      Page 1 of 2\n" + prose + "Page 2 / 2":                        {prose, ""},
		"11/28/26\n" + prose:           {"11/28/26\n" + prose, ""},
		"1 of 2\n" + prose + "Page 12": {"1 of 2\n" + prose + "Page 12", ""},
	} {
		var x extraction
		rest := x.takePrinted(text)
		if got := [2]string{strings.TrimSpace(rest), firstValue(x.meta.URL)}; got != [2]string{strings.TrimSpace(want[0]), want[1]} {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
