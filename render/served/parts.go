package served

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"render/render/objects"
)

// PartsIn are the Services, or subsets of them, to which an object sends requests: of several each
// that has a share of them.
func PartsIn(o *objects.Object) []Part {
	var out []Part
	if o.ID().Group == objects.GatewayAPI {
		for _, rule := range o.Resource().Spec().At("rules").Items().All() {
			for _, to := range rule.At("backendRefs").Items().All() {
				weight, said := weightOf(to)
				if kind := textAt(to, "kind"); kind != "" && kind != "Service" || said && weight == 0 {
					continue
				}
				out = append(out, Part{Service: Service{Namespace: cmp.Or(textAt(to, "namespace"), o.ID().Namespace), Name: textAt(to, "name")}})
			}
		}
		return out
	}
	spec := o.Resource().Spec()
	for _, kind := range [...]string{"http", "tls", "tcp"} {
		for _, route := range spec.At(kind).Items().All() {
			several := route.At("route").Items().Len() > 1
			for _, to := range route.At("route").Items().All() {
				if weight, _ := weightOf(to); several && weight == 0 {
					continue
				}
				out = append(out, Part{Service: ServiceOf(textAt(to.At("destination"), "host"), o.ID().Namespace), Subset: textAt(to.At("destination"), "subset")})
			}
		}
	}
	return out
}

// SubsetsIn are the subsets of Services to which a VirtualService sends requests.
func SubsetsIn(o *objects.Object) []Part {
	return slices.DeleteFunc(PartsIn(o), func(p Part) bool { return p.Subset == "" })
}

// weightOf is the share of a destination, where it has one.
func weightOf(to objects.Field) (int64, bool) {
	n, err := strconv.ParseInt(fmt.Sprint(to.At("weight").Raw()), 10, 64)
	return n, err == nil
}
