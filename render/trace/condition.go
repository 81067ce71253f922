package trace

import (
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// condition is what a text has to be.
type condition struct {
	kind  conditionKind
	text  string
	whole *routing.Whole // of regex
}

func newCondition(kind conditionKind, text string) *condition {
	c := &condition{kind: kind, text: text}
	if kind == regex {
		c.whole = routing.NewWhole(text)
	}
	return c
}

type conditionKind uint8

const (
	present conditionKind = iota // there, whatever it is
	exact
	prefix
	regex
)

// readCondition reads a StringMatch; nil where it is absent.
func readCondition(f objects.StringMatch) *condition {
	switch {
	case !f.Present():
		return nil
	case f.Exact().Present():
		return newCondition(exact, f.Exact().Value())
	case f.Prefix().Present():
		return newCondition(prefix, f.Prefix().Value())
	case f.Regex().Present():
		return newCondition(regex, f.Regex().Value())
	}
	return newCondition(present, "")
}

// anything reports whether a header or parameter has only to be there: "*" is no
// expression of RE2, and istiod takes it for that (canBeConvertedToPresentMatch).
func (c *condition) anything() bool { return c.kind == present || c.kind == regex && c.text == "*" }

// holds reports whether a text is what it has to be.
func (c *condition) holds(text string) bool {
	switch c.kind {
	case exact:
		return text == c.text
	case prefix:
		return strings.HasPrefix(text, c.text)
	case regex:
		return c.whole.Matches(text)
	}
	return true
}

// String is the condition as a hop tells it.
func (c *condition) String() string {
	switch c.kind {
	case exact:
		return c.text
	case prefix:
		return c.text + "*"
	case regex:
		return "~" + c.text
	}
	return "any"
}

// named is a condition on a header or a parameter.
type named struct {
	name string
	condition
}

// excludes reports whether a delegate's condition is none that is within the root's
// (istio, pilot/pkg/model/virtualservice.go, stringMatchConflict).
func (c *condition) excludes(leaf *condition) bool {
	if c == nil || leaf == nil {
		return false
	}
	switch {
	case c.kind == regex && c.text != "" || leaf.kind == regex && leaf.text != "":
		return true
	case c.kind == exact && c.text != "":
		return leaf.kind != exact || leaf.text != c.text
	case c.kind == prefix && c.text != "" && (leaf.kind == prefix || leaf.kind == exact) && leaf.text != "":
		return !strings.HasPrefix(leaf.text, c.text)
	}
	return true
}

func find(list []named, name string) *condition {
	for i := range list {
		if list[i].name == name {
			return &list[i].condition
		}
	}
	return nil
}
