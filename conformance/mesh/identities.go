package mesh

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// apps are the namespaces of a tier's apps.
func (t *tier) apps(top *topology) map[string]string {
	out := map[string]string{}
	for i := range t.Apps {
		a := &t.Apps[i]
		for _, n := range []string{a.Namespace, t.Namespace, top.Namespace, "default"} {
			if n != "" {
				out[a.Name] = n
				break
			}
		}
	}
	return out
}

// identitiesFor are all that ask something of an app, "<namespace>/<name>", and whether it is to
// let them in.
func identitiesFor(w *world, top *isolated, app string, callers []string) map[string]bool {
	domain := "cluster.local"
	if d, ok := top.Istio.MeshConfig["trustDomain"].(string); ok {
		domain = d
	}
	spiffe := func(namespace, account string) string {
		return "spiffe://" + domain + "/ns/" + namespace + "/sa/" + account
	}
	out := map[string]bool{"": false, spiffe("elsewhere", "default"): false}
	accounts := map[string]string{}
	for i := range top.Tiers {
		t := &w.top.Tiers[i]
		homes := t.apps(w.top)
		namespace, account := w.gatewayAccount(t)
		has := false
		for _, a := range top.Tiers[i].Apps {
			has = has || a.Service == "" && homes[a.Name]+"/"+a.Name == app || a.Service != "" && a.Service == strings.Join(reversed(app), ".")
			if a.Service == "" && a.Outside == "" {
				own := a.ServiceAccount
				if own == "" {
					own = "default"
				}
				accounts[a.Name] = spiffe(homes[a.Name], own)
			}
		}
		out[spiffe(namespace, account)] = has
		out["spiffe://another.example.net/ns/"+namespace+"/sa/"+account] = false
		out[spiffe("elsewhere", account)] = false
	}
	for _, identity := range accounts {
		out[identity] = false
	}
	for _, n := range []string{"jobs/nightly", "jobs/other", "monitoring/prometheus", "monitoring/default"} {
		namespace, account, _ := strings.Cut(n, "/")
		out[spiffe(namespace, account)] = false
		for _, c := range callers {
			if c == n || c == namespace {
				out[spiffe(namespace, account)] = true
			}
		}
	}
	for _, c := range callers {
		if identity := accounts[c]; identity != "" {
			out[identity] = true
		}
	}
	return out
}

// reversed are the parts of "<namespace>/<name>" as a Service is named.
func reversed(app string) []string {
	namespace, name, _ := strings.Cut(app, "/")
	return []string{name, namespace}
}

// gatewayAccount is whom a tier's gateway runs as: as the Deployment says that Istio's installer
// or the tool makes, and as istiod calls it that makes one of a Gateway.
func (w *world) gatewayAccount(t *tier) (namespace, account string) {
	if w.top.Routing == gatewayAPI {
		namespace = "default"
		for _, n := range []string{t.GatewayNamespace, w.top.GatewayNamespace, w.top.Namespace} {
			if n != "" {
				namespace = n
				break
			}
		}
		name := "gateway-ingressgateway"
		if t.Name != "primary" {
			name += "-" + t.Name
		}
		return namespace, name + "-istio"
	}
	label := "ingressgateway"
	if t.Name != "primary" {
		label += "-" + t.Name
	}
	for _, o := range w.objects {
		labels, _, _ := unstructured.NestedStringMap(o.Object, "spec", "template", "metadata", "labels")
		if o.GetKind() == "Deployment" && labels["istio"] == label {
			account, _, _ := unstructured.NestedString(o.Object, "spec", "template", "spec", "serviceAccountName")
			return o.GetNamespace(), account
		}
	}
	return "", ""
}
