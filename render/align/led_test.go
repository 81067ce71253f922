package align_test

import (
	"slices"
	"testing"

	"render/render/align"
	"render/render/manifest"
)

// ledWanted are a Gateway, a route of a host and its app; ledLive are others' of a cluster beside
// the app's Service: a route of the host that leads to that, to a Service of theirs by a route
// that it delegates to, and outside; and what these are spoken to by and made of.
const (
	ledWanted = `
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: a}, spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: new, namespace: a}, spec: {hosts: [a.example.org], gateways: [gw], http: [{route: [{destination: {host: app}}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: app, namespace: a}, spec: {selector: {app: app}, ports: [{port: 80}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: a}, spec: {selector: {matchLabels: {app: app}}, template: {metadata: {labels: {app: app}}, spec: {containers: [{name: app, image: new}]}}}}
`
	ledLive = `
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: a, uid: a}, spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.org]}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: old, namespace: a}, spec: {hosts: [a.example.org], gateways: [gw], http: [{match: [{uri: {prefix: /b}}], delegate: {name: part, namespace: b}}, {route: [{destination: {host: app, subset: v1}}], mirror: {host: out.example.org}}]}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: part, namespace: b}, spec: {http: [{route: [{destination: {host: theirs}}]}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: by-hand, namespace: a}, spec: {host: app, subsets: [{name: v1, labels: {version: v1}}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: app, namespace: a}, spec: {selector: {app: app}, ports: [{port: 80}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: app-v1, namespace: a}, spec: {selector: {matchLabels: {app: app}}, template: {metadata: {labels: {app: app, version: v1}}, spec: {containers: [{name: app, image: old}]}}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: app-v1-x, namespace: a, labels: {app: app, version: v1}, ownerReferences: [{kind: ReplicaSet, name: app-v1-x}]}, spec: {containers: [{name: app, image: old}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: theirs, namespace: b}, spec: {selector: {app: theirs}, ports: [{port: 80}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: theirs, namespace: a}, spec: {host: theirs.b.svc.cluster.local}}
---
{apiVersion: v1, kind: Pod, metadata: {name: theirs-x, namespace: b, labels: {app: theirs}, ownerReferences: [{kind: Rollout, name: theirs}]}, spec: {containers: [{name: app, image: old}]}}
---
{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: out, namespace: b}, spec: {hosts: [out.example.org], ports: [{number: 80, name: http, protocol: HTTP}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: nobodys, namespace: a}, spec: {selector: {app: nobodys}, ports: [{port: 80}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: nobodys, namespace: a}, spec: {host: nobodys}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: nobodys, namespace: b}, spec: {selector: {matchLabels: {app: app}}, template: {metadata: {labels: {app: app}}, spec: {containers: [{name: app, image: old}]}}}}
---
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: nobodys, namespace: b}, spec: {http: [{route: [{destination: {host: theirs}}]}]}}
`
)

// TestLed: what is kept of a cluster comes with what its routes lead to and by; how what is wanted
// is spoken to, and pods behind it, are told as what they are, and all else is on both sides.
func TestLed(t *testing.T) {
	live, want := read(t, ledLive), read(t, ledWanted)
	got, aside := told(live, want)
	expected := []string{"added Deployment.apps a/app", "added VirtualService.networking.istio.io a/new", "removed Deployment.apps a/app-v1", "removed DestinationRule.networking.istio.io a/by-hand", "removed VirtualService.networking.istio.io a/old"}
	if slices.Sort(got); !slices.Equal(got, expected) {
		t.Errorf("%q, want %q", got, expected)
	}
	if aside.Others != 10 { // which are not compared, those on both sides among them
		t.Errorf("%+v", aside)
	}
	names := func(list []manifest.Manifest) (out []string) {
		for i := range list {
			if id := list[i].ID(); id.Namespace == "b" || id.Name == "theirs" || id.Name == "nobodys" {
				out = append(out, id.String())
			}
		}
		slices.Sort(out)
		return out
	}
	beside := []string{"DestinationRule.networking.istio.io a/theirs", "Pod b/theirs-x", "Service b/theirs", "ServiceEntry.networking.istio.io b/out", "VirtualService.networking.istio.io b/part"}
	for range 2 { // the cluster may be either side
		olds, news, _ := align.Sides(live, want)
		for _, side := range [...][]manifest.Manifest{olds, news} {
			if got := names(side); !slices.Equal(got, beside) {
				t.Errorf("%q, want %q", got, beside)
			}
		}
		live, want = want, live
	}
}
