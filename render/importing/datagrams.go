package importing

import (
	"slices"

	"render/render/manifest"
)

// datagrams reports whether all listeners of a Gateway are of UDP.
func datagrams(g manifest.Object) bool {
	list := g.Object("spec").List("listeners")
	return len(list) > 0 && !slices.ContainsFunc(list, func(l any) bool { return asObject(l).Text("protocol") != "UDP" })
}
