package reference

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/wording"
)

// Explain is the reference of one field, "tiers.apps.routes" or
// "tiers[0].apps[hello].routes"; of the whole file for "". An error says what
// is not known and what is near it.
func Explain(path string) (string, error) {
	t := format.DocumentType()
	var last *Described
	var walked []string
	for part := range strings.SplitSeq(path, ".") {
		name, _, _ := strings.Cut(part, "[")
		if name == "" && path == "" {
			break
		}
		if t == nil {
			return "", fmt.Errorf("%s has no fields", wording.Quote(strings.Join(walked, ".")))
		}
		p := format.LayoutOf(t)
		f := p.ByKey(name)
		if f == nil {
			where := ""
			if len(walked) > 0 {
				where = " in " + wording.Quote(strings.Join(walked, "."))
			}
			help := wording.OneOf(p.Keys)
			if near := wording.Completed(name, p.Keys); near != "" {
				help = "did you mean " + wording.Quote(near) + "?"
			}
			rest := strings.TrimPrefix(strings.TrimPrefix(path, strings.Join(append(walked, part), ".")), ".")
			if paths := withRest(called(name, walked, t, nil), rest); len(paths) > 0 && (len(walked) == 0 || wording.Suggest(name, p.Keys) == "") {
				if help = wording.OneOf(paths); len(paths) == 1 {
					help = "write: " + paths[0]
				}
			}
			if near := wording.Suggest(name, keysBelow(t, nil)); near != "" && near != name && wording.Completed(name, p.Keys) == "" {
				help = wording.OneOf(withRest(called(near, walked, t, nil), rest))
			}
			return "", fmt.Errorf("no field %s%s; %s", wording.Quote(name), where, help)
		}
		d := Describe(t, *f)
		last = &d
		walked = append(walked, name)
		inner, object := format.Element(d.Typ)
		t = inner
		if !object {
			t = nil
		}
	}
	return explanation(strings.Join(walked, "."), last, t), nil
}

// withRest are the ways that go on with the rest of what was asked for, where any does.
func withRest(ways []string, rest string) []string {
	if rest == "" {
		return ways
	}
	var out []string
	for _, way := range ways {
		if _, err := Explain(way + "." + rest); err == nil {
			out = append(out, way+"."+rest)
		}
	}
	if len(out) == 0 {
		return ways
	}
	return out
}

// keysBelow are the names of all fields that are somewhere below a type.
func keysBelow(t reflect.Type, within []reflect.Type) []string {
	if slices.Contains(within, t) {
		return nil
	}
	var out []string
	for _, f := range format.LayoutOf(t).Fields {
		if f.Key == "" {
			continue
		}
		if !slices.Contains(out, f.Key) {
			out = append(out, f.Key)
		}
		if inner, object := format.Element(Describe(t, f).Typ); object {
			for _, key := range keysBelow(inner, append(slices.Clone(within), t)) {
				if !slices.Contains(out, key) {
					out = append(out, key)
				}
			}
		}
	}
	return out
}

// Called are the ways to all fields of a name, "tiers.sourceRanges" say; none for a way of several names.
func Called(name string) []string { return called(name, nil, format.DocumentType(), nil) }

// called are the ways to the fields of a name that are somewhere below a type.
func called(name string, walked []string, t reflect.Type, within []reflect.Type) []string {
	if slices.Contains(within, t) {
		return nil
	}
	var out []string
	for _, f := range format.LayoutOf(t).Fields {
		if f.Key == "" {
			continue
		}
		way := append(slices.Clone(walked), f.Key)
		if f.Key == name {
			out = append(out, strings.Join(way, "."))
		}
		if inner, object := format.Element(Describe(t, f).Typ); object {
			out = append(out, called(name, way, inner, append(slices.Clone(within), t))...)
		}
	}
	return out
}

// annotated is what the explanation of the whole file begins with: a topology
// that renders as it is. A test renders it.
const annotated = `# A topology: one YAML file for one cluster's ingress. This one can be rendered.
name: home                    # the set-up; every object carries it as a label
microk8s: "1.36"              # or kubernetes and metallb, with their versions
istio: "1.31"                 # an object says more: render explain istio
tiers:                        # one ingress gateway each, on its own IP
- name: primary
  ip: 192.168.1.141           # MetalLB gives it to the gateway's Service
  hosts: [home.example.org]   # its certificate: render certs topology.yaml
  apps:                       # what is behind the gateway
  - name: hello               # a Deployment and a Service
    image: docker.io/istio/examples-helloworld-v1:1.0
    port: 5000
    routes: [/hello, "/api/*"]   # one path, and all at and below /api
`

