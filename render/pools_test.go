package render_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/manifest"
)

// poolsTopology has two tiers, each with a pool of its own.
const poolsTopology = `name: pools
microk8s: "1.36"
istio: {version: "1.31", install: none}
secrets: omit
tiers:
- {name: NAME, ip: FIRST, hosts: [a.example.org]}
- {name: staff, ip: SECOND, hosts: [b.example.org]}
`

// TestOwnPoolsFollowAddresses: MetalLB refuses a pool that overlaps one that is
// there, so an address has to stay in the pool of its name, whichever tier has it
// and whatever the tier is called.
func TestOwnPoolsFollowAddresses(t *testing.T) {
	for _, test := range []struct {
		change [][2]string
		want   map[string]string
	}{
		{nil, map[string]string{"ip-192-168-1-141": "192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"NAME", "customers"}}, map[string]string{"ip-192-168-1-141": "192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"FIRST", "192.168.1.142"}, {"SECOND", "192.168.1.141"}},
			map[string]string{"ip-192-168-1-141": "192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"FIRST", "'fd00::141'"}, {"SECOND", "'fd00:0:0:1::'"}},
			map[string]string{"ip-fd00--141": "fd00::141/128", "ip-fd00-0-0-1--0": "fd00:0:0:1::/128"}},
		{[][2]string{{"FIRST", "[192.168.1.141, 'fd00::141']"}}, map[string]string{"ip-192-168-1-141": "192.168.1.141/32 fd00::141/128", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"FIRST", "['fd00::141', 192.168.1.141]"}}, map[string]string{"ip-192-168-1-141": "fd00::141/128 192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"hosts: [a.example.org]", "names: {pool: mine}, hosts: [a.example.org]"}},
			map[string]string{"mine": "192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
		{[][2]string{{"secrets:", "metallb: {pools: [{name: given, addresses: [192.168.1.141]}]}\nsecrets:"}},
			map[string]string{"given": "192.168.1.141/32", "ip-192-168-1-142": "192.168.1.142/32"}},
	} {
		text := poolsTopology
		for _, change := range test.change {
			text = strings.Replace(text, change[0], change[1], 1)
		}
		text = strings.NewReplacer("NAME", "primary", "FIRST", "192.168.1.141", "SECOND", "192.168.1.142").Replace(text)
		list := mustRender(t, render.Input{Name: "topology.yaml", Text: []byte(text)}).Manifests
		if got := poolAddresses(list); !maps.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.change, got, test.want)
		}
	}
}

// poolAddresses are the addresses of each pool that an advertisement names.
func poolAddresses(list []manifest.Manifest) map[string]string {
	out := map[string]string{}
	var told []string
	for i := range list {
		spec, _ := list[i].Object.Map()["spec"].(map[string]any)
		switch id := list[i].ID(); id.Kind {
		case "IPAddressPool":
			out[id.Name] = texts(spec["addresses"])
		case "L2Advertisement":
			told = append(told, texts(spec["ipAddressPools"]))
		}
	}
	maps.DeleteFunc(out, func(name, _ string) bool { return !slices.Contains(told, name) })
	return out
}

func texts(list any) string {
	var out []string
	items, _ := list.([]any)
	for _, item := range items {
		text, _ := item.(string)
		out = append(out, text)
	}
	return strings.Join(out, " ")
}
