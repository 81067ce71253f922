// Package topology owns the format of the topology file: its types, which are
// its reference, its decoding, defaults and rules, and what follows from it.
//
// In goes a text as nodes with places; out come a Document, a Plan that every
// rule was checked on, a Model that the library renders, the explanation of a
// field and the JSON Schema. It must never read a file, compare versions
// itself, or render an object.
package topology

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/source"
	"render/render/wording"
)

// Decode reads a node into a Document: every known field, with its place, its
// constant defaults filled in. Unknown fields, values of the wrong kind or form
// and fields that are not rendered yet are problems; the document holds what
// could be read.
func Decode(root *source.Node) (*Document, diag.List) {
	d := &decoder{layouts: map[reflect.Type]*layout{}}
	document := &Document{isObject: root.Kind == source.Map}
	d.value(reflect.ValueOf(document).Elem(), &field{}, root, Origin{Place: root.Place})
	return document, d.problems
}

// value reads a node into v, which f describes.
func (d *decoder) value(v reflect.Value, f *field, n *source.Node, m Origin) {
	switch target := v.Addr().Interface().(type) {
	case *Text:
		d.text(target, f, n, m)
	case enumerated:
		var t Text
		d.text(&t, f, n, m)
		target.set(t)
	case *Number:
		d.number(target, f, n, m)
	case *Flag:
		d.flag(target, n, m)
	case *Any:
		target.Origin = m
		target.Value, target.keys = d.any(n, m), placedKeys(n)
		if f.formats != nil && n.Kind != source.Map {
			d.fail("not-an-object", m, "is "+n.What()+", not an object", "write an object, such as {key: value}")
		}
	default:
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem(), f, n, m)
		case reflect.Slice:
			if f.mapForm {
				d.entries(v, f, n, m)
			} else {
				d.list(v, f, n, m)
			}
		default:
			d.object(v, n, m)
		}
	}
}

// placedKeys are an object's keys with their places.
func placedKeys(n *source.Node) []placedKey {
	if len(n.Keys) == 0 {
		return nil
	}
	out := make([]placedKey, len(n.Keys))
	for i, k := range n.Keys {
		out[i] = placedKey{k.Text, k.Place}
	}
	return out
}

func (d *decoder) object(v reflect.Value, n *source.Node, m Origin) {
	p := d.layout(v.Type())
	v.Field(0).Set(reflect.ValueOf(m)) // every struct begins with its Origin
	seen := make([]bool, v.NumField())
	switch {
	case n.Kind == source.Map:
		d.members(v, p, n, m, seen)
	case n.Null():
		d.fail("value-missing", m, "has no value", "write one, or remove the key")
		d.absent(v, &field{})
		return
	case p.alone != nil && (n.Kind == source.Scalar || v.Field(p.alone.index).Kind() == reflect.Slice):
		seen[p.alone.index] = true
		d.value(v.Field(p.alone.index), p.alone, n, m)
		if number, ok := v.Field(p.alone.index).Addr().Interface().(*Number); ok {
			number.Origin = m // it was written, even where it could not be read
		}
	default:
		fault := wording.Fault{Code: "not-an-object", Message: "is " + n.What() + ", not an object", Help: "write an object with " + anyOf(p.keys)}
		if n.Kind == source.List {
			fault = oneOnly(v.Type(), fault)
		}
		d.fail(fault.Code, m, fault.Message, fault.Help)
		m.wrong = true
		v.Field(0).Set(reflect.ValueOf(m))
		d.absent(v, &field{})
		return
	}
	d.fill(v, p, m, seen)
}

func (d *decoder) members(v reflect.Value, p *layout, n *source.Node, m Origin, seen []bool) {
	parent := m.step()
	if parent == nil {
		parent = &step{}
	}
	d.above = append(d.above, enclosing{p, n})
	for i, k := range n.Keys {
		f := p.byKey[k.Text]
		if f == nil {
			d.unknown(v, p, n, i, m, seen)
			continue
		}
		seen[f.index] = true
		at := Origin{Place: n.Values[i].Place, parent: parent, key: f.key}
		if n.Values[i].Null() {
			at.Place = k.Place
		}
		d.value(v.Field(f.index), f, n.Values[i], at)
	}
	d.above = d.above[:len(d.above)-1]
}

