package causes

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// otherCertificate is a certificate of an authority of which nobody has the key, to stand in a
// file's place. It is valid for as long as certificates can be.
//
//go:embed other.pem
var otherCertificate []byte

// maxPool bounds how many of a topology's own texts are tried in place of another.
const maxPool = 32

// substitute is a scalar that may stand in another's place.
func (s *scalar) substitute(text string) *source.Node {
	switch {
	case s.field == nil && !s.node.Quoted && format.IsWord(text), s.field != nil && s.field.IsWord():
		return plain(text)
	}
	return quoted(text)
}

// values are other values to try in place of a scalar.
func (s *scalar) values() []string {
	if s.field != nil {
		return append(s.named(s.written), s.field.Alternatives(s.node.Text)...)
	}
	text := s.node.Text
	switch {
	case s.node.Quoted || !format.IsWord(text):
		out := []string{text + "-another", "another"}
		if i := strings.IndexAny(text, "0123456789"); i >= 0 {
			out = append(out, text[:i]+string('0'+(text[i]-'0'+1)%10)+text[i+1:])
		}
		return out
	case text == "true":
		return []string{"false"}
	case text == "false":
		return []string{"true"}
	}
	n, _ := strconv.Atoi(text)
	return []string{strconv.Itoa(n + 1), strconv.Itoa(max(0, n-1)), strconv.Itoa(2*n + 7)}
}

// named are the names that a field may have where the scalar stands, but for its own text.
func (s *scalar) named(field *format.Field) []string {
	if field == nil || s.names == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.names(field.Key)), func(name string) bool { return name == s.node.Text })
}

// first are the trials of one scalar by itself: other values, and without it.
func (s *scalar) first(cause int) []trial {
	var out []trial
	for _, text := range s.values() {
		out = append(out, trial{cause: cause, edit: s.with(text), with: flow(s.substitute(text))})
	}
	for _, n := range s.larger() {
		out = append(out, trial{cause: cause, form: true, edit: edit{replace: map[*source.Node]*source.Node{s.node: n}}, with: flow(n)})
	}
	if len(s.way) > 0 {
		out = append(out, trial{cause: cause, how: LeftOut, edit: without(s.way)})
	}
	return out
}

// larger are the objects and lists that may stand in place of a scalar which is the short
// form of one: a list with another item, an object with another member in its place.
func (s *scalar) larger() []*source.Node {
	var out []*source.Node
	if s.written == nil || s.key {
		return nil
	}
	if s.written.List && s.written.OneForm && s.field != nil {
		for _, text := range s.values() {
			out = append(out, &source.Node{Kind: source.List, Items: []*source.Node{s.node, s.substitute(text)}})
		}
		// Two others, as an address of each version of IP, which not each may stand beside.
		if others := s.field.Alternatives(s.node.Text); len(others) > 1 {
			last := others[len(others)-2:]
			out = append(out, &source.Node{Kind: source.List, Items: []*source.Node{s.substitute(last[0]), s.substitute(last[1])}})
		}
	}
	layout := s.written.Inner()
	if layout == nil {
		return out
	}
	for i := range layout.Fields {
		f := &layout.Fields[i]
		if f.Key == "" || f.MapForm || f == layout.Alone() {
			continue
		}
		of := scalarField(f)
		if of == nil {
			continue
		}
		for _, text := range append(s.named(f), of.Alternatives("")...) {
			n := (&scalar{field: of, node: s.node}).substitute(text)
			if f.List {
				n = &source.Node{Kind: source.List, Items: []*source.Node{n}}
			}
			object := in([]string{f.Key}, n)
			if key, value := layout.Spelled(s.node.Text); key != "" && f.AbsentIsAll { // it only narrows
				object = &source.Node{Kind: source.Map, Keys: []*source.Node{plain(key), plain(f.Key)}, Values: []*source.Node{quoted(value), n}}
			}
			out = append(out, object)
		}
	}
	return out
}

func (s *scalar) with(text string) edit {
	return edit{replace: map[*source.Node]*source.Node{s.node: s.substitute(text)}}
}

