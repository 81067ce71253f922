package decode

import (
	"cmp"
	"fmt"
	"reflect"

	"render/render/diag"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// unknown tells of a key, number i of an object, that is no field of it: of the
// slip in it, of the object that it was to be a field of, of its name here.
func (d *decoder) unknown(v reflect.Value, p *format.Layout, n *source.Node, i int, m format.Origin, seen []bool) {
	k := n.Keys[i]
	at := m.From(k.Place)
	if change, ok := v.Addr().Interface().(*format.HeaderChange); ok {
		change.Doubt() // it is to change something
	}
	if f, depth := beneath(n, i, p); f != nil {
		d.fail("yaml-indentation", at, "is a field of "+f.Key+", and stands beside it", "indent this line by "+wording.Spaces(depth))
		return
	}
	if d.renamed(v, p, n, i, at, seen) || d.opposite(v, p, n, i, at, seen) || d.inOtherForm(v, p, n, i, at, seen) {
		return
	}
	if f, out := slipOfKey(k.Text, n.Values[i], p); f != nil {
		seen[f.Index] = true
		d.absent(v.Field(f.Index), f)
		d.fail(out.Code, at, out.Message, out.Help)
		return
	}
	if told, ok := unsupported()[v.Type().Name()][k.Text]; ok {
		if f := p.ByKey(told.instead); !seen[f.Index] && n.Get(told.instead) == nil {
			seen[f.Index] = true
			d.doubtful(v.Field(f.Index), f, m.Member(f.Key, n.Values[i].Place))
		}
		d.fail(told.Code, at, told.Message, told.Help)
		return
	}
	message := "unknown field " + wording.Quote(k.Text)
	foreign := foreignField(v.Type().Name(), k.Text)
	help := cmp.Or(ofPods(v.Type(), n, i), handedOn(v.Type(), k.Text), d.misplaced(n, i, p, m, foreign != "" && n.Get(foreign) == nil))
	if help != "" {
		d.fail("field-misplaced", at, message, help)
		return
	}
	meant := foreign
	if d.guesses++; meant == "" && d.guesses <= maxGuesses {
		meant = wording.Suggest(k.Text, p.Keys)
		if help := d.elsewhere(n, i, p, meant); help != "" {
			d.fail("field-misplaced", at, message, help)
			return
		}
	}
	if f := p.ByKey(meant); f != nil {
		d.takeAs(f, v, n, n.Values[i], at, seen)
		for _, r := range k.Text {
			if r >= 0x80 {
				message += fmt.Sprintf(", with the character U+%04X in it", r)
				break
			}
		}
		d.fail("field-unknown", at, message, d.meantCure(f, n.Values[i]))
		return
	}
	d.strange(n, i, p, at, message)
}

// elsewhere is the help for key number i that is right inside a field of this object, or
// farther out, which comes before what is only like it here; "" where it is neither, or
// differs by an "s" from what is here.
func (d *decoder) elsewhere(n *source.Node, i int, p *format.Layout, near string) string {
	key := n.Keys[i].Text
	if help := d.inside(key, p); help != "" && near != key+"s" {
		return help
	}
	if near == "" || key == near+"s" {
		return "" // farther out is looked for at last
	}
	return d.fartherOut(n, i)
}

// strange tells of a key that is like no field of its object.
func (d *decoder) strange(n *source.Node, i int, p *format.Layout, at format.Origin, message string) {
	if help := d.fartherOut(n, i); help != "" {
		d.fail("field-misplaced", at, message, help)
		return
	}
	d.fail("field-unknown", at, message, wording.OneOf(p.Keys))
}

// maxGuesses is for how many unknown fields a near one is looked for: far more
// than are shown. The search would be most of the time that a file of nothing
// else takes.
const maxGuesses = 10 * diag.MaxShown

// oneOnly tells of a list where a tier has one thing.
func oneOnly(t reflect.Type, n *source.Node, fault wording.Fault) wording.Fault {
	switch t {
	case reflect.TypeFor[format.Cert]():
		return wording.Fault{Code: "not-an-object", Message: "is a list, and hosts have one certificate", Help: "write one for all of the tier's hosts, and each other one beside its hosts: hosts: [a.example.org, {host: b.example.org, cert: certs/b}]"}
	case reflect.TypeFor[format.TLS]():
		return wording.Fault{Code: "not-an-object", Message: "is a list, and hosts have one mode of TLS", Help: "write one for all of the tier's hosts, and each other one beside its hosts: hosts: [a.example.org, " + ownMode(n) + "]"}
	}
	return fault
}

// ownMode shows a host with a mode of its own: of a list of modes the first that
// names hosts.
func ownMode(n *source.Node) string {
	for _, item := range n.Items {
		for _, key := range []string{"hosts", "host"} {
			hosts, rest := item.Get(key), &source.Node{Kind: source.Map}
			if hosts == nil || abridged(hosts) == "..." {
				continue
			}
			for i, k := range item.Keys {
				if k.Text != key {
					rest.Keys, rest.Values = append(rest.Keys, k), append(rest.Values, item.Values[i])
				}
			}
			return "{host: " + abridged(hosts) + ", tls: " + abridgedMap(rest) + "}"
		}
	}
	return "{host: b.example.org, tls: passthrough}"
}

// inOtherForm tells of a key that is said in another form here; false where it is none.
func (d *decoder) inOtherForm(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, seen []bool) bool {
	said := otherForms()[v.Type().Name()]
	if said == nil {
		return false
	}
	out := said(n, i)
	if out.help == "" {
		return out.told
	}
	if f := p.ByKey(out.field); f != nil {
		d.takeAs(f, v, n, out.value, at, seen)
	}
	d.fail("field-unknown", at, "unknown field "+wording.Quote(n.Keys[i].Text), out.help)
	return true
}

// takeAs reads a value as that of a field of object n, unless the object has that too.
func (d *decoder) takeAs(f *format.Field, v reflect.Value, n, value *source.Node, at format.Origin, seen []bool) {
	if seen[f.Index] || n.Get(f.Key) != nil {
		return
	}
	seen[f.Index] = true
	d.asMeant(v.Field(f.Index), f, value, at.Member(f.Key, value.Place))
}

// asMeant reads a value of a field that was called otherwise, so that nobody is
// told that it is missing. What is wrong with the value is told once it is called
// by its name.
func (d *decoder) asMeant(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	if f.List && !f.OneForm {
		n = d.asList(f, n)
		if n.Kind == source.Scalar && !n.Null() { // to be read as the list that is meant, of which nobody knows
			d.doubtful(v, f, m)
			return
		}
	}
	apart := &decoder{}
	read := reflect.New(v.Type()).Elem()
	if apart.value(read, f, n, m); len(apart.diagnostics) > 0 && (!f.List || n.Kind != source.List) {
		d.doubtful(v, f, m)
		return
	}
	v.Set(read)
}

// doubtful leaves out a field whose value cannot be told, as one that is written and
// wrong, which is told: what would follow from its absence is not worth a word.
func (d *decoder) doubtful(v reflect.Value, f *format.Field, m format.Origin) {
	if d.absent(v, f); v.Kind() == reflect.Struct {
		m.Doubt()
		v.FieldByName("Origin").Set(reflect.ValueOf(m))
	}
}

// misplaced is the help for a field of another object that is indented too little,
// so that it no longer belongs to the item before it, or too far; "" where it is
// neither. What has its place here under another name is not too far.
func (d *decoder) misplaced(n *source.Node, i int, p *format.Layout, m format.Origin, here bool) string {
	k := n.Keys[i]
	if k.Place.Source == nil {
		return ""
	}
	if help := d.ofOwner(n, i, m); help != "" && !here {
		return help
	}
	if n.Flow {
		return d.outside(k.Text, here)
	}
	at := i - 1 // the list before it, behind which there may be more of its item
	for at > 0 && p.ByKey(n.Keys[at].Text) == nil && i-at < 10 {
		at--
	}
	if at >= 0 {
		before, f := n.Values[at], p.ByKey(n.Keys[at].Text)
		if f != nil && before.Kind == source.List && !before.Flow && len(before.Items) > 0 {
			last := before.Items[len(before.Items)-1]
			if inner := f.Inner(); inner != nil && last.Kind == source.Map && !last.Flow && last.Get(k.Text) == nil && inner.ByKey(k.Text) != nil {
				return fmt.Sprintf("indent this line by %d spaces, if it belongs to the last of %s", last.Keys[0].Place.Column-1, n.Keys[at].Text)
			}
		}
	}
	for j := len(d.above) - 2; j >= 0 && !here; j-- {
		outer := d.above[j]
		if outer.layout.ByKey(k.Text) != nil && outer.node.Get(k.Text) == nil && !outer.node.Flow && len(outer.node.Keys) > 0 {
			if spaces := outer.node.Keys[0].Place.Column - 1; spaces > 0 {
				return fmt.Sprintf("indent this line by %d spaces: it is a field of what is round this", spaces)
			}
			return "if it is for every tier, move it to the beginning of a line of its own, outside of the list: it is a field of the whole file" + forOne()[k.Text]
		}
	}
	return ""
}

// outside is the help for a field of the whole file that is written in braces.
func (d *decoder) outside(key string, here bool) string {
	for j := len(d.above) - 2; j > 0; j-- {
		if d.above[j].layout.ByKey(key) != nil {
			return "" // nearer is meant
		}
	}
	if whole := d.above[0]; len(d.above) > 1 && !here && whole.layout.ByKey(key) != nil && whole.node.Get(key) == nil && !whole.node.Flow {
		return "move it out of the braces, to the beginning of a line of its own: it is a field of the whole file" + forOne()[key]
	}
	return ""
}

// inside is the help for a field of an object that belongs into this one, in
// whichever number it is written, rather than into items of a list; "" where none
// has it, or several.
func (d *decoder) inside(key string, p *format.Layout) string {
	if alone := p.Alone(); alone != nil && alone.Key != "" {
		if inner := alone.Inner(); inner != nil && inner.ByKey(key) != nil {
			return fmt.Sprintf("write it in %s: %q is a field there", alone.Key, key)
		}
	}
	found := map[bool][]string{} // in lists of objects, and in objects alone
	for i := range p.Fields {
		f := &p.Fields[i]
		inner, list := f.Inner(), f.List
		if inner == nil || f.Key == "" || f.MapForm { // whose keys are people's own
			continue
		}
		for _, name := range []string{key, key + "s"} {
			if inner.ByKey(name) != nil {
				found[list] = append(found[list], fmt.Sprintf("write it in %s: %q is a field there", f.Key, name))
				break
			}
		}
	}
	fits := found[false]
	if len(fits) == 0 {
		fits = found[true]
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return ""
}
