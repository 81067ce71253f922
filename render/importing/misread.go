package importing

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// Misread is a variable that says nothing, why, and where that stands.
type Misread struct {
	Place places.Place
	Name  string
	Why   string
}

func (m *Misread) Error() string { return m.Name + ": " + m.Why }

// because is why a variable says nothing, which may be the fault of another one in it.
func (m *Misread) because(of string) string {
	if m.Name != of {
		return "of " + m.Error()
	}
	return m.Why
}

// expression is what Ansible is to follow in a text.
func expression() *regexp.Regexp {
	return expressionOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\{[{%].*?(?:[}%]\}|$)`) })
}

var expressionOnce later.Value[*regexp.Regexp]

// misread is why the value of a variable says nothing; nil where it says something. A list is
// asked for its items, and may be called by its name alone.
func (v *Variables) misread(name string, listed bool) *Misread {
	n := v.nodes[name]
	if n == nil {
		return nil
	}
	return v.misreadAt(n, name, listed, map[string]bool{name: true})
}

// misreadAt asks a value; seen are the variables that were met, true for those that it is a part of.
func (v *Variables) misreadAt(n *source.Node, of string, listed bool, seen map[string]bool) *Misread {
	if n.Kind == source.List && listed {
		for _, item := range n.Items {
			if found := v.misreadAt(item, of, false, seen); found != nil {
				return found
			}
		}
		return nil
	}
	wrong := func(text string) *Misread { return &Misread{Place: n.Place, Name: of, Why: text} }
	switch {
	case n.Kind != source.Scalar:
		return wrong("it is " + kindOf(n) + ", and no text of one line")
	case strings.HasPrefix(n.Text, Vault):
		return wrong("it is encrypted by Ansible")
	case n.Null():
		return wrong("it says nothing")
	}
	for _, found := range expression().FindAllString(n.Text, -1) {
		called := wholly().FindStringSubmatch(found)
		if called == nil {
			return wrong("only Ansible follows " + wording.Quote(wording.WithoutKey(found)) + "; write what it gives")
		}
		name := called[1]
		inner := v.nodes[name]
		within, met := seen[name]
		switch {
		case inner == nil:
			return wrong(v.undefined(name))
		case within:
			return wrong(wording.Quote(name) + " is made of itself")
		case met:
			continue
		}
		seen[name] = true
		if found := v.misreadAt(inner, name, listed && wholly().MatchString(n.Text), seen); found != nil {
			return found
		}
		seen[name] = false
	}
	return nil
}

// undefined says that no variable has a name, and which one was perhaps meant.
func (v *Variables) undefined(name string) string {
	text := wording.Quote(name) + " is not defined"
	if near := wording.Suggest(name, slices.Sorted(maps.Keys(v.nodes))); near != "" {
		return text + "; did you mean " + wording.Quote(near) + "?"
	}
	if strings.HasPrefix(name, "ansible_") || strings.HasPrefix(name, "inventory_") {
		return wording.Quote(name) + " is Ansible's own, and known where it runs alone; write its value"
	}
	return text + " in what was read; read the file that defines it too, or write its value"
}

// kindOf is what a value that is no text is called.
func kindOf(n *source.Node) string {
	if n.Kind == source.List {
		return "a list"
	}
	return "a map"
}
