package site

import "herald/internal/normalize"

// Newsroom is what The Korea Herald and its sister papers print in bylines besides the names of their writers.
var Newsroom = normalize.Newsroom{
	Paper:     []string{"korea", "herald"},
	Brand:     "herald",
	Houses:    []string{"korea herald", "herald corp", "herald corporation", "k-pop herald", "kpop herald", "herald economy", "herald business", "investor"},
	Desks:     []string{"khnews", "herald staff", "kh디지털", "로컬편집기사"}, // A
	Mailboxes: []string{"khnews", "khnews1", "kh", "koreaherald"},
}
