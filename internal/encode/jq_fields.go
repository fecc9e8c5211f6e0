package encode

import (
	"slices"

	"github.com/itchyny/gojq"
)

// Fields returns the fields of the article that the expression names, each once, in the order of the expression. It does not
// find those that depend on a value, such as .[.x], nor those in the arguments of most functions, whose input may be another.
func (q *Query) Fields() []string {
	var names fieldNames
	names.query(q.parsed)
	return names
}

// fieldNames collects the fields that the parts of an expression take of its input.
type fieldNames []string

func (n *fieldNames) add(name string) {
	if name != "" && !slices.Contains(*n, name) {
		*n = append(*n, name)
	}
}

func (n *fieldNames) query(q *gojq.Query) {
	if q == nil {
		return
	}
	n.term(q.Term)
	n.query(q.Left)
	// What follows a pipe has another input, except after "." and "as".
	if q.Op != gojq.OpPipe || len(q.Patterns) > 0 || isIdentity(q.Left) {
		n.query(q.Right)
	}
}

func isIdentity(q *gojq.Query) bool {
	return q != nil && q.Term != nil && q.Term.Type == gojq.TermTypeIdentity && len(q.Term.SuffixList) == 0
}

func (n *fieldNames) term(t *gojq.Term) {
	if t == nil {
		return
	}
	n.index(t.Index)
	n.query(t.Query)
	switch t.Type {
	case gojq.TermTypeIdentity: // .["name"]
		if len(t.SuffixList) > 0 {
			n.index(t.SuffixList[0].Index)
		}
	case gojq.TermTypeUnary:
		n.term(t.Unary.Term)
	case gojq.TermTypeArray:
		n.query(t.Array.Query)
	case gojq.TermTypeFunc:
		n.arguments(t.Func)
	case gojq.TermTypeIf:
		n.branches(t.If)
	case gojq.TermTypeTry:
		n.query(t.Try.Body)
	}
}

func (n *fieldNames) index(i *gojq.Index) {
	switch {
	case i == nil:
	case i.Name != "":
		n.add(i.Name)
	case i.Str != nil && len(i.Str.Queries) == 0:
		n.add(i.Str.Str)
	case i.Start != nil && i.Start.Term != nil && i.Start.Term.Str != nil && len(i.Start.Term.Str.Queries) == 0:
		n.add(i.Start.Term.Str.Str)
	}
}

func (n *fieldNames) branches(i *gojq.If) {
	n.query(i.Cond)
	n.query(i.Then)
	for _, elif := range i.Elif {
		n.query(elif.Cond)
		n.query(elif.Then)
	}
	n.query(i.Else)
}

// arguments collects the fields in the first argument of the functions that apply it to their own input.
func (n *fieldNames) arguments(f *gojq.Func) {
	switch f.Name {
	case "any", "all":
		if len(f.Args) == 2 {
			n.query(f.Args[0])
		}
	case "select", "first", "last", "isempty":
		if len(f.Args) == 1 {
			n.query(f.Args[0])
		}
	}
}
