// Package peers sets herald beside other programs that read articles, on the same pages in the same process.
//
// In: the fixtures, and real pages of other papers where they are at hand. Out: lines of go test -bench. It is a module of its
// own, so that nobody who uses herald downloads the others.
package peers
