package reference

import (
	"fmt"
	"reflect"
	"strings"

	"render/render/format"
)

// Page is the whole reference in Markdown: a section an object of the format, by its
// path, and in each a table of its fields. An object that has several paths has its
// section at the first, and the others lead there.
func Page() string {
	p := page{at: map[reflect.Type]string{}}
	p.find("", format.DocumentType())
	var b strings.Builder
	b.WriteString("```yaml\n" + annotated + "```\n")
	for _, s := range p.sections {
		p.write(&b, s)
	}
	return b.String()
}

type page struct {
	sections []section
	at       map[reflect.Type]string // the path of the section of a type
}

type section struct {
	path string
	of   *Described // nil for the document itself
	typ  reflect.Type
}

// find lists the sections of a type and of those below it, level by level, so that a
// tier's fields stand before those of the parts of its apps.
func (p *page) find(path string, t reflect.Type) {
	next := []section{{path: path, typ: t}}
	p.at[t] = path
	for len(next) > 0 {
		s := next[0]
		next = next[1:]
		p.sections = append(p.sections, s)
		for _, f := range format.LayoutOf(s.typ).Fields {
			d := Describe(s.typ, f)
			inner, object := format.Element(d.Typ)
			if f.Key == "" || !object {
				continue
			}
			if _, known := p.at[inner]; !known {
				way := below(s.path, f.Key)
				p.at[inner] = way
				next = append(next, section{way, &d, inner})
			}
		}
	}
}

func below(path, key string) string { return strings.TrimPrefix(path+"."+key, ".") }

func (p *page) write(b *strings.Builder, s section) {
	if s.of == nil {
		b.WriteString("\n## The file\n")
	} else {
		text, example := s.of.Text()
		fmt.Fprintf(b, "\n## %s\n\n%s.\n\n%s\n", s.path, capital(s.of.kind()), text)
		if alone := aloneIs(s.typ); alone != "" && !s.of.MapForm {
			fmt.Fprintf(b, "\nAlone it is `%s`.\n", alone)
		}
		if example != "" {
			fmt.Fprintf(b, "\n```yaml\n%s: %s\n```\n", s.of.Key, example)
		}
	}
	b.WriteString("\n| field | takes | meaning |\n|---|---|---|\n")
	for _, f := range format.LayoutOf(s.typ).Fields {
		if f.Key != "" {
			p.row(b, s.path, Describe(s.typ, f))
		}
	}
}

func (p *page) row(b *strings.Builder, path string, d Described) {
	name := "`" + d.Key + "`"
	text, example := d.Text()
	var says []string
	inner, object := format.Element(d.Typ)
	if object {
		name = "[" + name + "](#" + anchor(p.at[inner]) + ")"
		if p.at[inner] == below(path, d.Key) {
			text, example = d.summary()+".", "" // its section says the rest
		}
	}
	says = append(says, text)
	if d.Enum != nil {
		says = append(says, "One of `"+strings.Join(d.Enum, "`, `")+"`.")
	}
	if fallback := d.standsFor(inner); fallback != "" {
		says = append(says, "Default: "+fallback+".")
	}
	if example != "" {
		says = append(says, "Example: `"+example+"`")
	}
	if d.Required {
		name += " (required)"
	}
	fmt.Fprintf(b, "| %s | %s | %s |\n", name, d.kind(), strings.ReplaceAll(strings.Join(says, " "), "|", `\|`))
}

// standsFor is what a field that is left out is; "" for nothing, or a required one.
func (d Described) standsFor(inner reflect.Type) string {
	switch {
	case d.Required:
		return ""
	case d.Fallback != "":
		return d.Fallback
	case d.derived != "":
		return d.derived
	case inner != nil && nameless(inner):
		return format.LayoutOf(inner).Alone().Fallback
	}
	return ""
}

// anchor is what GitHub calls a heading.
func anchor(path string) string {
	if path == "" {
		return "the-file"
	}
	return strings.ToLower(strings.ReplaceAll(path, ".", ""))
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
