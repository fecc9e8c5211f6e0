package extract

import (
	"strings"
	"testing"
)

// A custom element shows its shadow tree, with its children in the slots.
func TestSlots(t *testing.T) {
	const open = `<template shadowrootmode="open">`
	for page, want := range map[string]string{
		"<k-p>" + open + "<p>By <slot></slot></p></template>Noh</k-p>":                                                              "By Noh",
		"<k-p>" + open + "<p><slot name=b></slot> and <slot name=a></slot></p></template><i slot=a>A</i><i slot=b>B</i></k-p>":      "B and A",
		"<k-p>" + open + "<p><slot name=a>Lamps</slot></p></template><i slot=b>B</i></k-p>":                                         "Lamps",
		"<k-p>" + open + "<p><slot>Lamps</slot></p></template> </k-p>":                                                              "Lamps",
		"<k-p>" + open + "<slot></slot></template><p>A</p><p slot=a>B</p><p>C</p></k-p>":                                            "A; C",
		"<k-p>" + open + "<slot></slot></template><k-q>" + open + "<b><slot></slot></b></template>A</k-q></k-p>":                    "A",
		"<k-p>" + open + "<slot></slot></template><k-q>" + open + "<slot name=a></slot></template><slot slot=a></slot></k-q></k-p>": "",
		"<p><slot>Lamps</slot></p>":                 "Lamps",
		"<k-p><template><p>A</p></template>B</k-p>": "B",
	} {
		var texts []string
		for _, l := range layout(parsed(t, page)).lines {
			texts = append(texts, l.text)
		}
		if got := strings.Join(texts, "; "); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// A custom element is boilerplate by its name, any element by its class; how a box is laid out says nothing.
func TestJunkNames(t *testing.T) {
	const few, many = "<b>one</b>", "<p>two three four five six seven eight nine ten eleven</p>"
	for page, want := range map[string]int{
		"<k-ad>" + few + "</k-ad>" + many:                             1,
		"<k-lamp>" + few + "</k-lamp>" + many:                         2,
		`<div class="related">` + few + "</div>" + many:               1,
		`<div class="relative">` + few + "</div>" + many:              1,
		`<div class="relative aspect-video">` + few + "</div>" + many: 2,
		`<div class="relative-news list">` + few + "</div>" + many:    1,
	} {
		if lines := layout(parsed(t, page)).lines; len(lines) != want {
			t.Errorf("%s prints %d lines, want %d", page, len(lines), want)
		}
	}
}
