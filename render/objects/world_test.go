package objects_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

func TestFind(t *testing.T) {
	w := read(t, worldText(t)+"---\n{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: web}, spec: {type: second}}\n---\n{kind: Service}\n---\n{kind: Service}\n")
	s, ok := w.Service("web", "shop")
	if !ok || s.Type().Value() != "LoadBalancer" {
		t.Errorf("the first Service is not found: %v", s.Type().Value())
	}
	var first []bool
	for service := range w.Services() {
		first = append(first, service.Object().First() == service.Object())
	}
	if !slices.Equal(first, []bool{true, false, true, true}) {
		t.Errorf("which are the first: %v", first)
	}
	for what, ok := range map[string]bool{
		"Service elsewhere": found(w.Service("shop", "shop")), "Namespace": !found(w.Namespace("web")), "KubernetesGateway": !found(w.KubernetesGateway("web", "two")),
		"Istio's Gateway for one of the Gateway API": found(w.KubernetesGateway("web", "one")), "Deployment": !found(w.Deployment("web", "shop")),
		"IPAddressPool": !found(w.IPAddressPool("metallb-system", "lan")), "BFDProfile": !found(w.BFDProfile("metallb-system", "fast")),
		"ConfigMap": !found(w.ConfigMap("metallb-system", "config")), "object without a name": w.Find(manifest.ID{Kind: "Service"}) != nil,
	} {
		if ok {
			t.Errorf("%s: found, or not found", what)
		}
	}
	if n := len(w.OfKind(objects.IstioNetworking, "Gateway")); n != 1 {
		t.Errorf("%d Gateways of Istio", n)
	}
	entries := 0
	for entry := range w.ServiceEntriesOf("weather.example.com") {
		entries++
		if entry.ID().Name != "weather" {
			t.Errorf("entry %s", entry.ID())
		}
	}
	for range w.ServiceEntriesOf("") {
		entries++
	}
	if entries != 1 {
		t.Errorf("%d ServiceEntries", entries)
	}
}

// TestLastOfEach: of one identity the last is left, in its place; objects without one are
// each their own, and what a cluster gave twice is not told.
func TestLastOfEach(t *testing.T) {
	w := read(t, `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: first}}
---
{kind: Service}
---
{apiVersion: v1, kind: Service, metadata: {name: b, uid: one}}
---
{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: second}}
---
{kind: Service}
---
{apiVersion: v1, kind: Service, metadata: {name: b, uid: one}, spec: {type: again}}
`)
	last, twice := w.LastOfEach()
	var left []string
	for s := range last.Services() {
		left = append(left, s.ID().Name+" "+s.Type().Value())
	}
	if got, want := strings.Join(left, ","), " ,a second, ,b again"; got != want {
		t.Errorf("left are %q, and %q was wanted", got, want)
	}
	if len(twice) != 1 || len(twice[0]) != 2 || twice[0][0].ID().Name != "a" {
		t.Errorf("%d are told", len(twice))
	}
	if again, none := last.LastOfEach(); again != last || none != nil {
		t.Error("a world without doubles is another one")
	}
}

func found[V any](_ V, ok bool) bool { return ok }

// TestPodsOf: pods come from every kind that has a template, from CronJobs and from
// Pods, and from nothing else.
func TestPodsOf(t *testing.T) {
	var b strings.Builder
	const template = "template: {metadata: {labels: {app: shop}, annotations: {inject.istio.io/templates: \"sidecar, gateway\"}}, spec: {containers: [{name: a}]}}"
	for _, c := range []string{
		"apiVersion: apps/v1\nkind: Deployment\nspec: {" + template + "}",
		"apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {" + template + "}",
		"apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {" + template + "}}}",
		"apiVersion: v1\nkind: Pod\nlabels: {app: shop}\nspec: {containers: []}",
		"apiVersion: v1\nkind: Service\nspec: {" + template + "}",
		"apiVersion: example.org/v1\nkind: Thing\nspec: {jobTemplate: {spec: {" + template + "}}}",
		"apiVersion: apps/v1\nkind: DaemonSet\nspec: {template: {metadata: {labels: {app: shop}}, spec: {containers: {}}}}",
		"apiVersion: apps/v1\nkind: StatefulSet\nspec: [template]",
	} {
		kind := strings.Fields(c[strings.Index(c, "kind: ")+6:])[0]
		fmt.Fprintf(&b, "---\n%s\nmetadata: {name: %s, namespace: web, labels: {app: shop}}\n", c, strings.ToLower(kind))
	}
	w := read(t, b.String())
	var all, chosen, gateways, paths []string
	for pods := range w.Workloads() {
		all = append(all, pods.ID().Name)
		paths = append(paths, pods.Template().Spec().Containers().Path())
	}
	for pods := range w.GatewayWorkloads() {
		gateways = append(gateways, pods.ID().Name)
	}
	for pods := range w.PodsOf("web", labels("app", "shop")) {
		chosen = append(chosen, pods.ID().Name)
	}
	want := "deployment rollout cronjob pod"
	if got := strings.Join(all, " "); got != want {
		t.Errorf("workloads %s", got)
	}
	if got := strings.Join(chosen, " "); got != want {
		t.Errorf("chosen %s", got)
	}
	if got := strings.Join(gateways, " "); got != "deployment rollout cronjob" {
		t.Errorf("gateways %s", got)
	}
	if got := strings.Join(paths, " "); got != "spec.template.spec.containers spec.template.spec.containers spec.jobTemplate.spec.template.spec.containers spec.containers" {
		t.Errorf("containers at %s", got)
	}
	for pods := range w.PodsOf("shop", nil) {
		t.Errorf("%s is in no namespace shop", pods.ID())
	}
}

