package decode

import (
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestPoolOfAddon: the cure for a range is a pool by the name of the addon's where microk8s makes one, and another's elsewhere.
func TestPoolOfAddon(t *testing.T) {
	for _, place := range []string{"metallb: 10.0.0.5-10.0.0.9", "metallb: [10.0.0.5-10.0.0.9]", "metallb: {range: 10.0.0.5-10.0.0.9}",
		"metallb: {addresses: [10.0.0.5-10.0.0.9]}", "metallb: {pools: [10.0.0.5-10.0.0.9]}", "metallbRange: 10.0.0.5-10.0.0.9"} {
		for platform, want := range map[string]string{
			`microk8s: "1.36"`:   "{name: default-addresspool, addresses: [10.0.0.5-10.0.0.9], autoAssign: true}",
			`microk8s: "1.25"`:   "{name: default-addresspool, addresses: [10.0.0.5-10.0.0.9], autoAssign: true}",
			`microk8s: "1.24"`:   "{name: lan, addresses: [10.0.0.5-10.0.0.9]}",
			`kubernetes: "1.36"`: "{name: lan, addresses: [10.0.0.5-10.0.0.9]}",
		} {
			root, _ := source.Parse(places.NewSource("t.yaml", []byte(platform+"\n"+place+"\n")))
			_, list := Decode(root)
			told := false
			for _, one := range list {
				told = told || strings.Contains(one.Help, want)
			}
			if !told {
				t.Errorf("%s, %s: %v", platform, place, list)
			}
		}
	}
}
