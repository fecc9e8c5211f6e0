package normalize_test

import (
	"fmt"

	"herald/internal/normalize"
)

func ExampleNewsroom_ParseByline() {
	paper := &normalize.Newsroom{Houses: []string{"korea herald"}, Mailboxes: []string{"khnews"}}
	b, ok := paper.ParseByline("By Park Min (min@heraldcorp.com), Lee So-ra in Washington and Yonhap")
	fmt.Println(ok, b.Text)
	for _, p := range b.People {
		fmt.Printf("%s <%s>\n", p.Name, p.Email)
	}
	fmt.Println(b.Agency)
	// Output:
	// true Park Min, Lee So-ra in Washington and Yonhap
	// Park Min <min@heraldcorp.com>
	// Lee So-ra <>
	// Yonhap
}

func ExampleDates() {
	const line = "Published : Aug 26, 2020 - 15:44   Updated : Aug 26, 2020 - 20:36"
	for _, d := range normalize.Dates(line) {
		fmt.Println(d.Timestamp)
	}
	// Output:
	// 2020-08-26T15:44:00+09:00
	// 2020-08-26T20:36:00+09:00
}

// A time without a zone remains a wall clock.
func ExampleAnyDate() {
	for _, s := range []string{"3. März 2031, 16:05 Uhr", "Mon, 3 Feb 2031 04:05:06 GMT"} {
		t, _ := normalize.AnyDate(s)
		fmt.Println(t, t.Day())
	}
	// Output:
	// 2031-03-03T16:05:00 2031-03-03
	// 2031-02-03T04:05:06Z 2031-02-03
}

func ExampleSplitCredit() {
	fmt.Printf("%q\n", normalize.SplitCredit("Von Ann Oar und Bo Keel, Redakteurin"))
	fmt.Printf("%q\n", normalize.SplitCredit("srf/hosb"))
	// Output:
	// ["Ann Oar" "Bo Keel"]
	// ["srf/hosb"]
}

func ExampleAgencyTag() {
	rest, agency, _ := normalize.AgencyTag("Exports rose in April. (yonhap news)")
	fmt.Printf("%q %q\n", rest, agency)
	// Output: "Exports rose in April." "Yonhap"
}
