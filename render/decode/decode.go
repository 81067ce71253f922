// Package decode owns the reading of a topology: from nodes to the types of
// package format, with what is missing, unknown, misspelt or of another kind
// told at its place, and what was meant instead.
//
// In go nodes; out come a Document with its defaults filled in, and
// diagnostics. What a command line sets (--set) and what a folder defaults is
// written into the nodes before. It must never derive what follows from a
// document, or read a file.
package decode

import (
	"cmp"
	"fmt"
	"reflect"
	"strconv"

	"render/render/diag"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// Decode reads a node into a Document: every known field, with its place, its
// constant defaults filled in. Unknown fields, values of the wrong kind or form
// and fields that are not rendered yet are diagnostics; the document holds what
// could be read.
func Decode(root *source.Node) (*format.Document, diag.List) {
	d := &decoder{}
	document := &format.Document{IsObject: root.Kind == source.Map}
	d.value(reflect.ValueOf(document).Elem(), &format.Field{}, root, format.Top(root.Place))
	return document, d.diagnostics
}

// value reads a node into v, which f describes.
func (d *decoder) value(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	if f.Enum != nil && v.Kind() == reflect.Struct {
		var t format.Text
		d.text(&t, f, n, m)
		format.SetWord(v, t)
		return
	}
	switch target := v.Addr().Interface().(type) {
	case *format.Text:
		d.text(target, f, n, m)
	case *format.Number:
		d.number(target, f, n, m)
	case *format.Flag:
		d.flag(target, n, m)
	case *format.Any:
		target.Origin = m
		target.Value, target.Inner = d.any(n, m), placed(n)
		switch {
		case f.Formats != nil && n.Null():
			d.fail("value-missing", m, "has no value", fieldsMissing)
		case f.Formats != nil && n.Kind != source.Map:
			d.fail("not-an-object", m, "is "+n.What()+", not an object", "write an object, such as {key: value}")
		}
		d.ownFields(f, n, m)
	default:
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem(), f, n, m)
		case reflect.Slice:
			if f.MapForm {
				d.entries(v, f, n, m)
			} else {
				d.list(v, f, n, m)
			}
		default:
			d.object(v, f, n, m)
		}
	}
}

func (d *decoder) object(v reflect.Value, of *format.Field, n *source.Node, m format.Origin) {
	p := format.LayoutOf(v.Type())
	*v.Field(0).Addr().Interface().(*format.Origin) = m // every struct begins with its Origin
	seen := make([]bool, v.NumField())
	n = d.serviceOfChart(v.Type(), d.namedItem(of, p, n, m, func(item *source.Node) string { return d.mendedItem(v.Type(), item, m) }), m)
	meant, foreign := objectAsApp(v.Type(), n)
	switch {
	case n.Kind == source.Map && foreign.Found():
		if d.fail(foreign.Code, m.From(n.Get("kind").Place), foreign.Message, foreign.Help); !d.readMeant(v, meant, m) {
			d.doubtful(v, &format.Field{Defaulted: true}, m)
		}
		return
	case n.Kind == source.Map && aloneObject(p, n):
		seen[p.Alone().Index] = true
		d.value(v.Field(p.Alone().Index), p.Alone(), n, m)
	case n.Kind == source.Map:
		d.members(v, p, n, m, seen)
		saidElsewhere(v.Type().Name(), p, n, seen)
	case n.Null():
		if n.Text != "" || !d.goesOn(m) {
			d.fail("value-missing", m, "has no value", d.valueMissing(p, of, m))
		}
		d.doubtful(v, &format.Field{Defaulted: true}, m)
		return
	case senders(v.Type(), n) != "":
		d.fail("not-an-object", m, "is "+wording.Quote(n.Text)+", not an object", senders(v.Type(), n))
		d.doubtful(v, &format.Field{Defaulted: true}, m)
		return
	case d.failProtocol(v.Type(), n, m), d.failLabel(v.Type(), n, m), d.failAppsPath(v.Type(), n, m):
		d.doubtful(v, &format.Field{Defaulted: true}, m)
		return
	case p.Alone() != nil && (n.Kind == source.Scalar || v.Field(p.Alone().Index).Kind() == reflect.Slice):
		seen[p.Alone().Index] = true
		d.value(v.Field(p.Alone().Index), p.Alone(), n, m)
		if number, ok := v.Field(p.Alone().Index).Addr().Interface().(*format.Number); ok {
			wrong := number.IsWrong()
			if number.Origin = m; wrong { // it was written, even where it could not be read
				number.Doubt()
			}
		}
	default:
		d.noObject(v, p, n, m)
		return
	}
	d.fill(v, p, m, seen)
}

// noObject tells of a value in the place of an object, and reads it as what is meant where a cure says that.
func (d *decoder) noObject(v reflect.Value, p *format.Layout, n *source.Node, m format.Origin) {
	fault := wording.Fault{Code: "not-an-object", Message: "is " + n.What() + ", not an object", Help: cmp.Or(d.wordOfTLS(v.Type(), n), portOfTier(v.Type(), n), objectMeant(v.Type(), n), "write an object with "+anyOf(p.Keys))}
	if n.Kind == source.List && objectMeant(v.Type(), n) == "" {
		fault = oneOnly(v.Type(), n, fault)
		if p.Alone() != nil && len(n.Items) == 1 && n.Items[0].Kind == source.Scalar {
			fault.Help = singleCure(n)
		}
		fault.Help = cmp.Or(senders(v.Type(), n.Items...), fault.Help)
	}
	d.fail(fault.Code, m, fault.Message, fault.Help)
	if !d.readMeant(v, itemOfTier(v.Type(), n), m) {
		d.doubtful(v, &format.Field{Defaulted: true}, m)
	}
}

