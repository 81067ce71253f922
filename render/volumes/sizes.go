package volumes

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/quantity"
)

// Storage is how much a claim, or the template of one, asks for; "" where it does not say.
func Storage(claim manifest.Object) string {
	return claim.Object("spec").Object("resources").Object("requests").Text("storage")
}

// OnlyGrow reports whether templates of claims differ in how much they ask for alone, and ask for
// no less.
func OnlyGrow(old, new []any) bool {
	if len(old) != len(new) {
		return false
	}
	for i := range old {
		was, _ := old[i].(manifest.Object)
		is, _ := new[i].(manifest.Object)
		order, ok := quantity.Compare(Storage(is), Storage(was))
		if way := []string{"spec", "resources", "requests", "storage"}; !ok || order < 0 || !compare.Equal(bare(was, way...), bare(is, way...)) {
			return false
		}
	}
	return true
}

// bare is an object but for what it has at a way of members.
func bare(o manifest.Object, way ...string) manifest.Object {
	out := slices.Clone(o)
	for i := range out {
		switch {
		case out[i].Key != way[0]:
		case len(way) == 1:
			out[i].Value = nil
		default:
			out[i].Value = bare(o.Object(way[0]), way[1:]...)
		}
	}
	return out
}
