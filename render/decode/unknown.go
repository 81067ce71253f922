package decode

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
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
	if d.restOfText(n, i, p, at) || d.renamed(v, p, n, i, at, seen) || d.opposite(v, p, n, i, at, seen) || d.inOtherForm(v, p, n, i, at, seen) || d.protocolOfRoute(v, n, i, at) {
		return
	}
	if f, out := slipOfKey(k.Text, n.Values[i], p); f != nil {
		d.takeWithin(f, v, n, i, at, seen)
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
	foreign := foreignBeside(v.Type().Name(), k.Text, n)
	help := cmp.Or(ofPods(v.Type(), n, i), handedOn(v.Type(), n, i))
	if help == "" && d.ofElsewhere(v, p, n, i, at, seen) {
		return
	}
	if help = cmp.Or(help, d.misplaced(n, i, p, m, foreign != "" && n.Get(foreign) == nil)); help != "" {
		goesToo(v, n)
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
		_, faults := d.apart(v.Field(f.Index), f, n.Values[i], at.Member(f.Key, n.Values[i].Place))
		help := d.meantCure(f, n, n.Values[i], faults)
		d.takeAs(f, v, n, n.Values[i], at, seen)
		d.fail("field-unknown", at, message+strangeLetter(k.Text), help)
		return
	}
	if d.nameAlone(v, p, n, i, at, seen) {
		return
	}
	d.strange(n, i, p, at, message)
	v.Field(0).Addr().Interface().(*format.Origin).Doubt() // it may be what the object seems to lack
}

// goesToo doubts a rewrite of which nothing is left once its one key is where it belongs.
func goesToo(v reflect.Value, n *source.Node) {
	if rewrite, ok := v.Addr().Interface().(*format.Rewrite); ok && len(n.Keys) == 1 {
		rewrite.Doubt()
	}
}

// ofElsewhere tells of a key of Compose files, objects or charts that is no field here under any name;
// false for any other.
func (d *decoder) ofElsewhere(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, seen []bool) bool {
	word := cmp.Or(wordOfElsewhere(v.Type().Name(), n, i), d.unsaidInProbe(v.Type(), n, i), d.changeInMatch(n, i))
	if word == "" {
		return false
	}
	if f := p.ByKey("tiers"); f != nil && strings.Contains(word, "tiers: [") { // is missing by that alone
		seen[f.Index] = true
	}
	if header, ok := v.Addr().Interface().(*format.HeaderValue); ok {
		header.Doubt()
	}
	d.fail("field-foreign", at, "unknown field "+wording.Quote(n.Keys[i].Text), word)
	return true
}

// strangeLetter names the first letter of a key that is none of the keyboard's own, and looks like one.
func strangeLetter(key string) string {
	for _, r := range key {
		if r >= 0x80 {
			return fmt.Sprintf(", with the character U+%04X in it", r)
		}
	}
	return ""
}

// nameAlone tells of a name in the place of a key, and reads it as that of the object; false where
// it is none.
func (d *decoder) nameAlone(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, seen []bool) bool {
	f, k := p.ByKey("name"), n.Keys[i]
	if f == nil || !f.Required || seen[f.Index] || d.guesses > maxGuesses || n.Get(f.Key) != nil {
		return false
	}
	if behind := p.ByKey(fieldFitting(p, n.Values[i])); behind != nil && n.Get(behind.Key) == nil && i == 0 {
		d.takeAs(f, v, n, &source.Node{Kind: source.Scalar, Place: k.Place, Text: k.Text}, at, seen)
		d.takeAs(behind, v, n, n.Values[i], at, seen)
		d.fail("field-unknown", at, "unknown field "+wording.Quote(k.Text), "write name: "+format.YAMLWord(k.Text)+" in its place, and beside it "+behind.Key+": "+abridged(n.Values[i]))
		return true
	}
	if !n.Values[i].Null() {
		return false
	}
	d.takeAs(f, v, n, &source.Node{Kind: source.Scalar, Place: k.Place, Text: k.Text}, at, seen)
	with := k.Place
	with.Length++ // its colon
	d.fail("field-unknown", at.From(with), "unknown field "+wording.Quote(k.Text), "write: name: "+format.YAMLWord(k.Text))
	return true
}

