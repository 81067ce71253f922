package eval

import (
	"strconv"
	"strings"

	"github.com/google/go-jsonnet"

	"render/render/topology"
)

// most is how many apps are evaluated at a time: enough that what is done once
// a time does not count, few enough that memory does not grow with their
// number.
const most = 200

// inPieces evaluates the library alone: all components over the topology
// without its apps, then those that go through apps over some apps at a time.
func inPieces(vm *jsonnet.VM, model *topology.Model) ([]Component, error) {
	total := 0
	for _, tier := range model.Tiers {
		total += len(tier.Apps)
	}
	if total <= most {
		return standIn(vm, model, "")
	}
	without := *model
	without.Tiers = make([]topology.ModelTier, len(model.Tiers))
	for i, tier := range model.Tiers {
		tier.Apps = nil
		without.Tiers[i] = tier
	}
	out, err := standIn(vm, &without, "")
	if err != nil {
		return nil, err
	}
	for _, tier := range model.Tiers {
		apps := tier.Apps
		tier.VirtualServices = nil // those that apps share came with the first part
		for len(apps) > 0 {
			n := min(most, len(apps))
			piece := *model
			tier.Apps = apps[:n]
			piece.Tiers = []topology.ModelTier{tier}
			part, err := standIn(vm, &piece, "app")
			if err != nil {
				return nil, err
			}
			out, apps = append(out, part...), apps[n:]
		}
	}
	return out, nil
}

// standInMark begins every stand-in. No text of a topology has it, since a
// control character is refused.
const standInMark = "\x00"

// standIn evaluates a model whose opaque values are stood in for by short texts,
// and puts them back into what comes out.
func standIn(vm *jsonnet.VM, model *topology.Model, each string) ([]Component, error) {
	var values []any
	plain := model.Value(func(value any) any {
		values = append(values, value)
		return standInMark + strconv.Itoa(len(values)-1)
	})
	components, err := pass(vm, plain, "{}", each)
	if err != nil {
		return nil, err
	}
	for i := range components {
		putBack(components[i].Objects, values)
	}
	return components, nil
}

// putBack replaces stand-ins in an object or a list, in place.
func putBack(in any, values []any) {
	switch in := in.(type) {
	case map[string]any:
		for k, v := range in {
			if text, ok := v.(string); !ok {
				putBack(v, values)
			} else if value, ok := original(text, values); ok {
				in[k] = value
			}
		}
	case []any:
		for i, v := range in {
			if text, ok := v.(string); !ok {
				putBack(v, values)
			} else if value, ok := original(text, values); ok {
				in[i] = value
			}
		}
	}
}

func original(text string, values []any) (any, bool) {
	number, ok := strings.CutPrefix(text, standInMark)
	if !ok {
		return nil, false
	}
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(values) {
		return nil, false
	}
	return values[i], true
}
