package conformance

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.universe.tf/metallb/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/manifest"
	"render/render/objects"
)

const root = "../.."

// into decodes a value of an object.
func into(t testing.TB, v any, out any) {
	t.Helper()
	text, err := manifest.AppendJSON(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatal(err)
	}
}

// sideOf is what MetalLB reads of objects; not ok where it is of a MetalLB that read a
// ConfigMap.
func sideOf(t testing.TB, w *objects.World) (s Side, ok bool) {
	t.Helper()
	for o := range w.All() {
		id := o.ID()
		switch {
		case id.Kind == "ConfigMap" && id.Namespace == "metallb-system":
			return s, false
		case id.Kind == "IPAddressPool" && id.Name != "": // else the API server refuses it
			var p v1beta1.IPAddressPool
			into(t, o.Members(), &p)
			s.Pools = append(s.Pools, p)
		case id.Kind == "Namespace":
			var n corev1.Namespace
			into(t, o.Members(), &n)
			s.Namespaces = append(s.Namespaces, n)
		case id.Kind == "Service" && id.Group == "":
			var one corev1.Service
			into(t, o.Members(), &one)
			s.add(t, one)
		case id.Kind == "IstioOperator":
			s.installed(t, o)
		case id.Kind == "Gateway" && id.Group == "gateway.networking.k8s.io":
			s.managed(t, w, o)
		}
	}
	return s, true
}

func (s *Side) add(t testing.TB, one corev1.Service) {
	for i := range one.Spec.Ports {
		if one.Spec.Ports[i].Protocol == "" {
			one.Spec.Ports[i].Protocol = "TCP"
		}
	}
	s.Services = append(s.Services, Service{Service: one}) // of every type: one that was a load balancer loses its address
}

// installed are the Services that Istio's installer makes.
func (s *Side) installed(t testing.TB, o *objects.Object) {
	var spec struct {
		Components struct {
			IngressGateways []struct {
				Name, Namespace string
				Enabled         *bool
				Label           map[string]string
				K8s             struct {
					ServiceAnnotations map[string]string
					Service            corev1.ServiceSpec
				}
			}
		}
	}
	into(t, o.Resource().Spec().Raw(), &spec)
	for _, g := range spec.Components.IngressGateways {
		if g.Enabled != nil && !*g.Enabled {
			continue
		}
		one := corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: g.Name, Namespace: g.Namespace, Annotations: g.K8s.ServiceAnnotations, Labels: g.Label}, Spec: g.K8s.Service}
		if one.Spec.Type == "" {
			one.Spec.Type = corev1.ServiceTypeLoadBalancer
		}
		one.Spec.Selector = g.Label
		s.add(t, one)
	}
}

// managed is the Service that istiod makes of a Gateway.
func (s *Side) managed(t testing.TB, w *objects.World, o *objects.Object) {
	g, _ := w.KubernetesGateway(o.ID().Namespace, o.ID().Name)
	one := corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: o.ID().Name + "-" + g.ClassName().Value(), Namespace: o.ID().Namespace}}
	if ref := g.Infrastructure().ParametersRef().Name().Value(); ref != "" {
		if patch, ok := w.ServicePatch(o.ID().Namespace, ref); ok {
			into(t, patch.Raw(), &one.Spec)
		}
	}
	if one.Spec.Type == "" {
		one.Spec.Type = corev1.ServiceTypeLoadBalancer
	}
	into(t, g.Infrastructure().Annotations().Members(), &one.Annotations)
	for _, a := range g.Addresses().All() {
		if a.Type().Value() == "Hostname" {
			return
		}
		one.Spec.LoadBalancerIP = a.Value().Value()
	}
	for _, l := range g.Listeners().All() {
		port, _ := l.Port().Value()
		if !slices.ContainsFunc(one.Spec.Ports, func(p corev1.ServicePort) bool { return p.Port == int32(port) }) {
			one.Spec.Ports = append(one.Spec.Ports, corev1.ServicePort{Port: int32(port)})
		}
	}
	one.Spec.Selector = map[string]string{"gateway.networking.k8s.io/gateway-name": o.ID().Name}
	s.add(t, one)
}

