package features

import (
	"fmt"
	"sync"

	"render/render/places"
	"render/render/source"
)

// Setting is what of a topology is in every crossing.
type Setting struct {
	App     string // what the first app is: deployed, versions, existing, outside
	Routing string
	Install string
	Secrets string
}

func (s Setting) String() string {
	return fmt.Sprintf("%s, %s, %s, %s", s.Routing, s.Install, s.Secrets, s.App)
}

var (
	routings = []string{"istio", "gateway-api"}
	// installs are versions too: the operator is not in all of Istio's.
	installs = []choice{
		{"istioctl", `{version: "1.31", install: istioctl}`},
		{"operator", `{version: 1.23.6, install: operator}`},
		{"sail", `{version: "1.31", install: sail}`},
		{"helm", `{version: "1.31", install: helm}`},
		{"none", `{version: "1.31", install: none}`},
	}
	forms = []choice{
		{"redacted", `{mode: redacted}`},
		{"plain", `{mode: plain}`},
		{"omit", `{mode: omit}`},
		{"sealed", `{sealed: {cert: sealing.pem}}`},
		{"sops", `{sops: {age: [age1hckrng8qtr4qzer9wjcqc7nj0ve7knwrex937yhrq2dgag0wdfgqqxutxk]}}`},
		{"external", `{external: {store: vault}}`},
		{"cert-manager", `{cert-manager: {create: ca}}`},
	}
	apps = []choice{
		{"deployed", `image: "shop:1", port: [{port: 5000}]`},
		{"versions", `versions: [{version: v1, image: "shop:1", weight: 90}, {version: v2, image: "shop:2", weight: 10}], port: [{port: 5000}]`},
		{"existing", `service: stock.warehouse, port: [{port: 8080}]`},
		{"outside", `outside: {address: shop.example.com}, port: [{port: 443, protocol: https}]`},
	}
)

// choice is a word of a setting and what it is in a topology.
type choice struct{ word, text string }

// Settings are all settings, those of one routing together.
func Settings() []Setting {
	var out []Setting
	for _, r := range routings {
		for _, app := range apps {
			for _, i := range installs {
				for _, f := range forms {
					out = append(out, Setting{app.word, r, i.word, f.word})
				}
			}
		}
	}
	return out
}

const base = `name: crossing
microk8s: %q
istio: %s
routing: %s
secrets: %s
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org, "*.apps.example.org"]
  apps:
  - {name: shop, %s, routes: [{prefix: /shop}]}
  - {name: side, image: "side:1", port: [{port: 5000}], routes: [{prefix: /side}]}
- name: staff
  ip: 192.168.1.142
  hosts: [staff.example.org]
  apps:
  - {name: desk, image: "desk:1", port: [{port: 80}], routes: [{exact: /desk}]}
`

func of(list []choice, word string) string {
	for _, c := range list {
		if c.word == word {
			return c.text
		}
	}
	panic("features: no setting " + word)
}

// base is the topology that features are put into.
func (s Setting) base() *source.Node {
	kept, ok := bases.Load(s)
	if !ok {
		kept, _ = bases.LoadOrStore(s, s.parse())
	}
	return clone(kept.(*source.Node))
}

// bases are the topologies of settings that were read once.
var bases sync.Map

func (s Setting) parse() *source.Node {
	microk8s := "1.36"
	if s.Install == "operator" {
		microk8s = "1.30"
	}
	text := fmt.Sprintf(base, microk8s, of(installs, s.Install), s.Routing, of(forms, s.Secrets), of(apps, s.App))
	root, diagnostics := source.Parse(places.NewSource("base", []byte(text)))
	if root == nil || diagnostics.Failed() {
		panic(fmt.Sprintf("features: %v", diagnostics.Err()))
	}
	return root
}
