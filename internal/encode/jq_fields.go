package encode

import (
	"slices"
	"strings"

	"github.com/itchyny/gojq"
)

// CheckFields returns a [*FieldError] if the expression reads a field of the article that is not one of the known ones: its
// value would be null on every page. It does not find those that depend on a value, such as .[.x], nor those in the arguments
// of most functions, whose input may be another. A field that the expression sets may be a new one.
func (q *Query) CheckFields(known []string) error {
	var names fieldNames
	names.query(q.parsed)
	for _, name := range names {
		if !slices.Contains(known, name) {
			return &FieldError{name, known}
		}
	}
	return nil
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
	if q.Op < gojq.OpAssign { // the operators from there on set what is on their left
		n.query(q.Left)
	}
	// What follows a pipe has another input, except after those that pass theirs on, and after "as".
	if q.Op != gojq.OpPipe || len(q.Patterns) > 0 || passesInput(q.Left) {
		n.query(q.Right)
	}
}

// passesInput reports whether an expression is "." or "select(…)".
func passesInput(q *gojq.Query) bool {
	if q == nil || q.Term == nil || len(q.Term.SuffixList) > 0 {
		return false
	}
	return q.Term.Type == gojq.TermTypeIdentity || q.Term.Type == gojq.TermTypeFunc && q.Term.Func.Name == "select"
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
	case gojq.TermTypeObject:
		n.object(t.Object)
	case gojq.TermTypeString, gojq.TermTypeFormat: // "\(.name)"
		n.text(t.Str)
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

// object collects the fields in a value such as {headline, who: .byline}.
func (n *fieldNames) object(o *gojq.Object) {
	for _, member := range o.KeyVals {
		n.query(member.KeyQuery)
		n.query(member.Val)
		if member.Val == nil && !strings.HasPrefix(member.Key, "$") {
			n.add(member.Key)
		}
	}
}

func (n *fieldNames) text(s *gojq.String) {
	if s == nil {
		return
	}
	for _, q := range s.Queries {
		n.query(q)
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