var appliers = map[consequences.Applier]Applier{consequences.Kubectl: Kubectl, consequences.ArgoCD: ArgoCD, consequences.Flux: Flux}

// habit is how an applier applies: Argo CD as an Application says.
func habit(w *objects.World, by consequences.Applier) Applier {
	for _, o := range w.OfKind("argoproj.io", "Application") {
		text, err := manifest.AppendJSON(nil, o.Members())
		switch {
		case err != nil || by != consequences.ArgoCD:
		case strings.Contains(string(text), "PruneLast=true"):
			return ArgoLast
		case strings.Contains(string(text), "ServerSideDiff=true"):
			return ArgoServer
		}
	}
	return appliers[by]
}

const waves = "argocd.argoproj.io/sync-wave"

// late are the pools that fell out and are deleted after the new ones are applied: Argo
// CD's engine swaps the waves of all that it deletes.
func late(old, now *objects.World) []string {
	wave := func(o *objects.Object) int {
		n, _ := strconv.Atoi(o.Resource().Metadata().Annotations().Text(waves).Value())
		return n
	}
	swapped, applied := []int{}, []int{}
	for o := range old.All() {
		if now.Find(o.ID()) == nil && !strings.Contains(o.Resource().Metadata().Annotations().Text("argocd.argoproj.io/sync-options").Value(), "Prune=false") {
			swapped = append(swapped, wave(o))
		}
	}
	for _, o := range now.OfKind("metallb.io", "IPAddressPool") {
		applied = append(applied, wave(o))
	}
	slices.Sort(swapped)
	swapped = slices.Compact(swapped)
	var out []string
	for _, o := range old.OfKind("metallb.io", "IPAddressPool") {
		at := slices.Index(swapped, wave(o))
		if now.Find(o.ID()) == nil && at >= 0 && len(now.OfKind("argoproj.io", "Application")) < 2 && len(applied) > 0 && swapped[len(swapped)-1-at] > slices.Min(applied) {
			out = append(out, o.ID().Name)
		}
	}
	return out
}

// counts are how often MetalLB was asked, and what it did.
type counts map[string]int

// check has MetalLB take a change, and wants told what it does, and nothing else.
func (n counts) check(t *testing.T, what string, old, now *objects.World, by consequences.Applier) {
	t.Helper()
	before, ok := sideOf(t, old)
	after, ok2 := sideOf(t, now)
	if !ok || !ok2 {
		n["of a ConfigMap"]++
		return
	}
	if len(before.Pools)+len(after.Pools) == 0 {
		n["of pools that nobody knows"]++
		return
	}
	told := map[string]int{}
	said, refused := "", map[string]bool{}
	for _, c := range consequences.Of(compare.Compare(old, now), by).Consequences {
		pool, _, _ := strings.Cut(c.Message, ": is refused")
		if c.Code == "pools-overlap" && refused[pool] {
			continue // told for each pool that is in its way
		}
		refused[pool] = true
		told[c.Code]++
		said += "\n" + c.Code + ": " + c.Message
	}
	if told["immutable-field"]+told["immutable-made"] > 0 {
		n["refused by the API server"]++
		return
	}
	before.Late = late(old, now)
	out, err := Change(before, after, habit(now, by))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	n["asked"]++
	for _, code := range []struct {
		code string
		of   []string
	}{{"pools-overlap", out.Denied}, {"service-ip-moves", out.Moved}, {"service-ip-added", out.Added}, {"service-ip-none", out.None}, {"service-ip-dropped", out.Dropped},
		{"service-ip-waits", out.Waits}, {"service-ip-swapped", out.Swapped}} {
		n[code.code] += min(len(code.of), 1)
		if code.code == "service-ip-swapped" && (told[code.code] > 0) == (len(code.of) > 0) {
			continue // two of them are told of as one
		}
		if code.code == "service-ip-moves" && strings.Contains(said, "in a circle") {
			continue // whom of a circle MetalLB wakes in each order moves, and is told of with the others
		}
		if told[code.code] != len(code.of) {
			t.Errorf("%s, by %s: %s is told %d times, and MetalLB has it for %v:\n%+v%s", what, by, code.code, told[code.code], code.of, out, said)
		}
	}
}

