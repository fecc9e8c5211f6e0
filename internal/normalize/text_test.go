package normalize_test

import (
	"strings"
	"testing"

	"herald/internal/normalize"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "a b": "a b", "a  b": "a b", "  a \r\n b ": "a b", "a\u00a0b\u3000c\u2028": "a b c", "\u200b a": "a", "a \u200b b": "a b",
		"a\x00\x1f\x7fb": "ab", "don\u0092t \u0093a\u0094 \u0096 b": "don’t “a” – b", "wait\u0085 he said": "wait… he said", "wait\u0085\n": "wait…", "a\u0081\u008d\u009f\u00a0b": "aŸ b", "a\x1b[31mb\u202ac\u202ed\u2066e\u2069f\u00adg\ufeffh\u2060i\u200bj": "a[31mbcdefghij",
		"a\u202bb\u2067c": "abc", "\u1100\u1161": "가", "e\u0301": "é", "e\u0300": "è", "\u200da\u200cb": "\u200da\u200cb", "~!": "~!", "a\x7fb": "ab",
		"“a” ‐ b…": "“a” ‐ b…", "a\xffb": "a\ufffdb",
	} {
		if got := normalize.Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

// Most lines of a page are plain: they cost no memory.
func TestTextOfPlainLine(t *testing.T) {
	for _, line := range []string{" The ministry said ~ that. ", "!", ""} {
		if n := testing.AllocsPerRun(10, func() { normalize.Text(line) }); n > 0 {
			t.Errorf("Text(%q) allocates %v times", line, n)
		}
	}
}

func TestLetters(t *testing.T) {
	for in, want := range map[string]string{"Bae Hyun-jung": "baehyunjung", "“A1”": "a1", "e\u0301": "é", "김·영": "김영", "": ""} {
		if got := normalize.Letters(in); got != want {
			t.Errorf("Letters(%q) = %q", in, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	hangul, latin, han := strings.Repeat("가", 4), strings.Repeat("z", 10), strings.Repeat("漢", 3)
	for in, want := range map[string]string{
		"The ministry said.": "en", "교육부는 말했다.": "ko", "ÀÉ": "en", "A": "en", "Z": "en", "a": "en", "z": "en", "Z가": "ko", "漢字": "", "2031!": "", "[{@`": "", "": "",
		// A syllable is worth two and a half letters.
		hangul + latin:                "",
		hangul + latin + "a":          "en",
		hangul + latin[1:]:            "ko",
		hangul + latin + "aaa" + han:  "",
		hangul + latin + "aaaa" + han: "en",
		"가가" + "zz" + han:             "",
		"가가" + "z" + han:              "ko",
	} {
		if got := normalize.Language(in); got != want {
			t.Errorf("Language(%q) = %q, want %q", in, got, want)
		}
	}
}
