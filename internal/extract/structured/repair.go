package structured

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// repairJSON repairs the faults of news sites' templates: comment and CDATA marks around the block, entities for
// quotes, raw line feeds, quotes and bad escapes within strings, commas before a closing bracket, brackets that are not
// closed or closed twice. It takes one pass, and the result may still not be JSON.
func repairJSON(text string) string {
	for _, mark := range []string{"<![CDATA[", "]]>", "<!--", "-->"} {
		text = strings.ReplaceAll(text, mark, "")
	}
	if !strings.Contains(text, `"`) {
		text = html.UnescapeString(text)
	}
	start := strings.IndexAny(text, "{[")
	if start < 0 {
		return ""
	}
	text = text[start:]
	var out bytes.Buffer
	var open []byte // the closing brackets of those that are open
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			i = repairString(&out, text, i)
		case '{', '[':
			open = append(open, c+2) // in ASCII the closing bracket is two after the opening one
			out.WriteByte(c)
		case '}', ']':
			if last := len(open) - 1; last >= 0 && open[last] == c {
				open = open[:last]
				out.WriteByte(c)
			}
		case ',':
			if strings.IndexByte("}],\x00", nextByte(text, i+1)) < 0 {
				out.WriteByte(c)
			}
		case '/', ';': // what is left of a comment around CDATA, of a script statement
		default:
			out.WriteByte(c)
		}
	}
	slices.Reverse(open)
	out.Write(open)
	return out.String()
}

// repairString copies the string that begins at text[i] and returns the index of its end. A quote ends it only where
// JSON can continue after it.
func repairString(out *bytes.Buffer, text string, i int) int {
	out.WriteByte('"')
	for i++; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			if strings.IndexByte(`"\/bfnrtu`, text[i]) >= 0 {
				out.WriteByte('\\')
			}
			out.WriteByte(text[i])
		case c == '"' && strings.IndexByte(",:}]\x00", nextByte(text, i+1)) >= 0:
			out.WriteByte('"')
			return i
		case c == '"':
			out.WriteString(`\"`)
		case c < ' ':
			out.WriteByte(' ')
		default:
			out.WriteByte(c)
		}
	}
	out.WriteByte('"')
	return i
}

// nextByte returns the first byte from i on that is not white space; 0 if there is none.
func nextByte(text string, i int) byte {
	for ; i < len(text); i++ {
		if strings.IndexByte(" \t\r\n", text[i]) < 0 {
			return text[i]
		}
	}
	return 0
}