func world(t *testing.T, p *pairs.Pair, side string, by consequences.Applier) *objects.World {
	t.Helper()
	w, err := p.World(side, by)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestPairs: of each pair, and the one near it, MetalLB does what is told of pools and
// addresses, and nothing else.
func TestPairs(t *testing.T) {
	list, err := pairs.Read(os.DirFS(filepath.Join(root, "render/consequences/testdata")))
	if err != nil || len(list) < 30 {
		t.Fatalf("%d pairs, %v", len(list), err)
	}
	n := counts{}
	for _, p := range list {
		for by := range appliers {
			for _, side := range []string{"new", "near"} {
				n.check(t, p.Name+", "+side, world(t, &p, "old", by), world(t, &p, side, by), by)
			}
		}
	}
	t.Log(n)
	for _, code := range []string{"asked", "pools-overlap", "service-ip-moves", "service-ip-added", "service-ip-none", "service-ip-dropped", "service-ip-waits", "service-ip-swapped"} {
		if n[code] == 0 {
			t.Errorf("%s: never", code)
		}
	}
}

var all = flag.Bool("all", false, "judge every two sides of the examples, not one in a few")

// share is one in how many changes of the examples is judged without -all.
const share = 4

// TestExamples: the same of sides that some changes make of the examples; of every two
// with -all.
func TestExamples(t *testing.T) {
	n := counts{}
	for _, example := range []string{"small", "sail", "helm", "none", "today", "gateway-api", "shared-address", "dual-stack", "bgp", "gateway-service"} {
		folder := filepath.Join(root, "examples", example)
		text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		for by := range appliers {
			sides := pairs.Variants("topology.yaml", text, os.DirFS(folder), by)
			t.Logf("%s, %s: %d sides", example, by, len(sides))
			for i, old := range sides {
				for j, now := range sides {
					if (i+j)%share != 0 && !*all {
						continue
					}
					n.check(t, fmt.Sprintf("%s: from %q to %q", example, old.Name, now.Name), old.World, now.World, by)
				}
			}
		}
	}
	t.Log(n)
	if n["asked"] < 3000 {
		t.Errorf("only %d changes", n["asked"])
	}
}

// TestSteps: of steps that are taken one after the other, each a side of its own, MetalLB
// refuses none, and no Service loses its address, waits for one or may stay without.
func TestSteps(t *testing.T) {
	list, err := pairs.Read(os.DirFS(filepath.Join(root, "render/consequences/testdata")))
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, p := range list {
		for by := range appliers {
			sides, ok, err := p.Steps(by)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			old := world(t, &p, "old", by)
			for _, s := range append(sides, pairs.Step{Name: "new", World: world(t, &p, "new", by)}) {
				before, _ := sideOf(t, old)
				after, _ := sideOf(t, s.World)
				before.Late = late(old, s.World)
				out, err := Change(before, after, habit(s.World, by))
				if err != nil {
					t.Fatalf("%s: %v", p.Name, err)
				}
				if lost := slices.Concat(out.Denied, out.None, out.Dropped, out.Waits, out.Swapped); len(lost) > 0 {
					t.Errorf("%s, by %s: the step to %q: %+v", p.Name, by, s.Name, out)
				}
				old, taken = s.World, taken+1
			}
		}
	}
	if taken < 50 {
		t.Errorf("only %d steps", taken)
	}
}
