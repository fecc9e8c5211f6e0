package normalize

import "strings"

var (
	mail = pattern(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	// cutMail is a mail address that the end of the field cuts short: "By Choi He-suk  (", "(hjwon@".
	cutMail = pattern(`\s*[(<\[][^)>\]]*$`)
)

// Mails returns the mail addresses in s, in the order of print.
func Mails(s string) []string {
	if !strings.Contains(s, "@") {
		return nil
	}
	return mail().FindAllString(s, -1)
}

func isMail(s string) bool {
	mails := Mails(s)
	return len(mails) == 1 && mails[0] == s
}

// replaceMails replaces each mail address and the brackets and commas around it. An @ in the replacement stands for the
// address.
func replaceMails(s, with string) string {
	var b strings.Builder
	for _, m := range Mails(s) {
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
