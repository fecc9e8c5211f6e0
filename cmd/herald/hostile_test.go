package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	maxMemory = 256 << 20 // what the help on limits promises for one page
	// hang is far more than the worst page takes on a busy machine, a second or two on an idle one.
	hang = 5 * time.Minute
)

// piece is a text that is repeated in a page. Pages are written piece by piece: Linux counts the memory of a process also
// for the processes that it starts.
type piece struct {
	text  string
	times int
}

func write(t *testing.T, path string, parts ...piece) string {
	t.Helper()
	file, err := os.Create(path)
	check(t, err)
	out := bufio.NewWriter(file)
	for _, p := range parts {
		const block = 1 << 16
		many := max(1, block/len(p.text))
		for range p.times / many {
			_, err := out.WriteString(strings.Repeat(p.text, many))
			check(t, err)
		}
		_, err := out.WriteString(strings.Repeat(p.text, p.times%many))
		check(t, err)
	}
	check(t, out.Flush())
	check(t, file.Close())
	return path
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// outcome is what a user sees of a page that herald reads.
type outcome struct {
	Exit     int
	Stderr   string // without the path of the page
	Headline string
	Body     string
	Warnings []string // codes
}

// extracted runs herald on a file and checks the limits on time and memory.
func extracted(t *testing.T, path string, flags ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	cmd := exec.CommandContext(ctx, "herald", append([]string{"extract", path}, flags...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || !exit.Exited()) {
		t.Fatalf("herald did not end: %v", err)
	}
	if got := peak(cmd.ProcessState); got > maxMemory {
		t.Errorf("%d MB of memory", got>>20)
	}
	got := outcome{Exit: cmd.ProcessState.ExitCode(), Stderr: strings.ReplaceAll(stderr.String(), path, "PAGE")}
	if stdout.Len() > 0 {
		got.read(t, stdout.Bytes())
	}
	return got
}

func (o *outcome) read(t *testing.T, object []byte) {
	t.Helper()
	var a struct {
		Headline, Body string
		Warnings       []struct{ Code string }
	}
	if err := json.Unmarshal(object, &a); err != nil {
		t.Fatalf("not one article: %v", err)
	}
	o.Headline, o.Body = a.Headline, a.Body
	for _, w := range a.Warnings {
		o.Warnings = append(o.Warnings, w.Code)
	}
}

const fixture = "../../testdata/pages/view/blind_staff"

// fixtureParts returns a good page in three parts; hostile markup goes between them.
func fixtureParts(t *testing.T) (head, above, rest string) {
	t.Helper()
	data, err := os.ReadFile(fixture + ".html")
	check(t, err)
	head, below, ok := strings.Cut(string(data), "</head>")
	if !ok {
		t.Fatal("the fixture has no head")
	}
	above, rest, ok = strings.Cut(below, "<body>")
	if !ok {
		t.Fatal("the fixture has no body")
	}
	return head, "</head>" + above + "<body>", rest
}

// fixtureOutcome returns the outcome of the good page, whatever is around it.
func fixtureOutcome(t *testing.T, warnings ...string) outcome {
	t.Helper()
	golden, err := os.ReadFile(fixture + ".golden.json")
	check(t, err)
	var o outcome
	o.read(t, golden)
	o.Warnings = warnings
	return o
}

const notArticle = "not an article (a front page, a list, a search, an error page) [not-article]"

func refused(message string) outcome {
	return outcome{Exit: 1, Stderr: "herald: PAGE: " + message + "\n"}
}

func distinct(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "#", string(rune('a'+i%26))+string(rune('a'+i/26%26))))
	}
	return b.String()
}

