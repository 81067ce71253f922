package decode

import (
	"strings"

	"render/render/platform"
	"render/render/source"
)

// overAddonPool is help in which a pool of some addresses is called as microk8s's addon calls its own, and hands out
// addresses as that does: who wrote a range mostly gave it to the addon too, and MetalLB refuses a second pool of its
// addresses. Help for a file without microk8s, or with one whose addon makes no such pool, stays as it is.
func (d *decoder) overAddonPool(help string) string {
	before, rest, found := strings.Cut(help, "{name: lan, addresses: [")
	if !found || len(d.above) == 0 {
		return help
	}
	track := d.above[0].node.Get("microk8s")
	addresses, after, closed := strings.Cut(rest, "]")
	if track == nil || track.Kind != source.Scalar || !closed || !strings.HasPrefix(after, "}") {
		return help
	}
	pool := platform.AddonPool(track.Text)
	if pool != "default-addresspool" {
		return help
	}
	return before + "{name: " + pool + ", addresses: [" + addresses + "], autoAssign: true" + after
}
