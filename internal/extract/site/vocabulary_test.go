package site

import (
	"strings"
	"testing"
)

// Each length has a text just within it and one just beyond, as numbers: a test of the constant would follow it.
func TestLengths(t *testing.T) {
	for name, test := range map[string]struct {
		is             func(string) bool
		text           func(n int) string
		within, beyond int
	}{
		"a row of buttons":             {IsFurniture, func(n int) string { return "Share" + strings.Repeat("|", n-len("Share")) }, 120, 121},
		"a label of the navigation":    {IsSection, func(n int) string { return "Business" + strings.Repeat("|", n-len("Business")) }, 60, 61},
		"the title of an error page":   {IsSitePage, func(n int) string { return "Just a moment" + strings.Repeat(".", n-len("Just a moment")) }, 60, 61},
		"the label of a list":          {IsListLabel, func(n int) string { return "Most Popular" + strings.Repeat("|", n-len("Most Popular")) }, 79, 80},
		"a line of the foot":           {IsFooter, func(n int) string { return "Privacy policy terms" + strings.Repeat(" ", n-len("Privacy policy terms")) }, 249, 250},
		"an invitation":                {isUnlinkedInvitation, func(n int) string { return "Join our channel" + strings.Repeat(".", n-len("Join our channel")) }, 200, 201},
		"a question above it":          {isUnlinkedInvitation, func(n int) string { return strings.Repeat("w", n) + "? Join our channel" }, 60, 61},
		"a line with the paper's name": {IsHeraldLine, func(n int) string { return "Herald Corporation" + strings.Repeat(" ", n-len("Herald Corporation")) }, 199, 200},
	} {
		t.Run(name, func(t *testing.T) {
			if s := test.text(test.within); !test.is(s) {
				t.Errorf("not with %d bytes: %q", len(s), s)
			}
			if s := test.text(test.beyond); test.is(s) {
				t.Errorf("also with %d bytes: %q", len(s), s)
			}
		})
	}
}

// The longest label of a button has five words.
func TestWordsOfButton(t *testing.T) {
	const label = "Subscribe to our newsletter"
	for text, want := range map[string]bool{"Be the first to comment": true, label: true, label + " today": false, "— 4 min read": true,
		"2 minutes": true, "3–4 minutes": true, "2 minutes late": false, "koreaherald.com": true, "paper.example": false,
		"Korea Herald13-05-2025": true, "Korea Herald 20 hours ago": true, "Korea Heralda day ago": true, "Korea Herald13-05-25": false, "Korea Herald 20 years ago": false} {
		if got := IsFurniture(text); got != want {
			t.Errorf("IsFurniture(%q) = %v, want %v", text, got, want)
		}
	}
	for label := range furniture {
		if words := len(strings.Fields(label)); words > longestButton {
			t.Errorf("%q has %d words", label, words)
		}
	}
	for text, want := range map[string]bool{"X": false, "AD": true} { // a single letter may be part of a name
		if got := AreButtons([]string{text}); got != want {
			t.Errorf("AreButtons(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestFooter: the lines of the foot, also several in one.
func TestFooter(t *testing.T) {
	for line, want := range map[string]bool{
		"The Korea Herald by Herald Corporation":                                          true,
		"The Korea Herald by Herald Corporation. Address : Moru-ro 4, Seoul Tel : 02-1-2": true,
		"The Korea Herald by Herald Corporations was first printed in Moru":               false,
		"Tel : +82-2-727-0114 Online newspaper registration No : Seoul":                   true,
		"Tel Aviv : 12 boats": false,
	} {
		if got := IsFooter(line); got != want {
			t.Errorf("IsFooter(%q) = %v, want %v", line, got, want)
		}
	}
}

// TestSitePage: the headline of a search is the words that were looked for, after a mark.
func TestSitePage(t *testing.T) {
	for headline, want := range map[string]bool{
		"Search: tide mill": true, "Search results for “tide mill”": true, "Search results for: tide": true,
		"Company introduction": true, "Company introduces a ferry": false,
		"Search for a lost ferry begins again": false, "Search results please the makers": false,
	} {
		if got := IsSitePage(headline); got != want {
			t.Errorf("IsSitePage(%q) = %v, want %v", headline, got, want)
		}
	}
}

func isUnlinkedInvitation(s string) bool { return IsInvitation(s, false) }

// TestInvitation: without a link a line must name the paper or what it sends.
func TestInvitation(t *testing.T) {
	for line, want := range map[string][2]bool{ // with a link and without
		"Sign up for our newsletter":                     {true, true},
		"Learn English with Herald School":               {true, true},
		"Learn English in ten days":                      {false, false},
		"Follow The Korea Herald on Naver":               {true, true},
		"Follow the river to the old channel":            {true, false},
		"The channel asks viewers to follow our address": {false, false},
	} {
		if got := [2]bool{IsInvitation(line, true), IsInvitation(line, false)}; got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

func TestOpensWithSubhead(t *testing.T) {
	for dateline, want := range map[string]bool{
		"Published : Aug. 20, 2026 - 14:05:09": true,
		"Published : Aug. 20, 2024 - 14:05":    false,
		"Published : 2023-08-29 16:54:08":      false,
	} {
		if got := OpensWithSubhead(dateline); got != want {
			t.Errorf("%q: %v, want %v", dateline, got, want)
		}
	}
}