// Whatever markup comes before an article, it is read correctly or the page is rejected with a reason, within the limits.
func TestHostileMarkup(t *testing.T) {
	skipInShort(t, "pages of up to 50 MB")
	read := func(warnings ...string) outcome { return fixtureOutcome(t, warnings...) }
	tooMany := refused("more markup than any page has; nothing of it was read [too-many-elements]")
	notArticle := refused(notArticle)
	for _, c := range []struct {
		name  string
		above []piece
		want  outcome
	}{
		{"nothing", nil, read()},
		{"520 nested div", []piece{{"<div>", 520}}, read("deep-markup")},
		{"3,000 unclosed font and b", []piece{{"<font size=2>x<b>", 3000}}, read("deep-markup")},
		{"200,000 nested elements", []piece{{"<div>", 200_000}}, read("deep-markup")},
		{"the adoption agency: font", []piece{{distinct(400, "<p><font a=#></p>"), 1}, {"<p>x</p>", 4000}}, read("deep-markup")},
		{"the adoption agency: a", []piece{{"<a><div><div><div><div><div><div><div><div></a>", 50}, {"</a>", 40_000}}, read()},
		{"1,000,000 table cells", []piece{{"<table>", 1}, {"<td>", 1_000_000}, {"</table>", 1}}, tooMany},
		{"60,000 table cells", []piece{{"<table>", 1}, {"<td>x", 60_000}, {"</table>", 1}}, read()},
		{"an attribute of 10 MB", []piece{{`<div class="`, 1}, {"x ", 5 << 20}, {`">`, 1}}, read()},
		{"1,000,000 attributes", []piece{{"<div ", 1}, {distinct(676, " #"), 1500}, {distinct(400_000, " #"), 1}, {">", 1}}, tooMany},
		{"50 MB of br", []piece{{"<br>", 50 << 20 / 4}}, tooMany},
		{"a comment of 30 MB", []piece{{"<!-- ", 1}, {"<p> ", 100}, {"x ", 15 << 20}, {" -->", 1}}, read()},
		{"300,000 drawings", []piece{{"<svg/>", 300_000}, {"</svg>", 1}}, read()},
		{"2,000 drawings", []piece{{"<svg><path/></svg>", 2000}}, read()},
		{"5,000,000 end tags", []piece{{"<span>", 480}, {"</xyz>", 5_000_000}, {"</span>", 480}}, read("deep-markup")},
		{"NULs", []piece{{"\x00", 20 << 20}}, read()},
		{"<plaintext>", []piece{{"<plaintext>", 1}}, notArticle},
		{"<script> that is not closed", []piece{{"<script>", 1}}, notArticle},
		{"<!-- that is not closed", []piece{{"<!-- ", 1}}, notArticle},
		{"60,000 signatures", []piece{{"<p>By Jane Doe (jane@example.com)</p>", 60_000}}, read()},
		{"100,000 mails in a line", []piece{{"<a href=mailto:a@b.kr></a>", 100_000}}, read()},
		{"60,000 elements of its own", []piece{{"<x-p>word</x-p>", 60_000}}, read()},
		{"400 boxes in one another", []piece{{"<div><input>", 400}, {"<p>x", 40_000}}, read()},
		{"60,000 rows of a head", []piece{{"<p><span>Published</span><b>:</b></p>", 60_000}}, read()},
		{"entities of entities", []piece{{"&amp;amp;lt;p&amp;amp;gt;", 100_000}}, read()},
	} {
		t.Run(c.name, func(t *testing.T) {
			head, above, rest := fixtureParts(t)
			path := write(t, filepath.Join(t.TempDir(), "page.html"), append(append([]piece{{head + above, 1}}, c.above...), piece{rest, 1})...)
			if diff := cmp.Diff(c.want, extracted(t, path, "--max-page", "64MiB")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Structured data that cannot be the page's is not evidence, whatever its size.
func TestHostileJSONLD(t *testing.T) {
	for _, c := range []struct {
		name string
		json []piece
	}{
		{"10 MB", []piece{{`{"@type":"Thing","name":"`, 1}, {"word ", 2 << 20}, {`"}`, 1}}},
		{"nested 100,000 deep", []piece{{`{"@graph":[`, 100_000}, {`{}`, 1}, {"]}", 100_000}}},
		{"nested and never closed", []piece{{`[`, 5 << 20}}},
		{"300,000 things", []piece{{`[`, 1}, {`{"@type":"Thing","name":"x"},`, 300_000}, {"{}]", 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			head, above, rest := fixtureParts(t)
			parts := append([]piece{{head + `<script type="application/ld+json">`, 1}}, c.json...)
			path := write(t, filepath.Join(t.TempDir(), "page.html"), append(parts, piece{"</script>" + above + rest, 1})...)
			if diff := cmp.Diff(fixtureOutcome(t), extracted(t, path)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A date that cannot be one is reported.
func TestHostileDates(t *testing.T) {
	for _, date := range []string{"Feb 30, 2020 - 10:00", "Jan 1, 0000 - 00:00", "Jan 1, 99999 - 10:00", "Aug 26, 2020 - 25:61", "99999"} {
		t.Run(date, func(t *testing.T) {
			head, above, rest := fixtureParts(t)
			changed := strings.NewReplacer("Mar 4, 2021 - 16:12", date, "Mar 5, 2021 - 09:40", date).Replace(rest)
			path := write(t, filepath.Join(t.TempDir(), "page.html"), piece{head + above + changed, 1})
			if diff := cmp.Diff(fixtureOutcome(t, "date-unreadable"), extracted(t, path)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Files that are not a page with one article.
func TestHostileFiles(t *testing.T) {
	skipInShort(t, "files of up to 300 MB")
	noise := make([]byte, 1<<20)
	random := rand.NewChaCha8([32]byte{})
	_, err := random.Read(noise)
	check(t, err)
	for _, c := range []struct {
		name  string
		parts []piece
		want  outcome
	}{
		{"random bytes", []piece{{string(noise), 1}}, refused("bytes of no known kind [not-a-page]")},
		{"NULs alone", []piece{{"\x00", 20 << 20}}, refused("no content [empty]")},
		{"a text of 2,000,000 lines", []piece{{"By Jane Doe\n", 2_000_000}}, refused("more than 4 MB of text, not a page [too-much-text]")},
		{"a text of 300,000 lines", []piece{{"By Jane Doe\n", 300_000}}, refused("a text of more than 100000 lines, not a page [too-many-lines]")},
		{"a story of 30 MB", []piece{{"<h1>A title of it</h1><p>", 1}, {"Words of a story. ", 30 << 20 / 18}}, refused("more than 4 MB of text, not a page [too-much-text]")},
		{"a zip of 1,000,000 members", zipOfMany(1_000_000), refused("a zip with a directory longer than 16777216 bytes: unpack it, and name the folder [too-many-members]")},
		{"a gzip bomb", []piece{{gzipOf(t, piece{"\x00", 300 << 20}), 1}}, refused("longer than 32MiB; --max-page raises the bound [too-large]")},
		{"a zip bomb", []piece{{zipBomb(t), 1}}, outcome{Exit: 1, Stderr: strings.Repeat("herald: PAGE#page.html: more than 4 MB of text, not a page [too-much-text]\n", 2) +
			"herald: PAGE#page.html: inflates to more than 200 times its size; --max-ratio raises the bound [bomb]\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, filepath.Join(t.TempDir(), "page"), c.parts...)
			if diff := cmp.Diff(c.want, extracted(t, path)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func gzipOf(t *testing.T, p piece) string {
	t.Helper()
	var b strings.Builder
	z := gzip.NewWriter(&b)
	for range p.times / 4096 {
		_, err := io.WriteString(z, strings.Repeat(p.text, 4096))
		check(t, err)
	}
	check(t, z.Close())
	return b.String()
}

// zipBomb returns a zip of ten members of 31 MB, nearly the largest pages.
func zipBomb(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	z := zip.NewWriter(&b)
	for range 10 {
		w, err := z.Create("page.html")
		check(t, err)
		_, err = io.WriteString(w, "<html><body><p>")
		check(t, err)
		for range 31 << 8 {
			_, err := io.WriteString(w, strings.Repeat(" ", 4096))
			check(t, err)
		}
	}
	check(t, z.Close())
	return b.String()
}

// zipOfMany returns a zip with n times the same member in its directory, as the pieces of a file.
func zipOfMany(n int) []piece {
	const name, data = "a.html", "<html><p>x"
	le := binary.LittleEndian
	body := le.AppendUint32(nil, crc32.ChecksumIEEE([]byte(data)))
	body = le.AppendUint32(le.AppendUint32(body, uint32(len(data))), uint32(len(data)))
	body = le.AppendUint16(le.AppendUint16(body, uint16(len(name))), 0)
	local := "PK\x03\x04\x14\x00" + strings.Repeat("\x00", 8) + string(body) + name + data
	central := "PK\x01\x02\x14\x00\x14\x00" + strings.Repeat("\x00", 8) + string(body) + strings.Repeat("\x00", 14) + name

	end64 := append([]byte("PK\x06\x06"), le.AppendUint64(nil, 44)...)
	end64 = append(end64, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, v := range []int{n, n, n * len(central), len(local)} {
		end64 = le.AppendUint64(end64, uint64(v))
	}
	locator := append([]byte("PK\x06\x07\x00\x00\x00\x00"), le.AppendUint64(nil, uint64(len(local)+n*len(central)))...)
	locator = append(locator, 1, 0, 0, 0)
	end := "PK\x05\x06\x00\x00\x00\x00" + strings.Repeat("\xff", 12) + "\x00\x00"
	return []piece{{local, 1}, {central, n}, {string(end64) + string(locator) + end, 1}}
}