// elsewhere is the help for key number i that is right inside a field of this object, or
// farther out, which comes before what is only like it here; "" where it is neither, or
// differs by an "s" from what is here.
func (d *decoder) elsewhere(n *source.Node, i int, p *format.Layout, near string) string {
	key := n.Keys[i].Text
	if help := d.inside(n, i, p); help != "" && near != key+"s" {
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
	if out.wrong {
		v.Field(0).Addr().Interface().(*format.Origin).Doubt()
	}
	d.fail("field-foreign", at, "unknown field "+wording.Quote(n.Keys[i].Text), out.help)
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

// takeWithin reads the value of a key that is that of a field but for a slip, also where the key has it in it.
func (d *decoder) takeWithin(f *format.Field, v reflect.Value, n *source.Node, i int, at format.Origin, seen []bool) {
	value := *n.Values[i]
	_, rest, _ := wording.KeySign(n.Keys[i].Text)
	switch {
	case seen[f.Index] || n.Get(f.Key) != nil:
		return
	case rest != "" && strings.IndexByte("[{", rest[0]) >= 0:
		seen[f.Index] = true
		d.doubtful(v.Field(f.Index), f, at.Member(f.Key, n.Keys[i].Place))
		return
	case rest != "" && value.Null():
		value.Text = strings.Trim(rest, `"'`)
		value.Quoted, value.Place = value.Text != rest, n.Keys[i].Place
	}
	if d.takeAs(f, v, n, &value, at, seen); value.Null() {
		d.absent(v.Field(f.Index), f)
	}
}

// asMeant reads a value of a field that was called otherwise, so that nobody is
// told that it is missing. What is wrong with the value is told once it is called
// by its name.
func (d *decoder) asMeant(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	written := n
	if f.List && !f.OneForm {
		n = d.asList(f, n)
		if n.Kind == source.Scalar && !n.Null() { // to be read as the list that is meant, of which nobody knows
			d.doubtful(v, f, m)
			return
		}
	}
	read, faults := d.apart(v, f, n, m)
	if len(faults) > 0 && (!f.List || n.Kind != source.List) {
		d.doubtful(v, f, m)
		return
	}
	if v.Set(read); n != written && v.Type() == reflect.TypeFor[[]format.Route]() {
		for i := range v.Len() { // of which more is told once they are in a list
			v.Index(i).Addr().Interface().(*format.Route).Doubt()
		}
	}
}

// apart reads a value as that of a field, of which nothing is told.
func (d *decoder) apart(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) (reflect.Value, diag.List) {
	apart := &decoder{above: slices.Clip(d.above)}
	read := reflect.New(v.Type()).Elem()
	apart.value(read, f, n, m)
	return read, apart.diagnostics
}

// mendedItem is an item as the cures of what is wrong in it have it; "" where nothing is, or these are not to the letter.
func (d *decoder) mendedItem(t reflect.Type, item *source.Node, m format.Origin) string {
	_, faults := d.apart(reflect.New(t).Elem(), &format.Field{}, item, m)
	return mended(item, faults)
}

// doubtful leaves out a field whose value cannot be told, as one that is written and
// wrong, which is told: what would follow from its absence is not worth a word.
func (d *decoder) doubtful(v reflect.Value, f *format.Field, m format.Origin) {
	if ports, ok := v.Addr().Interface().(*[]format.GatewayPort); ok { // of which there is one
		one := format.GatewayPort{}
		one.Port.Doubt()
		*ports = []format.GatewayPort{one}
		return
	}
	if d.absent(v, f); v.Kind() == reflect.Struct {
		m.Doubt()
		v.FieldByName("Origin").Set(reflect.ValueOf(m))
	}
}

// readMeant reads an object as the text that a cure has in its place, so that what names it finds it; false
// where there is none, or it is wrong.
func (d *decoder) readMeant(v reflect.Value, text string, m format.Origin) bool {
	meant, diagnostics := source.Parse(places.NewLoose(m.Path(), []byte(text)))
	if meant == nil || diagnostics.Failed() {
		return false
	}
	meant.Stand(m.At())
	read, faults := d.apart(v, &format.Field{}, meant, m)
	if len(faults) > 0 {
		return false
	}
	v.Set(read)
	if port, ok := v.Addr().Interface().(*format.GatewayPort); ok {
		port.Name.Doubt() // which nobody wrote
	}
	return true
}

// noList tells of what is no list, and reads what it may mean.
func (d *decoder) noList(v reflect.Value, f *format.Field, n *source.Node, m format.Origin) {
	if d.notList(f, n, m); !onlyTold(f, n) && (n.Kind == source.Scalar || d.asList(f, n) != n) {
		d.asMeant(v, f, n, m)
	}
	if f.Key == "routes" && v.IsNil() { // rules tell none that is written from one that is not
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}
