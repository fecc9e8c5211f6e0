package decode

import (
	"bytes"
	"encoding/json"
)

// otherKind is a kind of file that is not a page.
type otherKind struct {
	prefix  string // its first bytes
	what    string
	foreign bool   // sites have such files beside their pages
	read    string // the command that converts it into something herald reads; "" if none is known
}

// otherKinds lists what is found among saved pages, by first bytes that can't begin an article. Archives and databases are
// not foreign: users may expect that the pages inside them are read.
var otherKinds = []otherKind{
	{"%PDF-", "a PDF file", true, "pdftotext FILE - | herald extract"},
	{"%!PS-Adobe-", "a PostScript file", true, "ps2ascii FILE | herald extract"},
	{"\x89PNG\r\n", "a PNG image", true, ""},
	{"GIF87a", "a GIF image", true, ""},
	{"GIF89a", "a GIF image", true, ""},
	{"\xff\xd8\xff", "a JPEG image", true, ""},
	{"{\\rtf", "an RTF file", true, "pandoc -f rtf -t html FILE | herald extract"},
	{"\x1f\x8b", "a gzip file", true, ""},
	{"PK\x03\x04", "a zip file", true, ""},
	{"PK\x05\x06", "a zip file", true, ""},
	{"Rar!", "a RAR file", true, "unrar x FILE"},
	{"\x28\xb5\x2f\xfd", "a zstd file", false, ""},
	{"\xfd7zXZ", "an xz file", false, ""},
	{"7z\xbc\xaf", "a 7z file", false, "7z x FILE"},
	{"MSCF\x00\x00\x00\x00", "a cabinet file", false, "7z x FILE"},
	{"\x04\x22\x4d\x18", "an lz4 file", false, "lz4 -dc FILE | herald extract"},
	{"LZIP\x01", "an lzip file", false, "lzip -dc FILE | herald extract"},
	{"\x1f\x9d", "a file of compress", false, "gzip -dc FILE | herald extract"},
	{"\xd0\xcf\x11\xe0", "an office file", false, "soffice --headless --convert-to html FILE"},
	{"ITSF\x03\x00", "a CHM file", false, "7z x FILE"},
	{"AT&TFORM\x00", "a DjVu file", false, "djvutxt FILE | herald extract"},
	{"ZIM\x04", "a ZIM file", false, "zimdump dump --dir=FOLDER FILE"},
	{"\x7fELF", "a program", false, ""},
	{"SQLite format 3", "a database", false, `sqlite3 FILE "select json_object('url', url, 'html', html) from pages" | herald extract`},
	{"PAR1\x15", "a Parquet file", false, `duckdb -c "copy (select url, html from 'FILE') to '/dev/stdout' (format json)" | herald extract`},
	{"PRAGMA foreign_keys=OFF;", "an SQL dump", false, "sqlite3 pages.db <FILE"},
	{"-- MySQL dump ", "an SQL dump", false, ""},
	{"-- phpMyAdmin SQL Dump", "an SQL dump", false, ""},
	{"--\n-- PostgreSQL database dump", "an SQL dump", false, ""},
	{"bplist00", "a binary property list", false, "plutil -convert xml1 FILE"},
}

// evernote is known by the root element of its XML.
var evernote = otherKind{"en-export", "an Evernote export", false, "evernote2md FILE FOLDER"}

// beforeCell matches what precedes the first page of a table: a header, or only the other cells of its row, then the quotation
// mark of its cell. The cells of TSV may lack that.
var beforeCell = pattern(`^(?:` +
	`"?[\w.-]+"?(?:([,;\t])"?[\w.-]+"?)*\r?\n(?:[^<>]*[,;\t])?"|` +
	`"?[\w.-]+"?(?:(\t)"?[\w.-]+"?)+\r?\n[^<>]*\t|` +
	`[^(){}<>\n]*([,;\t])")$`)

// tableOf returns the kind of a table with a column of pages, as databases export it, by its text up to the first page. Sites
// have no such files beside their pages.
func tableOf(before []byte) (otherKind, bool) {
	match := beforeCell().FindSubmatch(before)
	if match == nil {
		return otherKind{}, false
	}
	k, options := otherKind{what: "a CSV table of pages"}, "--icsv"
	switch string(bytes.Join(match[1:], nil)) {
	case ";":
		options += " --ifs ';'"
	case "\t":
		k.what, options = "a TSV table of pages", "--itsv"
	}
	if hasNoHeader := len(match[3]) > 0; hasNoHeader {
		options += " --implicit-csv-header"
	}
	k.read = "mlr " + options + " --ojsonl cat FILE | herald extract"
	return k, true
}

// jsonFile is JSON that is not JSON lines. Sites have such files beside their pages, unless it holds a page.
func jsonFile(text []byte) otherKind {
	k := otherKind{what: "a JSON file", foreign: firstStructure(text) < 0}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	isRow := json.Valid(line)
	switch {
	case k.foreign:
	case bytes.HasPrefix(text, []byte(`"`)):
		k.read = "jq -c '{html: .}' FILE | herald extract"
	case bytes.HasPrefix(text, []byte(`["`)):
		k.read = "jq -c '{url: .[0], html: .[1]}' FILE | herald extract"
	case bytes.HasPrefix(text, []byte("[")):
		k.read = "jq -c '.[]' FILE | herald extract"
	case isRow: // the page may be in a field of a field
		k.read = "jq -c '.. | objects | select(.html)' FILE | herald extract"
	default:
		k.read = "jq -c . FILE | herald extract"
	}
	return k
}

// listOf returns the kind of a list of paths or URLs, by its first lines: words with a slash, a backslash or a dot in them, as
// find, ls or a crawler write them. No rendering of an article consists of such lines.
func listOf(text []byte) (otherKind, bool) {
	head := text[:min(len(text), headSize)]
	if len(head) < len(text) { // without the line that is cut
		head = head[:1+bytes.LastIndexAny(head, "\n\x00")]
	}
	urls, paths := 0, 0
	for line := range bytes.FieldsFuncSeq(head, func(r rune) bool { return r == '\n' || r == '\r' || r == 0 }) {
		switch {
		case beginsAddress(line) && !bytes.ContainsAny(line, whitespace):
			urls++
		case pathLine().Match(line):
			paths++
		default:
			return otherKind{}, false
		}
	}
	switch {
	case urls > 0 && paths == 0:
		return otherKind{what: "a list of URLs", foreign: true, read: "wget --warc-file=pages -i FILE"}, true
	case paths > 0 && bytes.IndexByte(head, 0) >= 0:
		return otherKind{what: "a list of paths", foreign: true, read: "herald extract --null --files-from FILE"}, true
	case paths > 0:
		return otherKind{what: "a list of paths", foreign: true, read: "herald extract --files-from FILE"}, true
	}
	return otherKind{}, false
}

// pathLine matches a path that begins at a root or at the current folder, which may have blanks, or one without blanks that
// ends in an extension.
var pathLine = pattern(`^(?:(?:\.{0,2}/[^*/]|[A-Za-z]:\\|\\\\).*|[^\s@<>]*[^\s@<>.]\.[A-Za-z][0-9A-Za-z]{1,6})$`)

func (k otherKind) refusal() *Error {
	why := k.what + ", not a page"
	if k.read != "" {
		why += "; to read it: " + k.read
	}
	return &Error{"not-a-page", why, k.foreign}
}
