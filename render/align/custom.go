package align

import (
	_ "embed"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compare"
	"render/render/manifest"
)

// Lists of custom resources are applied whole: kubectl's merge patch of them, and
// server-side apply where their definition does not say by what items are told apart,
// replace all that is in an item. What is in one and is not wanted goes then, but for what
// the API server fills in again. That is in filledin.txt, which is written of the
// definitions (conformance/gitops, TestFilledIn).

//go:embed filledin.txt
var filledInText string

// custom is what a definition fills in to a value, and to what is below it.
type custom struct {
	values []any
	below  map[string]*custom // "[]" for the items of a list
}

// customKinds are the custom resources of which that is known, by kind and group.
func customKinds() map[string]*custom { return customKindsOnce.Get(makeCustomKinds) }

var customKindsOnce later.Value[map[string]*custom]

func makeCustomKinds() map[string]*custom {
	out := map[string]*custom{}
	var kind *custom
	for line := range strings.Lines(filledInText) {
		line = strings.TrimSuffix(line, "\n")
		text, isDefault := strings.CutPrefix(line, " ")
		if !isDefault {
			kind = &custom{}
			out[line] = kind
			continue
		}
		path, value, _ := strings.Cut(text, " ")
		read, err := manifest.ReadBack([]byte(`{"":` + value + `}`))
		if err == nil && len(read) == 1 {
			kind.add(path, read[0].Get(""))
		}
	}
	return out
}

// customOf is what is known of an object's kind; nil where it is none of these.
func customOf(object manifest.Object) *custom {
	one := manifest.Manifest{Object: object}
	id := one.ID()
	return customKinds()[id.Kind+"."+id.Group]
}

func (c *custom) add(path string, value any) {
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[]", ".[]"), ".") {
		if c.below == nil {
			c.below = map[string]*custom{}
		}
		if c.below[step] == nil {
			c.below[step] = &custom{}
		}
		c = c.below[step]
	}
	c.values = append(c.values, value)
}

// member is what is known below a key; of a custom resource never nil.
func (c *custom) member(key string) *custom {
	if c == nil {
		return nil
	}
	if below := c.below[key]; below != nil {
		return below
	}
	return &custom{}
}

// fills reports whether a value of a member is what the definition fills in.
func (c *custom) fills(m manifest.Member) bool {
	return slices.ContainsFunc(c.member(m.Key).values, func(v any) bool { return compare.Equal(v, m.Value) })
}