func explanation(path string, d *Described, inner reflect.Type) string {
	var b strings.Builder
	if d == nil {
		b.WriteString(annotated)
	} else {
		text, example := d.Text()
		fmt.Fprintf(&b, "%s: %s\n\n%s\n", path, d.kind(), wrap(text))
		rows := [][2]string{}
		if d.Required {
			rows = append(rows, [2]string{"required", "yes"})
		} else if fallback := d.standsFor(inner); fallback != "" {
			rows = append(rows, [2]string{"default", fallback})
		}
		if inner != nil && !d.MapForm {
			if alone := aloneIs(inner); alone != "" {
				rows = append(rows, [2]string{"alone", alone})
			}
		}
		if d.Enum != nil {
			rows = append(rows, [2]string{"one of", strings.Join(d.Enum, ", ")})
		}
		if example != "" {
			rows = append(rows, [2]string{"example", d.Key + ": " + example})
		}
		b.WriteByte('\n')
		for _, r := range rows {
			fmt.Fprintf(&b, "%-9s %s\n", r[0], r[1])
		}
	}
	if inner != nil {
		b.WriteString("\nfields\n")
		fieldTable(&b, inner)
	}
	return b.String()
}

// nameless reports whether what may stand for an object is no field of it by a name.
func nameless(t reflect.Type) bool {
	alone := format.LayoutOf(t).Alone()
	return alone != nil && alone.Key == ""
}

// aloneIs says what may stand for an object: the field that it is, and its words.
func aloneIs(t reflect.Type) string {
	alone := format.LayoutOf(t).Alone()
	if alone == nil {
		return ""
	}
	words := strings.Join(Describe(t, *alone).Enum, ", ")
	switch {
	case alone.Key == "":
		return words
	case words == "":
		return alone.Key
	}
	return alone.Key + ": " + words
}

func fieldTable(b *strings.Builder, t reflect.Type) {
	p := format.LayoutOf(t)
	width := 0
	for _, k := range p.Keys {
		width = max(width, len(k))
	}
	for i := range p.Fields {
		f := p.Fields[i]
		if f.Key == "" {
			continue
		}
		first := Describe(t, f).summary()
		if f.Required {
			first += " (required)"
		}
		fmt.Fprintf(b, "  %-*s  %s\n", width, f.Key, first)
	}
}

// kind says in words what a field takes.
func (d Described) kind() string {
	inner, object := format.Element(d.Typ)
	word := "an object"
	if !object {
		word = d.scalarKind(inner)
	} else if alone := format.LayoutOf(inner).Alone(); alone != nil {
		word = "an object, or " + Describe(inner, *alone).kindAlone() + " alone"
	}
	slice := d.Typ.Kind() == reflect.Slice
	switch {
	case d.MapForm:
		return "an object with keys of your own"
	case d.OneForm:
		return word + ", or a list of them"
	case slice:
		return "a list; each item " + word
	}
	return word
}

// kindAlone is the kind of a field that may stand alone for all of an object: where it is an object
// for which one of its own fields may, it is that one's.
func (d Described) kindAlone() string {
	if inner, object := format.Element(d.Typ); object && d.Typ.Kind() != reflect.Slice {
		if alone := format.LayoutOf(inner).Alone(); alone != nil {
			return Describe(inner, *alone).kindAlone()
		}
	}
	return d.kind()
}

func (d Described) scalarKind(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[format.Number]():
		if d.Max >= 0 {
			return "a number from " + strconv.Itoa(d.Min) + " to " + strconv.Itoa(d.Max)
		}
		return "a number"
	case reflect.TypeFor[format.Flag]():
		return "true or false"
	case reflect.TypeFor[format.Any]():
		return "an object, handed on as it is"
	}
	switch {
	case d.Enum != nil:
		return "a word"
	case len(d.Formats) > 0 && format.Formats()[d.Formats[0]] != nil:
		return format.Formats()[d.Formats[0]].Words
	}
	return "text"
}

func wrap(text string) string {
	const width = 78
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return strings.Join(slices.DeleteFunc(append(lines, line), func(s string) bool { return s == "" }), "\n")
}
