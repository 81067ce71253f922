package decode

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/source"
)

// mostMerged is how many keys of an app are looked at for what belongs into the same objects.
const mostMerged = 60

// cureOfParts is the help for key number i of an app that is said in its pod, its container or
// another object of it: with what other such keys say there, so that each object is written once; ""
// for any other key.
func cureOfParts(n *source.Node, i int) string {
	own, needs := partsOf(n, i)
	if len(own) == 0 {
		return ""
	}
	all := own
	if len(n.Keys) <= mostMerged {
		all = nil
		for j := range n.Keys {
			parts, _ := partsOf(n, j)
			all = append(all, parts...)
		}
	}
	var objects, words []string
	for _, one := range own {
		if slices.Contains(objects, one.Object) {
			continue
		}
		objects = append(objects, one.Object)
		words = append(words, inObject(n, one.Object, own, all))
	}
	return "write " + strings.Join(words, " and ") + needs
}

// inObject is what to write for parts in an object of an app: with all that belongs there, where that
// is short.
func inObject(n *source.Node, object string, own, all []compose.Part) string {
	const short = 240
	inside, whole := compose.Fields(own, object), compose.Fields(all, object)
	switch {
	case object == "":
		return inside
	case object == "probe" && isOneProbe(n.Get(object)):
		if !strings.HasPrefix(whole, "ready: ") {
			whole = "ready: " + inFlow(n.Get(object)) + ", " + whole
		}
		return "probe: {" + whole + "} in place of the one that is there"
	case n.Get(object) != nil || len(whole) > short && len(inside) < len(whole):
		return inside + " in " + object
	}
	return object + ": {" + whole + "}"
}

// isLong reports whether a value is too long to be repeated in a cure.
func isLong(value *source.Node) bool {
	return len(value.Items)+len(value.Keys) > 8 || len(value.Text) > 256 || slices.ContainsFunc(value.Items, isLong)
}

// partsOf are what key number i of an app becomes, and what has to be there for it.
func partsOf(n *source.Node, i int) (parts []compose.Part, needs string) {
	if parts = probeParts(n, i); len(parts) > 0 {
		return parts, portAsked(n, n.Values[i])
	}
	if parts, needs = volumeParts(n, i); len(parts) > 0 {
		return parts, needs
	}
	if parts = slices.Concat(handedParts(n, i), labelParts(n, i), objectsParts(n, i)); len(parts) > 0 {
		return parts, ""
	}
	if isLong(n.Values[i]) {
		return nil, ""
	}
	parts, needs = compose.PartsOf(n, i)
	return slices.DeleteFunc(parts, func(one compose.Part) bool { return one.Object == "" && n.Get(one.Key) != nil }), needs
}