// pooled are the trials of a scalar with those of the topology's own texts that it may name.
func (s *scalar) pooled(cause int, all []scalar) []trial {
	var out []trial
	if s.field == nil {
		return nil
	}
	for _, text := range s.pool(all) {
		out = append(out, trial{cause: cause, edit: s.with(text), with: flow(s.substitute(text))})
	}
	return out
}

// together are the trials of a scalar of which no other value is right by itself: the same
// change wherever the value stands, what one number loses and its neighbour gains, and a file
// that is there.
func (s *scalar) together(cause int, all []scalar) []trial {
	var out []trial
	if s.field == nil {
		return nil
	}
	for _, text := range s.values() {
		if same := s.everywhere(text, all); len(same.replace) > 1 {
			out = append(out, trial{cause: cause, how: Everywhere, edit: same, with: text})
		}
	}
	if s.field.Bounded {
		out = append(out, s.balanced(cause, all)...)
	}
	if slices.Contains(s.field.Formats, "file") {
		const name = "another/certificate.pem"
		e := s.with(name)
		out = append(out, trial{cause: cause, how: Together, edit: e, with: name, files: map[File][]byte{{Name: name}: otherCertificate}})
	}
	return out
}

// pool are the topology's own texts that are right for a scalar.
func (s *scalar) pool(all []scalar) []string {
	var out []string
	for i := range all {
		text := all[i].node.Text
		if len(out) == maxPool {
			break
		}
		right := s.field.Right(text)
		if s.field.IsWord() {
			right = all[i].field != nil && all[i].field.Bounded && s.field.Bounded
		}
		if right && text != s.node.Text && !all[i].node.Null() && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// everywhere puts a text wherever the scalar's own stands, as far as it is right there.
func (s *scalar) everywhere(text string, all []scalar) edit {
	e := s.with(text)
	for i := range all {
		if o := &all[i]; o.node.Text == s.node.Text && !o.key && o.field != nil && o.field.Right(text) {
			e.replace[o.node] = o.substitute(text)
		}
	}
	return e
}

// balanced moves some of a number to another one of the same field.
func (s *scalar) balanced(cause int, all []scalar) []trial {
	n, err := strconv.Atoi(s.node.Text)
	if err != nil {
		return nil
	}
	var out []trial
	for i := range all {
		o := &all[i]
		m, err := strconv.Atoi(o.node.Text)
		if o.node == s.node || o.field != s.field || err != nil {
			continue
		}
		for _, by := range []int{1, -1, m, -n} {
			if n+by < s.field.Min || m-by < s.field.Min || n+by > s.field.Max || m-by > s.field.Max || by == 0 {
				continue
			}
			e := s.with(strconv.Itoa(n + by)).joined(o.with(strconv.Itoa(m - by)))
			out = append(out, trial{cause: cause, how: Together, edit: e, with: strconv.Itoa(n + by)})
		}
	}
	return out
}

// trials give a field that is not written another value than its default.
func (a *absent) trials(cause int) []trial {
	var out []trial
	for _, text := range a.field.Alternatives(a.field.Fallback) {
		value := quoted(text)
		if a.field.IsWord() {
			value = plain(text)
		}
		last := value
		value = in(a.keys[1:], value)
		key := plain(a.keys[0])
		e := edit{put: map[*source.Node][]member{a.in: {{key, value}}}}
		if a.in.Kind == source.Scalar {
			object := &source.Node{Kind: source.Map, Keys: []*source.Node{plain(a.short), key}, Values: []*source.Node{a.in, value}}
			e = edit{replace: map[*source.Node]*source.Node{a.in: object}}
		}
		out = append(out, trial{cause: cause, edit: e, with: flow(last)})
	}
	return out
}

// flow is a node as it is written in one line.
func flow(n *source.Node) string {
	switch n.Kind {
	case source.List:
		var items []string
		for _, item := range n.Items {
			items = append(items, flow(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case source.Map:
		var members []string
		for i, k := range n.Keys {
			members = append(members, flow(k)+": "+flow(n.Values[i]))
		}
		return "{" + strings.Join(members, ", ") + "}"
	}
	if n.Quoted {
		return strconv.Quote(n.Text)
	}
	return n.Text
}
