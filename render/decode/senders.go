package decode

import (
	"reflect"

	"render/render/format"
	"render/render/source"
)

// senders is the help for networks that stand alone where who may come in is an object; "" for
// anything else.
func senders(t reflect.Type, list ...*source.Node) string {
	if t != reflect.TypeFor[format.Access]() || len(list) == 0 {
		return ""
	}
	var networks []string
	for _, n := range list {
		meant := format.Networks(n.Text)
		if n.Kind != source.Scalar || meant == nil {
			return ""
		}
		networks = append(networks, meant...)
	}
	return "write: {from: [" + words(networks) + "]}"
}
