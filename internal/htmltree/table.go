package htmltree

import (
	"strings"

	a "golang.org/x/net/html/atom"
)

// takeInTable adds a token in a table outside its cells (13.2.6.4.9, .13, .14). Text and elements that are not allowed there
// would move out of the table, which is left to html.Parse.
func (b *builder) takeInTable(t token) {
	switch t.kind {
	case textToken:
		if strings.Trim(t.name, whitespace) != "" {
			b.fallback()
			return
		}
		b.text(t.name)
	case commentToken:
		b.comment(b.top(), t.name)
	case startTag:
		b.startInTable(t)
	case endTag:
		b.endInTable(t)
	}
}

func (b *builder) startInTable(t token) {
	switch t.tag {
	case a.Caption:
		b.backTo(a.Table)
		b.push(t)
		b.mark()
		b.mode = inCaption
	case a.Colgroup:
		b.backTo(a.Table)
		b.push(t)
		b.mode = inColumnGroup
	case a.Col:
		b.startInTable(implied(a.Colgroup))
		b.take(t)
	case a.Tbody, a.Tfoot, a.Thead:
		b.backTo(a.Table)
		b.push(t)
		b.mode = inTableBody
	case a.Tr:
		b.openBody()
		b.backTo(a.Tbody, a.Tfoot, a.Thead)
		b.push(t)
		b.mode = inRow
	case a.Td, a.Th:
		if b.mode != inRow {
			b.startInTable(implied(a.Tr))
		}
		b.backTo(a.Tr)
		b.push(t)
		b.mark()
		b.mode = inCell
	case a.Style, a.Script:
		b.raw(t)
	case a.Form:
		if b.form == nil {
			b.form = b.void(t)
		}
	case a.Input:
		if !isHiddenInput(t) {
			b.fallback()
			return
		}
		b.void(t)
	default:
		b.fallback()
	}
}

// openBody opens the tbody of a table that has none.
func (b *builder) openBody() {
	if b.mode == inTable {
		b.startInTable(implied(a.Tbody))
	}
}

func isHiddenInput(t token) bool {
	for _, attr := range t.attr {
		if attr.Key == "type" {
			return strings.EqualFold(attr.Val, "hidden")
		}
	}
	return false
}

func (b *builder) endInTable(t token) {
	switch t.tag {
	case a.Table:
		if i := b.inScope(tableScope, a.Table); i >= 0 {
			b.open = b.open[:i]
			b.resetMode()
		}
	case a.Tr:
		if b.mode == inRow {
			b.backTo(a.Tr)
			b.pop()
			b.mode = inTableBody
		}
	case a.Tbody, a.Tfoot, a.Thead:
		if b.mode == inTable || b.inScope(tableScope, t.tag) < 0 {
			return
		}
		b.backTo(a.Tbody, a.Tfoot, a.Thead)
		b.pop()
		b.mode = inTable
	case a.Body, a.Caption, a.Col, a.Colgroup, a.Html, a.Td, a.Th:
		// Ignored.
	default:
		b.fallback()
	}
}

func (b *builder) takeInCaption(t token) {
	switch {
	case t.kind == startTag && isTablePart(t.tag) && t.tag != a.Th, t.kind == endTag && t.tag == a.Table:
		b.closeCaption()
		b.take(t)
	case t.kind == endTag && t.tag == a.Caption:
		b.closeCaption()
	case t.kind == endTag && (isTablePart(t.tag) || t.tag == a.Body || t.tag == a.Html):
		// Ignored.
	default:
		b.takeInBody(t)
	}
}

// closeCaption closes the caption, which is open in this mode.
func (b *builder) closeCaption() {
	b.closeTo(b.inScope(tableScope, a.Caption))
	b.clearToMark()
	b.mode = inTable
}

func (b *builder) takeInColumnGroup(t token) {
	switch {
	case t.kind == textToken:
		if t = b.leadingSpace(t); t.name == "" {
			return
		}
	case t.kind == commentToken:
		b.comment(b.top(), t.name)
		return
	case t.kind == startTag && t.tag == a.Col:
		b.void(t)
		return
	case t.kind == startTag && (t.tag == a.Html || t.tag == a.Template), t.kind == endTag && t.tag == a.Template:
		b.fallback()
		return
	case t.kind == doctypeToken, t.kind == endTag && t.tag == a.Col:
		return
	}
	b.pop()
	b.mode = inTable
	if t.kind != endTag || t.tag != a.Colgroup {
		b.take(t)
	}
}

func (b *builder) takeInCell(t token) {
	switch {
	case t.kind == startTag && isTablePart(t.tag):
		b.closeCell(b.inScope(tableScope, a.Td, a.Th))
		b.take(t)
	case t.kind == endTag:
		b.endInCell(t)
	default:
		b.takeInBody(t)
	}
}

func (b *builder) endInCell(t token) {
	switch t.tag {
	case a.Td, a.Th:
		if i := b.inScope(tableScope, t.tag); i >= 0 {
			b.closeCell(i)
		}
	case a.Table, a.Tbody, a.Tfoot, a.Thead, a.Tr:
		if b.inScope(tableScope, t.tag) >= 0 {
			b.closeCell(b.inScope(tableScope, a.Td, a.Th))
			b.take(t)
		}
	case a.Body, a.Caption, a.Col, a.Colgroup, a.Html:
		// Ignored.
	default:
		b.takeInBody(t)
	}
}

func isTablePart(tag a.Atom) bool {
	switch tag {
	case a.Caption, a.Col, a.Colgroup, a.Tbody, a.Td, a.Tfoot, a.Th, a.Thead, a.Tr:
		return true
	}
	return false
}

// closeCell closes the cell at open[i]. A cell is open in this mode.
func (b *builder) closeCell(i int) {
	b.closeTo(i)
	b.clearToMark()
	b.mode = inRow
}

// backTo closes what is open inside the innermost of the elements.
func (b *builder) backTo(tags ...a.Atom) { b.open = b.open[:b.inScope(tableScope, tags...)+1] }

// resetMode sets the mode after a table was closed (13.2.4.1, "reset the insertion mode appropriately").
func (b *builder) resetMode() {
	i := b.inScope(tableScope, a.Td, a.Th, a.Caption)
	switch {
	case i < 0:
		b.mode = inBody
	case b.open[i].DataAtom == a.Caption:
		b.mode = inCaption
	default:
		b.mode = inCell
	}
}
