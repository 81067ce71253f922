package pairs

import (
	"io/fs"
	"strings"

	"render/render"
	"render/render/consequences"
	"render/render/objects"
)

// Side is a topology after a change.
type Side struct {
	Name  string // the change, as lines of --set
	World *objects.World
}

// changes are what people do to a topology, as lines of --set; each is made to an
// example that has what it changes.
var changes = [...]string{
	"labels.team=web",
	"name=house",
	"namespace=web",
	"gatewayNamespace=ingress",
	"tiers[0].ip=192.168.1.145",
	"tiers[1].ip=192.168.1.146",
	"tiers[0].ip=192.168.1.142\ntiers[1].ip=192.168.1.141",
	"tiers[0].ip=192.168.1.142\ntiers[1].ip=192.168.1.147",
	"tiers[0].name=front",
	"tiers[1].name=office",
	"tiers[1].name=office\ntiers[1].ip=192.168.1.141\ntiers[0].ip=192.168.1.142",
	"tiers[0].trafficPolicy=Local",
	"tiers[0].service.loadBalancerClass=example.com/lan",
	"tiers[0].service.allocateNodePorts=false",
	"tiers[0].sourceRanges[0]=172.16.0.0/12",
	"tiers[0].names.label=edge",
	"tiers[0].names.workload=edge",
	"tiers[0].apps[0].name=welcome",
	"tiers[0].apps[0].version=v9",
	"tiers[0].apps[0].image=example.org/other:9",
	"tiers[0].apps[0].namespace=apps",
	"tiers[0].apps[0].port=9090",
	"metallb.pools[0].name=other",
	"metallb.pools[0].addresses[0]=192.168.1.141-192.168.1.149",
	"metallb.pools[0].addresses[0]=192.168.1.144-192.168.1.149",
	"istio.install=none",
	"istio.install=istioctl",
	"istio.mtls=strict",
	"secrets=external",
	"routing=gateway-api",
}

// Variants are a topology and what it becomes by changes that it takes, beside what
// the changes make of it one on top of the other, in pairs of neighbours.
func Variants(name string, text []byte, files fs.FS, by consequences.Applier) []Side {
	var out []Side
	add := func(set string) {
		in := render.Input{Name: name, Text: text, Files: files}
		if set != "" {
			in.Set = strings.Split(set, "\n")
		}
		if w, err := Render(in, by); err == nil {
			out = append(out, Side{set, w})
		}
	}
	add("")
	for i, set := range changes {
		add(set)
		if i > 0 {
			add(changes[i-1] + "\n" + set)
		}
	}
	return out
}
