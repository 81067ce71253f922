package decode

import (
	"cmp"
	"strings"

	"render/render/compose"
	"render/render/source"
)

// containerProbes are those of a container that its app's own has words for, and how it says them.
type containerProbes struct {
	keys []*source.Node
	help string
}

// probesOf are they, of an object in a field of the app that is read: one key of the app's has them all.
func (d *decoder) probesOf(n *source.Node) (out containerProbes) {
	if len(d.above) == 0 {
		return out
	}
	var parts []compose.Part
	needs := ""
	for i, k := range n.Keys {
		if one := probeParts(n, i); len(one) > 0 && strings.HasSuffix(k.Text, "Probe") {
			out.keys, parts = append(out.keys, k), append(parts, one...)
			needs = cmp.Or(needs, portAsked(d.above[len(d.above)-1].node, n.Values[i]))
		}
	}
	if len(parts) > 0 {
		remove := "it"
		if len(parts) > 1 {
			remove = "them"
		}
		out.help = "write " + inObject(d.above[len(d.above)-1].node, "probe", parts, parts) + " at the app" + needs + ", and remove " + remove + " here"
	}
	return out
}
