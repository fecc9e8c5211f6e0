package normalize

import "strings"

// Mails returns the mail addresses in s, in the order of print: ASCII letters, digits and ._%+- before the @, and two labels
// of a host or more after it. They are found by hand: each line with an @ is asked several times.
func Mails(s string) []string {
	var mails []string
	for from := 0; ; {
		at := strings.IndexByte(s[from:], '@')
		if at < 0 {
			return mails
		}
		at += from
		start := at
		for start > from && (isHostByte(s[start-1]) || strings.IndexByte("._%+", s[start-1]) >= 0) {
			start--
		}
		from = at + 1
		if end := hostEnd(s, from); start < at && end > from {
			mails = append(mails, s[start:end])
			from = end
		}
	}
}

// hostEnd returns where the host that begins at from ends; from if there are not two labels.
func hostEnd(s string, from int) int {
	end, labels := from, 0
	for i := from; i < len(s) && isHostByte(s[i]); i++ { // past the dot
		for i < len(s) && isHostByte(s[i]) {
			i++
		}
		end, labels = i, labels+1
		if i == len(s) || s[i] != '.' {
			break
		}
	}
	if labels < 2 {
		return from
	}
	return end
}

func isHostByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' }

func isMail(s string) bool {
	mails := Mails(s)
	return len(mails) == 1 && mails[0] == s
}

// cutMail is a mail address that the end of the field cuts short: "By Choi He-suk  (", "(hjwon@".
var cutMail = pattern(`\s*[(<\[][^)>\]]*$`)

// replaceMails replaces each mail address and the brackets and commas around it. An @ in the replacement stands for the
// address.
func replaceMails(s, with string) string {
	mails := Mails(s)
	if len(mails) == 0 {
		return s
	}
	var b strings.Builder
	for _, m := range mails {
		before, after, _ := strings.Cut(s, m)
		before = strings.TrimRight(strings.TrimRight(before, blanks), "(<[")
		b.WriteString(strings.TrimRight(before, blanks+",/;"))
		b.WriteString(strings.ReplaceAll(with, "@", m))
		s = strings.TrimLeft(strings.TrimLeft(after, blanks), ")>]")
	}
	b.WriteString(s)
	return b.String()
}

func withoutCutMail(s string) string {
	if !strings.ContainsAny(s, "(<[") {
		return s
	}
	return cutMail().ReplaceAllString(s, "")
}