func TestSecrets(t *testing.T) {
	w := read(t, worldText(t)+`---
{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: whole, namespace: web}, spec: {dataFrom: [{extract: {key: a}}]}}
---
{apiVersion: example.org/v1, kind: Secret, metadata: {name: other, namespace: web}}
---
{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: tls, namespace: web}}
`)
	names := w.SecretNames("web")
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "fetched issued-tls sealed tls whole" {
		t.Errorf("Secrets %s", got)
	}
	for name, want := range map[string]string{"tls": "Secret: ca.crt tls.crt", "sealed": "SealedSecret: tls.crt", "fetched": "ExternalSecret: tls.crt", "whole": "ExternalSecret: ca.crt tls.crt", "issued-tls": "Certificate: ca.crt"} {
		maker, ok := w.Secret("web", name)
		if !ok {
			t.Errorf("%s is not found", name)
			continue
		}
		got := maker.ID().Kind + ":"
		for _, key := range []string{"ca.crt", "tls.crt"} {
			if maker.Holds(key) {
				got += " " + key
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if _, ok := w.Secret("shop", "tls"); ok {
		t.Error("a Secret is found in another namespace")
	}
}

func TestPoolConfig(t *testing.T) {
	w := read(t, worldText(t))
	m, _ := w.ConfigMap("metallb-system", "config")
	config, there, ok := m.PoolConfig()
	if got := fmt.Sprint(config.Pools, there, ok); got != "[{old layer2 [192.0.2.64-192.0.2.70 192.0.2.80/28] false false} {empty  [] true true}] true true" {
		t.Error(got)
	}
	for text, want := range map[string]string{"address-pools: [": "true false", "peers: []": "false false", "x: address-pools": "true true", "address-pools: {a: b}": "true true"} {
		w := objects.New([]manifest.Manifest{{Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "ConfigMap",
			"metadata": map[string]any{"name": "config", "namespace": "a"}, "data": map[string]any{"config": text}})}})
		m, _ := w.ConfigMap("a", "config")
		config, there, ok := m.PoolConfig()
		if got := fmt.Sprint(there, ok); got != want || len(config.Pools) > 0 {
			t.Errorf("%s: %s, %v", text, got, config.Pools)
		}
	}
}

func TestGatewayComponents(t *testing.T) {
	w := read(t, worldText(t))
	for operator := range w.IstioOperators() {
		ingress, egress := operator.IngressGateways().Item(0), operator.EgressGateways().Item(0)
		if got := ingress.PodLabels().String(); got != "app=istio-ingressgateway,istio=edge" {
			t.Error(got)
		}
		if got := egress.PodLabels().String(); got != "app=istio-egressgateway,istio=egressgateway" {
			t.Error(got)
		}
		if enabled, given := ingress.Enabled().Value(); !enabled || !given {
			t.Error("not enabled")
		}
		if _, given := egress.Enabled().Value(); given {
			t.Error("nothing says that the egress gateway is enabled")
		}
	}
}

func TestTargetPort(t *testing.T) {
	w := read(t, "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {ports: [{port: 80}, {port: 80, targetPort: 8080.0}, {port: 80, targetPort: http}, {port: 80, targetPort: true}]}}")
	s, _ := w.Service("b", "a")
	for i, want := range []string{"spec.ports[0].port 80 true  true", "spec.ports[1].targetPort 8080 true  true", "spec.ports[2].targetPort 0 false http true", "spec.ports[3].targetPort 0 false  false"} {
		target := s.Ports().Item(i).TargetPort()
		number, ok := target.Number()
		if got := fmt.Sprint(target.Path(), " ", number, " ", ok, " ", target.Name(), " ", target.Fits()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestRendered: views of rendered objects have no place, know their manifest, and
// take no memory.
func TestRendered(t *testing.T) {
	parsed, err := manifest.Decode([]byte(worldText(t)))
	if err != nil {
		t.Fatal(err)
	}
	list := make([]manifest.Manifest, len(parsed))
	for i, o := range parsed {
		list[i] = manifest.Manifest{Object: o, Tier: "primary"}
	}
	w := objects.New(list)
	look := func() {
		for v := range w.VirtualServices() {
			for _, rule := range v.HTTP().All() {
				for _, route := range rule.Routes().All() {
					d := route.Destination()
					if n, ok := d.Port().Number().Value(); !ok || n != 80 || d.Host().Value() != "shop" || rule.At("absent").Present() {
						t.Fatal("the destination reads otherwise")
					}
				}
			}
		}
	}
	if n := testing.AllocsPerRun(10, look); n > 0 {
		t.Errorf("a look at a VirtualService takes memory %v times", n)
	}
	for o := range w.All() {
		if !o.Root().Place().IsZero() || !o.Resource().Metadata().Name().Place().IsZero() || o.Rendered() == nil || o.Rendered().Tier != "primary" {
			t.Errorf("%s: %v, %v", o.ID(), o.Root().Place(), o.Rendered())
		}
	}
}
