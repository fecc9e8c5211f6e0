package normalize_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/internal/normalize"
)

// newsroom is that of a paper as the tests need it.
var newsroom = &normalize.Newsroom{
	Paper:     []string{"korea", "herald"},
	Brand:     "herald",
	Houses:    []string{"korea herald", "herald business"},
	Desks:     []string{"khnews"},
	Mailboxes: []string{"khnews"},
}

// people returns persons from their names and mail addresses in turn.
func people(names ...string) (list []normalize.Person) {
	for i := 0; i < len(names); i += 2 {
		list = append(list, normalize.Person{Name: names[i], Email: names[i+1]})
	}
	return list
}

func TestParseByline(t *testing.T) {
	for in, want := range map[string]normalize.Byline{
		"By Kim Da-sol":                 {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"by: Kim Da-sol":                {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"By By Kim Da-sol":              {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"By\u00a0Kim Da-sol":            {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"Written by Kim Da-sol":         {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"Text and photos by Kim Da-sol": {Text: "Kim Da-sol", People: people("Kim Da-sol", "")},
		"Story by Kim Da-sol, Photos by Seo Yun": {
			Text: "Kim Da-sol, Photos by Seo Yun", People: people("Kim Da-sol", "", "Seo Yun", "")},
		"BY YONHAP":                             {Text: "YONHAP", Agency: "Yonhap"},
		"By Yonhap":                             {Text: "Yonhap", Agency: "Yonhap"},
		"By AP, Yonhap":                         {Text: "AP, Yonhap", Agency: "AP, Yonhap"},
		"By Yonhap, Korea Herald, AP":           {Text: "Yonhap, Korea Herald, AP", Agency: "Yonhap"},
		"By Korea Herald":                       {Text: "Korea Herald"},
		"By 김영원":                                {Text: "김영원", People: people("김영원", "")},
		"By 김영원 기자":                             {Text: "김영원 기자", People: people("김영원", "")},
		"By Won Ho-jung (hjwon@heraldcorp.com)": {Text: "Won Ho-jung", People: people("Won Ho-jung", "hjwon@heraldcorp.com")},
		"By Park Min and Lee So-ra":             {Text: "Park Min and Lee So-ra", People: people("Park Min", "", "Lee So-ra", "")},
		"By Park Min, Lee So-ra and Seo Yun (a@b.com, c@b.com, d@b.com)": {
			Text: "Park Min, Lee So-ra and Seo Yun", People: people("Park Min", "a@b.com", "Lee So-ra", "c@b.com", "Seo Yun", "d@b.com")},
		"By Park Min, Lee So-ra (c@b.com)": {
			Text: "Park Min, Lee So-ra", People: people("Park Min", "", "Lee So-ra", "c@b.com")},
		"By Park Min (a@b.com, c@b.com)": {
			Text: "Park Min", People: people("Park Min", "a@b.com"), Mails: []string{"c@b.com"}},
		"By Park Min (a@b.com) and Lee So-ra (c@b.com)": {
			Text: "Park Min and Lee So-ra", People: people("Park Min", "a@b.com", "Lee So-ra", "c@b.com")},
		"By Park Min a@b.com, Lee So-ra": {
			Text: "Park Min, Lee So-ra", People: people("Park Min", "a@b.com", "Lee So-ra", "")},
		"By Bae Hyunjung, Bae Hyun-jung":          {Text: "Bae Hyunjung, Bae Hyun-jung", People: people("Bae Hyunjung", "")},
		"By Park Min, Korea Herald correspondent": {Text: "Park Min, Korea Herald correspondent", People: people("Park Min", "")},
		"By Park Min, professor at Seoul University": {
			Text: "Park Min, professor at Seoul University", People: people("Park Min", "")},
		"By Park Min Jr.": {Text: "Park Min Jr.", People: people("Park Min Jr.", "")},
		"By Ash C.":       {Text: "Ash C.", People: people("Ash C.", "")},
		"By Park Min / a@b.com, Lee So-ra / c@b.com": {
			Text: "Park Min, Lee So-ra", People: people("Park Min", "a@b.com", "Lee So-ra", "c@b.com")},
		"By Park Min (a@b.com) / Korea Herald": {Text: "Park Min / Korea Herald", People: people("Park Min", "a@b.com")},
		"By Park Min.":                         {Text: "Park Min.", People: people("Park Min", "")},
		"By Park Min in New York":              {Text: "Park Min in New York", People: people("Park Min", "")},
		"By Park Min, Washington":              {Text: "Park Min, Washington", People: people("Park Min", "")},
		"By Choi He-suk  (":                    {Text: "Choi He-suk", People: people("Choi He-suk", "")},
		"By Choi He-suk (hjwon@":               {Text: "Choi He-suk", People: people("Choi He-suk", "")},
		"By Park Min (khnews@heraldcorp.com)":  {Text: "Park Min", People: people("Park Min", ""), Mails: []string{"khnews@heraldcorp.com"}},
		"By Park Min and Yonhap":               {Text: "Park Min and Yonhap", People: people("Park Min", ""), Agency: "Yonhap"},
	} {
		got, ok := newsroom.ParseByline(in)
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("ParseByline(%q): %v\n%s", in, ok, d)
		}
	}
	for _, in := range []string{
		"", "Kim Da-sol", "By the end of the year, exports had fallen.", "By 2030", "By", "By,", "Byun Yo-han", "By contrast, it rose.", "가 By Kim Da-sol",
		"Photos by Kim Da-sol",
	} {
		if got, ok := newsroom.ParseByline(in); ok {
			t.Errorf("ParseByline(%q) = %+v", in, got)
		}
	}
}

// A text longer than any byline is a sentence.
func TestLongestByline(t *testing.T) {
	const longest = 200
	byline := "Kim Da-sol (" + strings.Repeat("d", longest-len("Kim Da-sol (@heraldcorp.com)")) + "@heraldcorp.com)"
	if _, ok := newsroom.ParseNames(byline); !ok {
		t.Errorf("%d bytes are refused", len(byline))
	}
	if _, ok := newsroom.ParseNames(byline + "."); ok {
		t.Errorf("%d bytes are read", len(byline)+1)
	}
}

func TestParseNamesOnly(t *testing.T) {
	for in, want := range map[string]bool{
		"Kim Da-sol":               true,
		"Kim Da-sol, Staff Writer": true,
		"Back Home Again":          true, // as a name: the position decides
		// A place has three words at most.
		"Kim Da-sol, National Press Club":       true,
		"Kim Da-sol, Seoul National Press Club": false,
		// A role has eight words at most.
		"Kim Da-sol, the very first foreign desk editor of ours":     true,
		"Kim Da-sol, the very first foreign desk editor of all ours": false,
		"Kim Da-sol, special to us":                                  true,
		"Kim Da-sol, Ph.D.":                                          true,
		"김영원, 정치부기자":                                                 true,
		"Kim Da-sol, at the Herald":                                  true,
		"Kim Da-sol, who was there":                                  false,
		"Yonhap":                                                     true,
		"":                                                           false,
		"in Washington":                                              false,
	} {
		if got, ok := newsroom.ParseNamesOnly(in); ok != want {
			t.Errorf("ParseNamesOnly(%q) = %+v, %v; want %v", in, got, ok, want)
		}
	}
}

func TestParseNames(t *testing.T) {
	for in, want := range map[string]string{
		"Kim Da-sol":                 "Kim Da-sol",
		"By Kim Da-sol, who was in.": "Kim Da-sol, who was in.",
		"By Newsis, then a sentence": "Newsis, then a sentence",
		"a sentence":                 "",
		"Aug. 15, 2020":              "",
	} {
		if got, ok := newsroom.ParseNames(in); ok != (want != "") || ok && got.Text != want {
			t.Errorf("ParseNames(%q) = %+v, %v; want %q", in, got, ok, want)
		}
	}
}

func TestParseSignature(t *testing.T) {
	for in, want := range map[string]string{
		"Park Min-ji (minji@heraldcorp.com)":            "Park Min-ji",
		"김다솔 기자 (dasol@heraldcorp.com)":                 "김다솔",
		"[Park Min-ji / minji@heraldcorp.com]":          "Park Min-ji",
		"(Park Min-ji, minji@heraldcorp.com)":           "Park Min-ji",
		"‹Park Min-ji minji@heraldcorp.com›":            "Park Min-ji",
		"(Park) Min-ji (minji@heraldcorp.com)":          "",
		"Park Min-ji":                                   "",
		"(khnews@heraldcorp.com)":                       "",
		"Send Park Min-ji a letter, minji@herald.com.":  "",
		"Yonhap (khnews@heraldcorp.com)":                "",
		"Park Min-ji, tell us more: minji@herald.com  ": "",
	} {
		got, ok := newsroom.ParseSignature(in)
		if ok != (want != "") || ok && got.People[0].Name != want {
			t.Errorf("ParseSignature(%q) = %+v, %v; want %q", in, got, ok, want)
		}
	}
}

func TestDesk(t *testing.T) {
	for in, want := range map[string]bool{
		"Korea Herald": true, "The Korea Herald staff": true, "khnews": true, "KHnews2": true, "Herald Business": true, "Culture desk": true, "From news reports": true,
		"Staff Writer": true, "Korea Herald Park": false, "Korea Times": false, "Our culture desk": false, "": false,
	} {
		if got := newsroom.IsDesk(in); got != want {
			t.Errorf("IsDesk(%q) = %v", in, got)
		}
	}
	for in, want := range map[string]bool{"KHnews@heraldcorp.com": true, "opinion@heraldcorp.com": true, "dasol@heraldcorp.com": false} {
		if got := newsroom.IsDeskMail(in); got != want {
			t.Errorf("IsDeskMail(%q) = %v", in, got)
		}
	}
	for b, want := range map[*normalize.Byline]bool{
		{Text: "Korea Herald"}: true, {Agency: "Yonhap"}: false, {People: people("Kim Da-sol", "")}: false,
	} {
		if got := b.Desk(); got != want {
			t.Errorf("%+v.Desk() = %v", b, got)
		}
	}
}

func TestIsRole(t *testing.T) {
	for in, want := range map[string]bool{
		"Staff reporter": true, "The Korea Herald correspondent": true, "korea herald senior writer": true, "Contributing writer, editor": false,
		"Senior": false, "Korea": false, "Korea Herald": false, "Kim Da-sol": false, "": false,
	} {
		if got := newsroom.IsRole(in); got != want {
			t.Errorf("IsRole(%q) = %v", in, got)
		}
	}
}

func TestPersonName(t *testing.T) {
	for in, want := range map[string]string{
		"Kim Da-sol":                              "Kim Da-sol",
		"Kim Da-sol in Washington":                "Kim Da-sol",
		"Kim Da-sol at the United Nations":        "Kim Da-sol",
		"Kim Da-sol in Rio de Janeiro":            "Kim Da-sol", // a place has three words at most
		"Kim Da-sol in 서울":                        "Kim Da-sol",
		"Kim Da-sol at Seoul National Press Club": "",
		"Kim Da-sol at the market buys fish":      "",
		"Kim Da-sol in 2030":                      "",
		"Kim Da-sol in":                           "",
		"Staff Reporter Park Min":                 "Park Min",
		"Korea Herald staff reporter Park Min":    "Park Min",
		"Park Min Korea Herald staff reporter":    "Park Min",
		"Park Min staff reporter intern":          "Park Min",
		"Park Min (서울)":                           "Park Min",
		"김영원 기자":                                  "김영원",
		"기자":                                      "기자", // nothing else is named
		"김영원 정치 기자":                               "김영원 정치",
		"김":                                       "", // Hangul names have two to five syllables
		"남궁":                                      "남궁",
		"선우은숙김":                                   "선우은숙김",
		"가나다라마바":                                  "",
		"船":                                       "", // Chinese and Japanese ones two to six
		"船田":                                      "船田",
		"東久邇宮稔彦":                                  "東久邇宮稔彦",
		"東久邇宮稔彦王":                                 "",
		"Anne-Marie de la Cruz":                   "Anne-Marie de la Cruz",
		"Maria del Carmen de la Cruz":             "Maria del Carmen de la Cruz", // six words
		"Maria del Carmen de la van Cruz":         "",
		"Ann Bo Cy Dee Eve":                       "Ann Bo Cy Dee Eve", // five capitals
		"Ann Bo Cy Dee Eve Fay":                   "",
		"van Berg":                                "", // two capitals at least
		"Otto van Berg":                           "Otto van Berg",
		"J. D. O’Neil":                            "J. D. O’Neil",
		"Jeanne d’Arc":                            "Jeanne d’Arc",
		"Jean l'Hermite":                          "Jean l'Hermite",
		"Rene\u0301 Dupont":                       "René Dupont",
		"Ann O(Neil":                              "",
		"Ann Bo2":                                 "",
		"Madonna":                                 "",
		"New York":                                "",
		"By Kim":                                  "",
		"John Herald":                             "", // the paper's brand
		"Daily Kim":                               "",
		"Editor-in-chief Kim Da-sol":              "",
		"Kim Da-sol walks":                        "",
		"":                                        "",
	} {
		if got, ok := newsroom.PersonName(in); got != want || ok != (want != "") {
			t.Errorf("PersonName(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

// A pen name has three letters: two are initials.
func TestPenName(t *testing.T) {
	for in, want := range map[string]bool{
		"Suv": true, "Su": false, "Suvi": true, "É\u0301va": true, "SUVI": false, "suvi": false, "Suvi Berg": false, "Suvi2": false,
		"Reporter": false, "Staff": false, "Khnews": false, "Herald": false, "": false,
	} {
		if got, ok := newsroom.PenName(in); ok != want || ok && got != normalize.Text(in) {
			t.Errorf("PenName(%q) = %q, %v; want %v", in, got, ok, want)
		}
	}
}

// The zero Newsroom knows the words of no paper.
func TestZeroNewsroom(t *testing.T) {
	var unknown normalize.Newsroom
	if name, ok := unknown.PersonName("the John Herald"); ok {
		t.Errorf("%q is a person", name)
	}
	if name, _ := unknown.PersonName("John Herald"); name != "John Herald" {
		t.Errorf("John Herald is %q", name)
	}
	if unknown.IsDesk("Korea Herald") || unknown.IsRole("The reporter") {
		t.Error("a desk or a role of another paper")
	}
}

func TestSamePerson(t *testing.T) {
	if !normalize.SamePerson("Bae Hyunjung", "BAE Hyun-jung") || normalize.SamePerson("Bae Hyunjung", "Bae Hyunjun") {
		t.Error("two spellings are one person, two names are not")
	}
}

func TestMails(t *testing.T) {
	for in, want := range map[string][]string{
		"a.b_c%d+e-f@x-y.co.kr.":      {"a.b_c%d+e-f@x-y.co.kr"},
		"a@b.com,c@d.com":             {"a@b.com", "c@d.com"},
		"a@b@c.com":                   {"b@c.com"},
		"a@b, @c.com, d @e.com a@.co": nil,
	} {
		if d := cmp.Diff(want, normalize.Mails(in)); d != "" {
			t.Errorf("Mails(%q): %s", in, d)
		}
	}
}
