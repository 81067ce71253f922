// Package apart makes up topologies in which tiers are kept apart: who may call whom in the
// cluster, and who may come in from outside.
//
// In goes a number; out comes a topology, the same for the same number, as what YAML says of
// maps and lists. It is for the judges under conformance alone, and must never judge one, nor be
// imported by the tool.
package apart

import (
	"fmt"
	"math/rand/v2"
)

// Topology is one over all that decides who may call whom; every second has access too.
func Topology(seed uint64) map[string]any {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 16))}
	t := map[string]any{"name": "made", "kubernetes": "1.33", "metallb": "0.15.2", "secrets": "omit"}
	istio := map[string]any{"version": "1.31.0", "install": m.of("istioctl", "sail", "none", "operator")}
	if m.one(3) {
		t["routing"] = "gateway-api"
	} else if istio["install"] == "operator" {
		t["kubernetes"], t["metallb"] = "1.28", "0.14.9"
	}
	if istio["install"] == "operator" {
		istio["version"] = "1.22.8"
		if t["routing"] != nil {
			istio["install"], istio["version"] = "istioctl", "1.31.0"
		}
	}
	if mode := m.of("strict", "permissive", ""); mode != "" {
		istio["mtls"] = mode
	}
	t["istio"] = istio
	t["isolation"] = []any{true, true, map[string]any{"apps": true}, map[string]any{"gateways": true}, map[string]any{"apps": true, "gateways": true}}[m.IntN(5)]
	if m.one(4) {
		t["namespace"] = m.of("web", "shop")
	}
	if m.one(3) {
		t["gatewayNamespace"] = m.of("ingress", "web")
	}
	if m.one(4) {
		t["overlays"] = []any{"monitoring"}
	}
	m.tiers(t)
	m.callers(t)
	if seed%2 == 0 {
		guard(t, rand.New(rand.NewPCG(seed, 61)))
	}
	senders(t, rand.New(rand.NewPCG(seed, 62)))
	m.otherwise(t, istio, rand.New(rand.NewPCG(seed, 63)))
	return t
}

// ambient are releases that have the profile of that name, each with a Kubernetes it is for.
var ambient = []struct{ istio, kubernetes, metallb string }{
	{"1.31.0", "1.33", "0.15.2"}, {"1.25.3", "1.30", "0.15.2"}, {"1.24.6", "1.29", "0.14.9"}, {"1.23.6", "1.28", "0.14.9"}, {"1.22.8", "1.28", "0.14.9"}, {"1.21.6", "1.27", "0.14.9"},
}

// otherwise has some of them installed by helm, some for a mesh in which pods may do without
// sidecars too, of any release, whose gateways are told of that, and some ask an app of the file
// who may come in.
func (m *maker) otherwise(t, istio map[string]any, r *rand.Rand) {
	switch words := istio["install"]; {
	case words == "sail" && r.IntN(2) == 0:
		istio["install"] = "helm"
	case (words == "istioctl" || words == "operator") && r.IntN(3) == 0:
		istio["profile"] = "ambient"
		of := ambient[r.IntN(len(ambient))]
		if words == "operator" {
			of = ambient[3+r.IntN(len(ambient)-3)]
		}
		istio["version"], t["kubernetes"], t["metallb"] = of.istio, of.kubernetes, of.metallb
	}
	if istio["meshConfig"] != nil && len(m.apps) > 0 && r.IntN(3) == 0 {
		a := m.apps[r.IntN(len(m.apps))]["name"].(string)
		istio["meshConfig"] = loginBy(a + "." + m.home[a])
	}
}

type maker struct {
	*rand.Rand
	apps []map[string]any // that are deployed
	home map[string]string
}

func (m *maker) one(in int) bool { return m.IntN(in) == 0 }

func (m *maker) of(words ...string) string { return words[m.IntN(len(words))] }

func (m *maker) tiers(t map[string]any) {
	m.home = map[string]string{}
	var tiers []any
	for i := range 1 + m.IntN(4) {
		tier := map[string]any{"name": []string{"primary", "staff", "partners", "lab"}[i], "ip": fmt.Sprintf("192.168.1.%d", 141+i), "hosts": []any{fmt.Sprintf("t%d.example.org", i)}}
		if m.one(3) {
			tier["namespace"] = m.of("staff", "web", "jobs")
		}
		if m.one(4) {
			tier["gatewayNamespace"] = m.of("edge", "staff", "ingress")
		}
		if m.one(3) {
			tier["ports"] = []any{map[string]any{"name": "tcp-own", "port": 9000 + i}}
		}
		var apps []any
		for j := range 1 + m.IntN(4) {
			apps = append(apps, m.app(t, tier, fmt.Sprintf("a%d%d", i, j), fmt.Sprintf("/p%d", j)))
		}
		tier["apps"] = apps
		tiers = append(tiers, tier)
	}
	t["tiers"] = tiers
}

// app is one of any kind: deployed, in versions, a Service of another app's or of somebody
// else's, or outside.
func (m *maker) app(t, tier map[string]any, name, path string) map[string]any {
	a := map[string]any{"name": name, "routes": []any{path}, "port": 8000 + m.IntN(3)}
	if m.one(3) {
		a["port"] = map[string]any{"port": 80, "targetPort": 8080 + m.IntN(2)}
	}
	if m.one(4) {
		a["namespace"] = m.of("web", "orders")
	}
	switch kind := m.IntN(9); {
	case kind == 0:
		a["outside"] = m.of("10.0.0.9", "nas.lan", "10.0.0.10")
		delete(a, "namespace")
		a["port"] = 8000
	case kind == 1:
		a["service"], a["port"] = m.of("grafana.monitoring", "db.elsewhere"), 8000
	case kind < 4 && len(m.apps) > 0:
		to := m.apps[m.IntN(len(m.apps))]
		a["service"], a["port"] = to["name"].(string)+"."+m.home[to["name"].(string)], 8000
		if p, ok := to["port"].(int); ok {
			a["port"] = p
		} else {
			a["port"] = 80
		}
	default:
		m.deploy(t, tier, a)
	}
	if m.one(6) && len(m.apps) > 0 {
		if to := m.apps[m.IntN(len(m.apps))]; to["name"] != name {
			a["routes"] = []any{map[string]any{"exact": path, "mirror": to["name"]}}
		}
	}
	return a
}

func (m *maker) deploy(t, tier, a map[string]any) {
	home := "default"
	for _, from := range []map[string]any{t, tier, a} {
		if n, ok := from["namespace"].(string); ok {
			home = n
		}
	}
	m.home[a["name"].(string)], m.apps = home, append(m.apps, a)
	if m.one(3) {
		a["versions"] = []any{map[string]any{"version": "v1", "image": "v:1", "weight": 90}, map[string]any{"version": "v2", "image": "v:2", "weight": 10}}
	} else {
		a["image"] = "hello:1"
	}
	if m.one(2) {
		a["serviceAccount"] = a["name"]
	}
}

// callers lets some into apps.
func (m *maker) callers(t map[string]any) {
	if isolated, ok := t["isolation"].(map[string]any); ok && isolated["apps"] == nil {
		return
	}
	for _, a := range m.apps {
		var from []any
		for range m.IntN(3) {
			word := m.of("monitoring", "jobs/nightly", "elsewhere/*", m.apps[m.IntN(len(m.apps))]["name"].(string))
			if word != a["name"] && (len(from) == 0 || from[0] != word) {
				from = append(from, word)
			}
		}
		if len(from) > 0 {
			a["allowFrom"] = from
		}
	}
}
