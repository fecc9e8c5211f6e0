package normalize

import (
	"regexp"
	"strings"
)

// agencies are the wires this paper prints, by the name it prints them under. Yonhap, AFP and Bloomberg stand in the
// 50 stories of May 2020; the others are wires whose tags stand in the same place.
var agencies = []wire{
	{"Yonhap", `yonhap(?: news(?: agency)?)?`},
	{"Newsis", `newsis`},
	{"AFP", `afp|agence france[- ]presse`},
	{"AP", `ap|(?:the )?associated press`},
	{"Reuters", `(?:thomson )?reuters`},
	{"Bloomberg", `bloomberg(?: news| opinion| view)?`},
	{"dpa", `dpa|deutsche presse-agentur`},
	{"Xinhua", `xinhua(?: news(?: agency)?)?`},
	{"Kyodo", `kyodo(?: news)?`},
	{"Jiji", `jiji(?: press)?`},
	{"UPI", `upi`},
	{"EFE", `efe`},
	{"ANSA", `ansa`},
	{"IANS", `ians`},
	{"TASS", `(?:itar-)?tass`},
	{"Anadolu", `anadolu(?: agency)?`},
	{"PRNewswire", `pr ?newswire`},
	{"TNS", `tns|tribune news service`},
	{"Tribune Content Agency", `tribune content agency`},
	{"Project Syndicate", `project syndicate`},
	{"EPA-EFE", `epa-efe`},
	{"Asia News Network", `asia news network`},
	{"News1", `news ?1`},
}

type wire struct{ name, pattern string }

var (
	anyAgency = func() string {
		var all []string
		for _, a := range agencies {
			all = append(all, a.pattern)
		}
		return `(?:` + strings.Join(all, "|") + `)`
	}()
	several    = anyAgency + `(?:\s*(?:[-/,&+]|and)\s*` + anyAgency + `)*`
	agencyOnly = regexp.MustCompile(`^(?i:(?:from )?(` + several + `))$`)
	eachAgency = func() *regexp.Regexp {
		var groups []string
		for _, a := range agencies {
			groups = append(groups, `(`+a.pattern+`)`)
		}
		return regexp.MustCompile(`(?i:` + strings.Join(groups, "|") + `)`)
	}()
	agencyTag = regexp.MustCompile(`\s*[(\[（](?i:(?:from |source: )?(` + several + `))[)\]）]$`)
	dateline  = regexp.MustCompile(`^\p{Lu}[\p{L} .,'’-]{1,60}?,?\s*\((?i:(` + several + `))\)\s*(?:--+|[-–—―─])`)
)

// Agency is the news agency that s names and nothing else, under the paper's own spelling: "yonhap News" is "Yonhap".
// Several wires stay several: "AP-Yonhap".
func Agency(s string) (string, bool) {
	m := agencyOnly.FindStringSubmatch(Text(s))
	if m == nil {
		return "", false
	}
	return spell(m[1]), true
}

// spell gives each wire in s its own spelling and leaves what stands between.
func spell(s string) string {
	m := eachAgency.FindAllStringSubmatchIndex(s, -1)
	var b strings.Builder
	end := 0
	for _, at := range m {
		b.WriteString(s[end:at[0]])
		for i, a := range agencies {
			if at[2*i+2] >= 0 {
				b.WriteString(a.name)
			}
		}
		end = at[1]
	}
	b.WriteString(s[end:])
	return b.String()
}

// AgencyTag takes the tag off the end of a text: "… in April. (Yonhap)".
func AgencyTag(s string) (rest, agency string, ok bool) {
	// The end is looked at first: the pattern would try every bracket of a long text.
	if !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "]") && !strings.HasSuffix(s, "）") {
		return s, "", false
	}
	m := agencyTag.FindStringSubmatchIndex(s)
	if m == nil {
		return s, "", false
	}
	return s[:m[0]], spell(s[m[2]:m[3]]), true
}

// DatelineAgency is the agency in the dateline that a text begins with: "SOCHI, Russia (Yonhap) ―". The dateline stays
// in the text.
func DatelineAgency(s string) (string, bool) {
	m := dateline.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	return spell(m[1]), true
}

var desk = regexp.MustCompile(`^(?i:(?:the )?(?:korea herald|herald corp(?:oration)?|k-?pop herald|investor)(?: staff| desk| news| report(?:er)?s?)?|khnews|(?:from )?(?:news|wire|staff) reports?|news desk|(?:korea )?herald staff)$`)

// IsDesk reports whether s names the paper itself or a desk of it, which is no person: "Korea Herald".
func IsDesk(s string) bool { return desk.MatchString(Text(s)) }
