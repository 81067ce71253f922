package served

import (
	"cmp"
	"encoding/json"
	"fmt"

	"render/render/objects"
)

// operation is one of a JSON patch.
type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value string `json:"value"`
}

// Narrowing is the JSON patch by which a route sends to a part of a Service what it sends to all of it, or to another
// part.
func Narrowing(o *objects.Object, from, to Part) string {
	subset := "add"
	if from.Subset != "" {
		subset = "replace"
	}
	var list []operation
	spec, own := o.Resource().Spec(), o.ID().Namespace
	for i, rule := range spec.At("rules").Items().All() {
		for j, dest := range rule.At("backendRefs").Items().All() {
			if (Service{Namespace: cmp.Or(textAt(dest, "namespace"), own), Name: textAt(dest, "name")}) == from.Service {
				list = append(list, operation{"replace", fmt.Sprintf("/spec/rules/%d/backendRefs/%d/name", i, j), to.Name})
			}
		}
	}
	for _, kind := range [...]string{"http", "tls", "tcp"} {
		for i, rule := range spec.At(kind).Items().All() {
			for j, dest := range rule.At("route").Items().All() {
				if dest = dest.At("destination"); ServiceOf(textAt(dest, "host"), own) == from.Service && textAt(dest, "subset") == from.Subset {
					list = append(list, operation{subset, fmt.Sprintf("/spec/%s/%d/route/%d/destination/subset", kind, i, j), to.Subset})
				}
			}
		}
	}
	if len(list) == 0 {
		return ""
	}
	out, _ := json.Marshal(list)
	return string(out)
}
