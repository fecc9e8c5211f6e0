package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserTimeout is for a busy machine: axe takes a second on an idle one.
const browserTimeout = 3 * time.Minute

// tab is a local page in a headless Chromium, and a record of what the page did there.
type tab struct {
	t    *testing.T
	ctx  context.Context
	file string

	mu       sync.Mutex // the browser reports from another goroutine
	requests []string   // except for the file itself
	messages []string   // on the console
}

// openTab opens a page in a new browser, which ends with the test. It skips the test where Chromium is not installed.
func openTab(t *testing.T, file string) *tab {
	t.Helper()
	skipInShort(t, "it starts a browser")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)),
		chromedp.WSURLReadTimeout(browserTimeout),
		chromedp.Flag("no-sandbox", true), // which root can't have
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), // a screenshot is the page
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...) // t.Context() is done before the browser is closed
	t.Cleanup(stop)
	ctx, shut := chromedp.NewContext(ctx)
	t.Cleanup(shut)
	absolute, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, ctx: ctx, file: (&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute)}).String()}
	if err := chromedp.Listen(ctx, b.record); err != nil { // it starts the browser
		t.Fatal(err)
	}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{})
		return err
	}), chromedp.Navigate(b.file))
	return b
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("Chromium is not installed")
	return ""
}

// record keeps an event of the page.
func (b *tab) record(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Request.URL != b.file {
			b.requests = append(b.requests, e.Request.URL)
		}
	case *log.EventEntryAdded:
		b.messages = append(b.messages, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.messages = append(b.messages, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.messages = append(b.messages, fmt.Sprintf("console.%s", e.Type))
	}
}

// recorded returns the requests of the page so far and its messages on the console.
func (b *tab) recorded() (requests, messages []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.requests, b.messages
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserTimeout)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// evaluate returns the value of a JavaScript expression in the page; it waits for a promise.
func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserTimeout)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%v: %.200s", err, script)
	}
	return value
}

func (b *tab) click(css string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(css)))
}

// press types keys, such as "a" or kb.Enter of chromedp/kb, where the focus is.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// show sets the width of the window and the color scheme: "light" or "dark".
func (b *tab) show(width int, scheme string) {
	b.t.Helper()
	const height = 900 // more than the narrowest telephone shows, less than a desk's screen
	b.do(chromedp.EmulateViewport(int64(width), height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// screenshot writes what the window shows as a PNG of its 256 most frequent colors, a third of the size of one with all.
func (b *tab) screenshot(file string) {
	b.t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	whole, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.t.Fatal(err)
	}
	small := image.NewPaletted(withoutEmptyEnd(whole), commonColors(whole, 256))
	draw.Draw(small, small.Rect, whole, small.Rect.Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// withoutEmptyEnd returns the bounds of a picture without the rows at its end that are of one color.
func withoutEmptyEnd(m image.Image) image.Rectangle {
	const margin = 16 // as the pages have on their sides
	b := m.Bounds()
	empty := m.At(b.Min.X, b.Max.Y-1)
	y := b.Max.Y - 1
	for ; y > b.Min.Y; y-- {
		for x := b.Min.X; x < b.Max.X; x++ {
			if m.At(x, y) != empty {
				b.Max.Y = min(b.Max.Y, y+margin)
				return b
			}
		}
	}
	return b
}

func commonColors(m image.Image, most int) color.Palette {
	count := map[color.Color]int{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			count[m.At(x, y)]++
		}
	}
	common := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return count[b] - count[a] })
	return common[:min(most, len(common))]
}

// unfold opens every folded part.
func (b *tab) unfold() {
	b.t.Helper()
	evaluate[chromedp.Void](b, `document.querySelectorAll("details").forEach(d => { d.open = true })`)
}

// axe returns the findings of axe-core, one per line. It skips the test if HERALD_AXE does not name its axe.min.js.
func (b *tab) axe() []string {
	b.t.Helper()
	name := os.Getenv("HERALD_AXE")
	if name == "" {
		b.t.Skip("HERALD_AXE does not name an axe.min.js: npm install axe-core")
	}
	script, err := os.ReadFile(name)
	if err != nil {
		b.t.Fatal(err)
	}
	evaluate[chromedp.Void](b, string(script))
	return evaluate[[]string](b, `axe.run().then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 200) + " " + n.failureSummary)))`)
}

// checkTab checks what every page of herald must be: no requests, nothing on the console and, at each width and in each color
// scheme, nothing beyond the side of the window and no finding of axe. It opens what is folded, and folds it again.
func checkTab(t *testing.T, b *tab) {
	t.Helper()
	b.unfold()
	for _, width := range []int{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			b.show(width, scheme)
			if wide := evaluate[int](b, "document.documentElement.scrollWidth"); wide > width {
				t.Errorf("%d pixels wide in a window of %d", wide, width)
			}
			t.Run(fmt.Sprintf("axe %d %s", width, scheme), func(t *testing.T) {
				if findings := b.as(t).axe(); len(findings) > 0 {
					t.Errorf("axe finds:\n%s", strings.Join(findings, "\n"))
				}
			})
		}
	}
	if requests, said := b.recorded(); len(requests) > 0 || len(said) > 0 {
		t.Errorf("the page asked for %q and said %q", requests, said)
	}
}

// as returns the tab for a subtest, which then fails or skips by itself.
func (b *tab) as(t *testing.T) *tab {
	t.Helper()
	return &tab{t: t, ctx: b.ctx, file: b.file}
}

// The browser tests would pass on any page if the tab recorded nothing: this page does all that a page of herald must not.
func TestTabNotices(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad page.html")
	bad := `<!DOCTYPE html><title>bad</title><img src="beside.png"><p style="width: 500px; color: #ccc; background: #fff">too wide, too pale</p>
		<details><summary>more</summary><button onclick="fall()">fall</button></details>`
	if err := os.WriteFile(file, []byte(bad), 0o666); err != nil {
		t.Fatal(err)
	}
	b := openTab(t, file)
	b.show(390, "dark")
	b.click("summary")
	b.click("button")
	if wide := evaluate[int](b, "document.documentElement.scrollWidth"); wide < 500 {
		t.Errorf("%d pixels wide", wide)
	}
	if !evaluate[bool](b, `matchMedia("(prefers-color-scheme: dark)").matches`) {
		t.Error("not dark")
	}
	requests, said := b.recorded()
	if len(requests) != 1 || !strings.HasSuffix(requests[0], "/beside.png") {
		t.Errorf("requests: %q", requests)
	}
	if len(said) != 2 { // the picture is not there; fall is no function
		t.Errorf("said: %q", said)
	}
	for _, finding := range []string{"color-contrast: <p", "image-alt: <img", "html-has-lang: <html"} {
		if findings := b.axe(); !strings.Contains(strings.Join(findings, "\n"), finding) {
			t.Errorf("axe finds %q, not %q", findings, finding)
		}
	}
}