func (d *decoder) members(v reflect.Value, p *format.Layout, n *source.Node, m format.Origin, seen []bool) {
	d.above = append(d.above, enclosing{p, n, v.Type().Name(), m.Index()})
	rest := &source.Node{Kind: source.Map, Place: n.Place}
	for i, k := range n.Keys {
		f := p.ByKey(k.Text)
		if f == nil && p.Rest() != nil {
			rest.Keys, rest.Values = append(rest.Keys, k), append(rest.Values, n.Values[i])
			continue
		}
		if f == nil {
			d.unknown(v, p, n, i, m, seen)
			continue
		}
		seen[f.Index] = true
		place := n.Values[i].Place
		if n.Values[i].Null() {
			place = k.Place
		}
		d.value(v.Field(f.Index), f, n.Values[i], m.Member(f.Key, place))
	}
	if len(rest.Keys) > 0 {
		d.value(v.Field(p.Rest().Index), p.Rest(), rest, m)
	}
	d.above = d.above[:len(d.above)-1]
}

// fill puts in what was not written: constant defaults, and inside objects
// that are absent theirs.
func (d *decoder) fill(v reflect.Value, p *format.Layout, m format.Origin, seen []bool) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if seen[f.Index] {
			continue
		}
		if f.Required && !d.versionOfFile(v.Type(), f) {
			d.fail("field-missing", m, fmt.Sprintf("%q is missing", f.Key), "write "+f.Key+": ..."+likeImage(v, f, suchAs(v.Type(), f)))
		}
		d.absent(v.Field(f.Index), f)
	}
}

// absent gives a field that was not written its default. In an object that was
// not written nothing is required.
func (d *decoder) absent(v reflect.Value, f *format.Field) {
	if !f.Defaulted {
		return
	}
	if f.Enum != nil {
		format.SetWord(v, format.Text{Value: f.Fallback})
		return
	}
	switch target := v.Addr().Interface().(type) {
	case *format.Text:
		target.Value = f.Fallback
	case *format.Number:
		target.Value, _ = strconv.Atoi(f.Fallback)
	case *format.Flag:
		target.Value = f.Fallback == "true"
	default:
		p := format.LayoutOf(v.Type())
		for i := range p.Fields {
			d.absent(v.Field(p.Fields[i].Index), &p.Fields[i])
		}
	}
}

// list reads the items of a list, of which those that belong elsewhere are told and left
// out.
func (d *decoder) list(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	n = d.namedPorts(f, n, m)
	items := n.Items
	single := n.Kind != source.List && f.OneForm
	if f.Filled { // it was written, whatever is wrong with it
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	switch {
	case n.Null() && d.continued(f, m):
		return
	case n.Null() && f.Required:
		d.fail("value-missing", m, "has no value", "write at least one")
		return
	case n.Null():
		help := "write a list, or remove the key"
		if f.OneForm && f.Key == "ip" { // without which a rule tells that it is missing
			help = "write one" + suchAs(reflect.TypeFor[format.Tier](), f)
		}
		d.fail("value-missing", m, "has no value", help)
		d.doubtful(v, f, m)
		return
	case single:
		items = []*source.Node{n}
	case n.Kind != source.List:
		d.noList(v, f, n, m)
		return
	}
	switch {
	case len(items) > 0:
	case f.Required:
		d.fail("list-empty", m, "is empty", "write at least one")
	case f.Filled:
		d.fail("list-empty", m, "is empty", "write at least one, or remove the key")
	case f.AbsentIsAll:
		d.fail("list-empty", m, "is empty, which could mean none and all", "write at least one, or remove the key for all")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	own := 0
	for i, item := range items {
		at := m.Item(i, item.Place)
		if single {
			at = m
		} else if d.strayed(f, n, i, at) || d.begunTwice(n, i, at) {
			continue
		}
		d.value(v.Index(own), f, item, at)
		own++
	}
	v.SetLen(own)
}

// entries reads an object with keys of the user's own into a list of key and
// value, in the order of the file.
func (d *decoder) entries(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	switch {
	case n.Null() && n.Text == "" && d.goesOn(m):
		return
	case n.Null():
		d.fail("value-missing", m, "has no value", "write an object, or remove the key")
		return
	case n.Kind != source.Map:
		d.fail("not-an-object", m, "is "+n.What()+", not an object", cmp.Or(selectorMeant(f, n), entriesCure(n)))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Keys), len(n.Keys)))
	keyField, valueField := &format.Field{Max: -1}, &format.Field{Max: -1}
	if len(f.Formats) > 0 {
		keyField.Formats = f.Formats[:1]
	}
	if len(f.Formats) > 1 {
		valueField.Formats = f.Formats[1:]
	}
	own := 0
	for i, k := range n.Keys {
		if d.decimalComma(n, i, m) {
			doubtLast(v.Index(own - 1))
			continue
		}
		if d.signInEntry(n, i, m) || d.appsInEntries(f, n, i, m) {
			continue
		}
		entry := v.Index(own)
		own++
		d.value(entry.Field(0), keyField, k, m.Member(k.Text, k.Place))
		d.value(entry.Field(1), valueField, n.Values[i], m.Member(k.Text, n.Values[i].Place))
	}
	v.SetLen(own)
}
