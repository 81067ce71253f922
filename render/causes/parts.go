package causes

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"render/render/places"
	"render/render/source"
)

// part is something that can be left out of a file, or a flag.
type part struct {
	cause  Cause
	trial  trial
	inside func() []part // what can be left out of it
	above  []int         // the causes of what it is in
}

// parts tries what is beside the topology by leaving it out: flags of the command line, and
// of files each part, and what is in it where that changes something.
func (st *stage) parts(ctx context.Context) error {
	var next []part
	for i, flag := range st.s.Flags {
		cause := Cause{Kind: Flag, Place: places.File(places.NewLoose(flag.Text, nil)), Path: flag.Path}
		next = append(next, part{cause: cause, trial: trial{how: LeftOut, without: i + 1}})
	}
	for i := range st.s.Files {
		next = append(next, st.s.Files[i].parts()...)
	}
	for len(next) > 0 {
		var trials []trial
		for i := range next {
			next[i].trial.cause = len(st.causes)
			st.causes = append(st.causes, next[i].cause)
			for _, above := range next[i].above {
				st.inside[above] = append(st.inside[above], next[i].trial.cause)
			}
			trials = append(trials, next[i].trial)
		}
		matters, err := st.run(ctx, trials)
		if err != nil {
			return err
		}
		var deeper []part
		for i := range next {
			if !matters[i] || next[i].inside == nil {
				continue
			}
			for _, p := range next[i].inside() {
				p.above = append(slices.Clone(next[i].above), next[i].trial.cause)
				deeper = append(deeper, p)
			}
		}
		next = deeper
	}
	return nil
}

// parts are the outermost ones of a file.
func (r *Read) parts() []part {
	if r.Parts != nil {
		return r.within(r.Parts)
	}
	docs, diagnostics := source.ParseAll(r.Source)
	if diagnostics.Failed() {
		return nil
	}
	d := document{docs: docs, at: func(n *source.Node) places.Place { return n.Place }}
	d.trial = func(e edit) trial { return trial{how: LeftOut, files: map[File][]byte{r.File: d.text(e)}} }
	return d.all()
}

// within are the outermost of some stretches of a text.
func (r *Read) within(list []Part) []part {
	var out []part
	for i, p := range list {
		if slices.ContainsFunc(list, func(o Part) bool { return o != p && o.Start <= p.Start && p.End <= o.End }) {
			continue
		}
		inner := slices.DeleteFunc(slices.Clone(list), func(o Part) bool { return o == p || o.Start < p.Start || o.End > p.End })
		text := r.Source.Text()
		end := p.End
		if rest := bytes.TrimLeft(text[end:], " \t\r\n"); bytes.HasPrefix(rest, []byte(",")) {
			end = len(text) - len(rest) + 1
		}
		out = append(out, part{
			cause:  Cause{Kind: Mixin, Place: list[i].Place, Path: p.Name},
			trial:  trial{how: LeftOut, files: map[File][]byte{r.File: slices.Concat(text[:p.Start], text[end:])}},
			inside: func() []part { return r.within(inner) },
		})
	}
	return out
}

// document is the YAML of a file of an overlay, or of a patch that is written in one.
type document struct {
	docs  []*source.Node
	trial func(edit) trial
	at    func(*source.Node) places.Place
	path  string // before the paths in it
}

// text is the YAML with a change.
func (d *document) text(e edit) []byte {
	var out []byte
	for i, doc := range d.docs {
		if i > 0 {
			out = append(out, "---\n"...)
		}
		if doc = e.apply(doc); doc.Kind == source.Scalar || len(doc.Keys)+len(doc.Items) == 0 {
			out = append(out, "null\n"...)
			continue
		}
		out = source.AppendYAML(out, doc)
	}
	return out
}

func (d *document) all() []part {
	var out []part
	for _, doc := range d.docs {
		out = append(out, d.inside(doc, d.path)...)
	}
	return out
}

// inside are the members of an object or the items of a list, or those of the YAML that a text
// holds.
func (d *document) inside(n *source.Node, path string) []part {
	var out []part
	add := func(name, value *source.Node, path string) {
		p := part{cause: Cause{Kind: Overlay, Place: d.at(name), Path: path}, trial: d.trial(edit{gone: map[*source.Node]bool{name: true}})}
		if op := operation(value); op != "" {
			p.cause.Path, p.trial = op, d.trial(edit{replace: map[*source.Node]*source.Node{value: nothing()}})
		} else {
			p.inside = func() []part { return d.inside(value, path) }
		}
		out = append(out, p)
	}
	switch {
	case n.Kind == source.Map:
		for i, k := range n.Keys {
			add(k, n.Values[i], below(path, k.Text))
		}
	case n.Kind == source.List:
		for i, item := range n.Items {
			add(item, item, path+"["+strconv.Itoa(i)+"]")
		}
	case strings.Contains(n.Text, "\n"), strings.HasSuffix(path, ".patch"):
		return d.written(n, path)
	}
	return out
}

// operation is what a part does, where it is an operation of a JSON patch, which is left out
// whole; else "".
func operation(n *source.Node) string {
	op, at := n.Get("op"), n.Get("path")
	if op == nil || at == nil {
		return ""
	}
	return op.Text + " " + at.Text
}

// nothing is an operation that changes nothing, whatever it is done to: a patch has one at least.
func nothing() *source.Node {
	n := &source.Node{Kind: source.Map}
	for _, m := range [][2]string{{"op", "copy"}, {"from", "/kind"}, {"path", "/kind"}} {
		n.Keys, n.Values = append(n.Keys, plain(m[0])), append(n.Values, plain(m[1]))
	}
	return n
}

// written are the parts of a text in which a patch is written.
func (d *document) written(n *source.Node, path string) []part {
	src := places.NewSource(path, []byte(n.Text))
	docs, diagnostics := source.ParseAll(src)
	if diagnostics.Failed() || slices.ContainsFunc(docs, func(doc *source.Node) bool { return doc.Kind == source.Scalar }) {
		return nil
	}
	inner := document{docs: docs, path: "", at: func(p *source.Node) places.Place { return lineIn(d.at(n), p.Place) }}
	inner.trial = func(e edit) trial {
		return d.trial(edit{replace: map[*source.Node]*source.Node{n: quoted(string(inner.text(e)))}})
	}
	return inner.all()
}

// lineIn is where a place in a text stands in the file that has the text in a block, or
// that text itself.
func lineIn(text, inside places.Place) places.Place {
	line := inside.Source.Line(inside.Line)
	at := text.Line + inside.Line
	whole := text.Source.Line(at)
	if strings.TrimSpace(whole) != strings.TrimSpace(line) {
		return text
	}
	indent := len(whole) - len(strings.TrimLeft(whole, " ")) - (len(line) - len(strings.TrimLeft(line, " ")))
	return places.Place{Source: text.Source, Line: at, Column: inside.Column + indent, Length: inside.Length}
}
