package causes

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/wording"
)

// Text is a cause for a person: where it is, what it does, and the line as far as it holds no
// key.
func (e *Effect) Text() string {
	help := ""
	if e.Kind == Default {
		help = "read: render explain " + field(e.Path)
	}
	return diag.Show(e.place(), e.Path, e.words(), help)
}

// place is where a cause is told to be: a flag has no lines.
func (e *Effect) place() places.Place {
	if e.Kind == Flag {
		return places.File(e.Place.Source)
	}
	return e.Place
}

// words is what a cause does.
func (e *Effect) words() string {
	what := "another value changes it"
	if e.Whole {
		what = "with another value there is no such object"
	}
	switch {
	case e.Kind == Default:
		what = "is not written, and its default is " + wording.Quote(e.Value)
		if e.Whole {
			what += ", with which there is this object"
		}
	case e.How == LeftOut && e.Whole:
		what = "without it there is no such object"
	case e.How == LeftOut:
		what = "leaving it out changes it"
	case e.How == Everywhere:
		what += ", written wherever this one stands"
	case e.How == Together:
		what += ", with others that go with it"
	case e.How == Uncertified:
		what += ", with a certificate that is for it"
	case e.How == Refused:
		what += ", and is refused beside what else is said"
	}
	return what
}

// field is a path as explain takes it: without items.
func field(path string) string {
	var out strings.Builder
	for path != "" {
		before, after, open := strings.Cut(path, "[")
		out.WriteString(before)
		if path = ""; open {
			_, path, _ = strings.Cut(after, "]")
		}
	}
	return out.String()
}

// Answer is why a field is as it is, for programs.
type Answer struct {
	Object Object   `json:"object"`
	Field  string   `json:"field,omitempty"`
	Value  any      `json:"value,omitempty"` // of a scalar that may be shown
	Causes []Reason `json:"causes"`
	Apps   int      `json:"apps,omitempty"` // that are not told of; a field tells of those behind it
}

// Object is an object's identity, for programs.
type Object struct {
	Group     string `json:"group,omitempty"`
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// Reason is a cause, for programs.
type Reason struct {
	Kind    string `json:"kind"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Flag    string `json:"flag,omitempty"`
	Path    string `json:"path,omitempty"`
	Default string `json:"default,omitempty"`
	How     string `json:"how"`
	// Object tells that it is the whole object that is not there otherwise.
	Object  bool   `json:"object,omitempty"`
	Message string `json:"message"`
}

// ObjectOf is an identity, for programs.
func ObjectOf(id manifest.ID) Object { return Object{id.Group, id.Kind, id.Namespace, id.Name} }

// NewAnswer is why a field of an object is as it is.
func NewAnswer(id manifest.ID, path compare.Path, value any, effects []Effect, unasked int) Answer {
	out := Answer{Object: ObjectOf(id), Field: path.String(), Value: Shown(id, path, value), Causes: []Reason{}, Apps: unasked}
	for i := range effects {
		e := &effects[i]
		r := Reason{Kind: e.Kind.String(), Path: e.Path, Default: e.Value, How: e.How.String(), Object: e.Whole, Message: e.words()}
		switch p := e.place(); {
		case e.Kind == Flag:
			r.Flag = p.Source.Name()
		case p.Source != nil:
			r.File, r.Line, r.Column = p.Source.Name(), p.Line, p.Column
		}
		out.Causes = append(out.Causes, r)
	}
	return out
}

// Shown is the value of a field as far as it is a scalar and may be shown; else nil.
func Shown(id manifest.ID, path compare.Path, value any) any {
	switch value.(type) {
	case manifest.Object, []any, nil:
		return nil
	}
	if compare.Hides(id, path, value) != compare.Open {
		return nil
	}
	if text, ok := value.(string); ok && (strings.Contains(text, "\n") || wording.Public(text) != text) {
		return nil
	}
	return value
}

// Sorted are effects by where they are: files in the order in which the first of them
// comes, lines from top to bottom.
func Sorted(effects []Effect) []Effect {
	order := map[string]int{}
	for i := range effects {
		if name := effects[i].name(); order[name] == 0 {
			order[name] = len(order) + 1
		}
	}
	return sortedBy(effects, order)
}

func (e *Effect) name() string {
	if e.Place.Source == nil {
		return ""
	}
	return e.Place.Source.Name()
}

func sortedBy(effects []Effect, order map[string]int) []Effect {
	out := slices.Clone(effects)
	slices.SortStableFunc(out, func(a, b Effect) int {
		return cmp.Or(cmp.Compare(order[a.name()], order[b.name()]), cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Place.Column, b.Place.Column))
	})
	return out
}
