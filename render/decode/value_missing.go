package decode

import (
	"slices"
	"strings"

	"render/render/format"
)

// fieldsMissing is the cure of an object of which the key alone is there.
const fieldsMissing = "write fields below it, indented further, or remove the key"

// valueMissing is the cure of an object of a layout that has no value: of says which field it is.
func (d *decoder) valueMissing(p *format.Layout, of *format.Field, m format.Origin) string {
	alone := p.Alone()
	switch {
	case of.Required:
		return "write one" + suchAs(d.within(), of)
	case alone == nil && m.Key() == "":
		return strings.TrimSuffix(fieldsMissing, "key") + "item"
	case alone == nil:
		return fieldsMissing
	case alone.Key == "" && slices.Equal(alone.Formats, []string{"text"}):
		return `write one, or "" for an empty text`
	case m.Key() == "":
		return "write one, or remove the item"
	}
	return "write one, or remove the key"
}
