// Package peers compares herald with other programs that extract articles, on the same pages in the same process.
//
// In: the fixtures, and real pages of other papers if they are available. Out: lines of go test -bench. It is a separate
// module, so that users of herald do not download the others.
package peers
