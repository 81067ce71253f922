package trace_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

func meshOf(t *testing.T, text string) *trace.Mesh {
	t.Helper()
	world, diagnostics := objects.Read(places.NewSource("base.yaml", []byte(text)))
	if err := diagnostics.Err(); err != nil {
		t.Fatal(err)
	}
	return trace.New(world, trace.Known{})
}

// TestChanges follows requests through testdata/base.yaml and through it with a case's
// changes, and back again: what stopped arrives then.
func TestChanges(t *testing.T) {
	text, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/changes/*.txtar")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	back := map[trace.ChangeKind]trace.ChangeKind{trace.Stops: trace.Starts, trace.Starts: trace.Stops, trace.Elsewhere: trace.Elsewhere, trace.Otherwise: trace.Otherwise, trace.Unfollowed: trace.Unfollowed}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(archive.Files) != 2 || archive.Files[0].Name != "change" || archive.Files[1].Name != "want" {
				t.Fatal("sections are change and want")
			}
			old, new := meshOf(t, string(text)), meshOf(t, changed(t, string(text), string(archive.Files[0].Data)))
			list, tried, _ := trace.Changes(old, new)
			var got strings.Builder
			for _, c := range trace.Fold(list) {
				was, is := c.Ends()
				fmt.Fprintf(&got, "%s %s", c.Kind, c.Request.Words())
				for _, like := range c.Like {
					fmt.Fprintf(&got, " | %s", like.Words())
				}
				fmt.Fprintf(&got, "\n- %s\n+ %s\n", was, is)
			}
			if *update {
				archive.Files[1].Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(archive.Files[1].Data); got.String() != want {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
			kinds := map[string]trace.ChangeKind{}
			for _, c := range list {
				kinds[c.Request.Words()] = c.Kind
			}
			again, others, _ := trace.Changes(new, old)
			if len(again) != len(list) || others != tried {
				t.Fatalf("%d changes of %d requests, back %d of %d", len(list), tried, len(again), others)
			}
			for _, c := range again {
				if kind, ok := kinds[c.Request.Words()]; !ok || back[kind] != c.Kind {
					t.Errorf("%s is %s, and back %s", c.Request.Words(), kind, c.Kind)
				}
			}
		})
	}
	mesh := meshOf(t, string(text))
	if list, tried, _ := trace.Changes(mesh, meshOf(t, string(text))); len(list) > 0 || tried < 5 {
		t.Errorf("between the same objects %d of %d requests change", len(list), tried)
	}
}

const guard = `
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: guard, namespace: edge}
spec: {selector: {matchLabels: {istio: front}}, rules: [{from: [{source: {ipBlocks: [192.0.2.0/24, 198.51.100.0/24], notIpBlocks: [198.51.100.7]}}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: guard, namespace: edge}
spec: {podSelector: {matchLabels: {istio: front}}, ingress: [{from: [{ipBlock: {cidr: 198.51.0.0/16, except: [198.51.100.64/26]}}]}]}
`

// byClients are changes of who may come in, and the addresses from which requests then stop
// arriving or begin to.
var byClients = map[string]struct {
	from, to, stops, arrives string
	unjudged                 bool
}{
	"a range is narrower":                           {"loadBalancerSourceRanges: [198.51.100.0/24]", "loadBalancerSourceRanges: [198.51.100.0/25]", "198.51.100.255", "", false},
	"a range is wider":                              {"loadBalancerSourceRanges: [198.51.100.0/24]", "loadBalancerSourceRanges: [198.51.100.0/24, 198.51.99.0/24]", "", "", false},
	"no range, but other policies":                  {"  loadBalancerSourceRanges: [198.51.100.0/24]\n", "", "", "", false},
	"one address of a policy":                       {"notIpBlocks: [198.51.100.7]", "notIpBlocks: [198.51.100.8]", "198.51.100.8", "198.51.100.7", false},
	"no address is left out":                        {", notIpBlocks: [198.51.100.7]", "", "", "198.51.100.7", false},
	"a network's policy":                            {"except: [198.51.100.64/26]", "except: [198.51.100.64/27]", "", "198.51.100.127", false},
	"a network's policy is narrower":                {"cidr: 198.51.0.0/16, except: [198.51.100.64/26]", "cidr: 198.51.100.0/26", "198.51.100.255", "", false},
	"addresses that nobody sees":                    {"externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster", "", "", true},
	"another policy, of addresses that nobody sees": {"externalTrafficPolicy: Local\n  loadBalancerSourceRanges: [198.51.100.0/24]", "loadBalancerSourceRanges: [198.51.100.0/25]", "", "", true},
	"another route":                                 {"{uri: {exact: /old}}", "{uri: {exact: /older}}", "", "", false},
}

// TestChangesByClients: a request that stops arriving from some addresses alone, or arrives from
// them alone, is told with one of these, and with no other.
func TestChangesByClients(t *testing.T) {
	text, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base := string(text) + guard
	for name, one := range byClients {
		if !strings.Contains(base, one.from) {
			t.Fatalf("%s: %q is not there", name, one.from)
		}
		all, others, _ := trace.Changes(meshOf(t, base), meshOf(t, strings.Replace(base, one.from, one.to, 1)))
		compared := trace.ChangesByClients(meshOf(t, base), meshOf(t, strings.Replace(base, one.from, one.to, 1)))
		got := map[trace.ChangeKind]map[string]bool{trace.Stops: {}, trace.Starts: {}}
		plain := 0
		for _, c := range compared.Changes {
			if !c.Request.From.IsValid() {
				plain++
				continue
			}
			if got[c.Kind] == nil {
				t.Errorf("%s: %s of %s", name, c.Kind, c.Request.Words())
				continue
			}
			got[c.Kind][c.Request.From.String()] = true
		}
		for kind, want := range map[trace.ChangeKind]string{trace.Stops: one.stops, trace.Starts: one.arrives} {
			if addresses := slices.Sorted(maps.Keys(got[kind])); strings.Join(addresses, " ") != want {
				t.Errorf("%s: %s from %q, want %q", name, kind, addresses, want)
			}
		}
		if plain != len(all) || compared.Unasked > 0 || compared.Tried <= others {
			t.Errorf("%s: %d and %d changes from anywhere, %d and %d requests, %d not", name, plain, len(all), compared.Tried, others, compared.Unasked)
		}
		if (compared.Unjudged.All() > 0) != one.unjudged {
			t.Errorf("%s: %v requests are not judged", name, compared.Unjudged)
		}
	}
}

// twoGateways are two tiers, each with a gateway at an address of its own; family has a
// wildcard.
const twoGateways = `
---
{apiVersion: v1, kind: Service, metadata: {name: family, namespace: edge, annotations: {metallb.io/loadBalancerIPs: 192.0.2.60}}, spec: {type: LoadBalancer, selector: {istio: family}, ports: [{name: http2, port: 80, targetPort: 8080}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: guests, namespace: edge, annotations: {metallb.io/loadBalancerIPs: 192.0.2.61}}, spec: {type: LoadBalancer, selector: {istio: guests}, ports: [{name: http2, port: 80, targetPort: 8080}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: family, namespace: edge}
spec: {template: {metadata: {labels: {istio: family}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: guests, namespace: edge}
spec: {template: {metadata: {labels: {istio: guests}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: family, namespace: edge}
spec: {selector: {istio: family}, servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: ["*.lab.example.net"]}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: guests, namespace: edge}
spec: {selector: {istio: guests}, servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: [GUESTS]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ha, namespace: edge}
spec: {hosts: [ha.lab.example.net], gateways: [GATEWAY], http: [{directResponse: {status: 200}}]}
`

// TestChangesByOtherAddresses has a host go to another gateway: who still comes by the old
// address arrives no more. Where it goes nowhere, no address is tried.
func TestChangesByOtherAddresses(t *testing.T) {
	side := func(guests, gateway string) *trace.Mesh {
		return meshOf(t, strings.NewReplacer("GUESTS", guests, "GATEWAY", gateway).Replace(twoGateways))
	}
	old := side("guests.example.net", "family")
	list, tried, _ := trace.Changes(old, side("ha.lab.example.net", "guests"))
	var got []string
	for _, c := range trace.Fold(list) {
		got = append(got, c.Kind.String()+" "+c.Request.Words())
	}
	want := []string{
		`stops --header="Host: ha.lab.example.net" http://192.0.2.60/`,
		`arrives --header="Host: ha.lab.example.net" http://192.0.2.61/`,
	}
	if !slices.Equal(got, want) || tried < 3 {
		t.Errorf("of %d: %q, want %q", tried, got, want)
	}
	list, _, _ = trace.Changes(old, side("more.example.net", "family"))
	for _, c := range list {
		if c.Request.Address.IsValid() {
			t.Errorf("%s is tried by an address", c.Request.Words())
		}
	}
}

// configurationAlone is what a repository may have of Istio and of Services: no pods.
const configurationAlone = `
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec: {selector: {istio: front}, servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: [shop.example.org]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: shop}
spec: {hosts: [shop.example.org], gateways: [edge/front], http: [{route: [{destination: {host: web, port: {number: 80}}}]}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: office, namespace: edge}
spec: {selector: {matchLabels: {istio: front}}, rules: [{from: [{source: {ipBlocks: [198.51.100.0/24]}}]}]}
`

// TestChangesOfConfigurationAlone: where the objects hold no pods, those behind a route are taken to be
// there, and what a policy says by addresses is told as not judged; beside any pods a Service without is
// none.
func TestChangesOfConfigurationAlone(t *testing.T) {
	other := strings.Replace(configurationAlone, "198.51.100.0/24", "203.0.113.0/24", 1)
	for _, one := range []struct {
		name, old, new string
		unjudged       bool
	}{
		{"another office", configurationAlone, other, true},
		{"no change", configurationAlone, configurationAlone, false},
		{"other pods are there", configurationAlone + twoGateways, other + twoGateways, false},
	} {
		c := trace.ChangesByClients(meshOf(t, one.old), meshOf(t, one.new))
		if len(c.Changes) > 0 || c.Tried == 0 || (c.Unjudged.All() > 0) != one.unjudged {
			t.Errorf("%s: %d changes of %d requests, %v not judged", one.name, len(c.Changes), c.Tried, c.Unjudged)
		}
	}
	request, err := trace.Parse("http://shop.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	if got := meshOf(t, configurationAlone).Follow(request); got.Verdict != trace.Arrives {
		t.Errorf("without pods: %s", got.Outcome())
	}
	if got := meshOf(t, configurationAlone+twoGateways).Follow(request); got.Verdict != trace.Fails {
		t.Errorf("beside other pods: %s", got.Outcome())
	}
}