// fill puts in what was not written: constant defaults, and inside objects
// that are absent theirs.
func (d *decoder) fill(v reflect.Value, p *layout, m Origin, seen []bool) {
	for i := range p.fields {
		f := &p.fields[i]
		if seen[f.index] {
			continue
		}
		if f.required {
			d.fail("field-missing", m, fmt.Sprintf("%q is missing", f.key), "write "+f.key+": ...")
		}
		d.absent(v.Field(f.index), f)
	}
}

// absent gives a field that was not written its default. In an object that was
// not written nothing is required.
func (d *decoder) absent(v reflect.Value, f *field) {
	switch target := v.Addr().Interface().(type) {
	case *Text:
		target.Value = f.fallback
	case enumerated:
		target.set(Text{Value: f.fallback})
	case *Number:
		target.Value, _ = strconv.Atoi(f.fallback)
	case *Flag:
		target.Value = f.fallback == "true"
	case *Any:
	default:
		if v.Kind() != reflect.Struct {
			return
		}
		p := d.layout(v.Type())
		for i := range p.fields {
			d.absent(v.Field(p.fields[i].index), &p.fields[i])
		}
	}
}

func (d *decoder) list(v reflect.Value, f *field, n *source.Node, m Origin) {
	items := n.Items
	single := n.Kind != source.List && f.oneForm
	switch {
	case n.Null() && f.required:
		d.fail("value-missing", m, "has no value", "write at least one")
		return
	case n.Null():
		d.fail("value-missing", m, "has no value", "write a list, or remove the key")
		return
	case single:
		items = []*source.Node{n}
	case n.Kind != source.List:
		var items fieldType
		if of, object := element(v.Type()); object {
			items.layout = d.layout(of)
		}
		d.notList(items, n, m)
		return
	}
	switch {
	case len(items) > 0:
	case f.required:
		d.fail("list-empty", m, "is empty", "write at least one")
	case f.absentIsAll:
		d.fail("list-empty", m, "is empty, which could mean none and all", "write at least one, or remove the key for all")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	parent := m.step()
	for i, item := range items {
		at := Origin{Place: item.Place, parent: parent, index: i}
		if single {
			at = m
		}
		d.value(v.Index(i), f, item, at)
	}
}

// entries reads an object with keys of the user's own into a list of key and
// value, in the order of the file.
func (d *decoder) entries(v reflect.Value, f *field, n *source.Node, m Origin) {
	switch {
	case n.Null():
		d.fail("value-missing", m, "has no value", "write an object, or remove the key")
		return
	case n.Kind != source.Map:
		d.fail("not-an-object", m, "is "+n.What()+", not an object", entriesCure(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Keys), len(n.Keys)))
	keyField, valueField := &field{max: -1}, &field{max: -1}
	if len(f.formats) > 0 {
		keyField.formats = f.formats[:1]
	}
	if len(f.formats) > 1 {
		valueField.formats = f.formats[1:]
	}
	parent := m.step()
	for i, k := range n.Keys {
		entry := v.Index(i)
		d.value(entry.Field(0), keyField, k, Origin{Place: k.Place, parent: parent, key: k.Text})
		d.value(entry.Field(1), valueField, n.Values[i], Origin{Place: n.Values[i].Place, parent: parent, key: k.Text})
	}
}

// entriesCure shows a list of names and values, as pods have them, as an object.
func entriesCure(n *source.Node) string {
	if n.Kind == source.List && len(n.Items) > 0 {
		if name, value := n.Items[0].Get("name"), n.Items[0].Get("value"); name != nil && value != nil && value.Kind == source.Scalar {
			return "write names and values alone, as in {" + yamlWord(name.Text) + ": " + yamlWord(value.Text) + "}"
		}
		if key, value, ok := strings.Cut(n.Items[0].Text, "="); ok && key != "" {
			return "write names and values, as in {" + yamlWord(key) + ": " + yamlWord(value) + "}"
		}
	}
	return "write an object, such as {key: value}"
}

func anyOf(words []string) string {
	if len(words) > 6 {
		return strings.Join(words[:6], ", ") + " ..."
	}
	return strings.Join(slices.Clone(words), ", ")
}
