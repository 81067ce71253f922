package mesh

import (
	"cmp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// isolated is what of a topology decides which identities its apps let in.
type isolated struct {
	Istio struct {
		MTLS       string         `json:"mtls"`
		MeshConfig map[string]any `json:"meshConfig"`
	} `json:"istio"`
	Isolation any
	Tiers     []struct{ Apps []isolatedApp }
}

type isolatedApp struct {
	Name, Namespace, Service, Outside, ServiceAccount string
	AllowFrom                                         []string
	Routes                                            []any
}

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

// identity is whom somebody runs as.
type identity struct{ domain, namespace, account string }

// String is how a certificate has it; "" for who has none.
func (i identity) String() string {
	if i.account == "" {
		return ""
	}
	return "spiffe://" + i.domain + "/ns/" + i.namespace + "/sa/" + i.account
}

// identitiesFor are all that ask something of an app, "<namespace>/<name>", and whether it is to
// let them in.
func identitiesFor(w *world, top *isolated, app string, callers []string) map[string]bool {
	domain := "cluster.local"
	if d, ok := top.Istio.MeshConfig["trustDomain"].(string); ok {
		domain = d
	}
	all := []identity{{}, {domain, "elsewhere", "default"}, {domain, "jobs", "nightly"}, {domain, "jobs", "other"}, {domain, "monitoring", "prometheus"}, {domain, "monitoring", "default"}}
	var may []identity // of whom it is known; callers are of words
	accounts := map[string]identity{}
	for i := range top.Tiers {
		t := &w.top.Tiers[i]
		homes := t.apps(w.top)
		namespace, account := w.gatewayAccount(t)
		gateway := identity{domain, namespace, account}
		all = append(all, gateway, identity{"another.example.net", namespace, account}, identity{domain, "elsewhere", account})
		for j := range top.Tiers[i].Apps {
			a := &top.Tiers[i].Apps[j]
			if a.Service == "" && a.Outside == "" {
				accounts[a.Name] = identity{domain, homes[a.Name], cmp.Or(a.ServiceAccount, "default")}
				all = append(all, accounts[a.Name])
			}
			if a.sendsTo(app, homes[a.Name]) {
				may = append(may, gateway)
			}
		}
		if slices.ContainsFunc(t.providers(), func(name string) bool { return top.serviceOf(name) == app }) {
			may = append(may, gateway) // which asks it who may come in
		}
	}
	for _, c := range callers {
		namespace, account, divided := strings.Cut(c, "/")
		if own, ours := accounts[c]; ours && !divided {
			may = append(may, own)
			continue
		}
		for _, one := range all {
			if one.domain == domain && one.namespace == namespace && (!divided || account == "*" || account == one.account) {
				may = append(may, one)
			}
		}
	}
	out := map[string]bool{}
	for _, one := range all {
		out[one.String()] = slices.Contains(may, one)
	}
	return out
}

// providers are the names of those that a tier's gateway asks who may come in.
func (t *tier) providers() (out []string) {
	whos := []*access{t.Access}
	for i := range t.Apps {
		whos = append(whos, t.Apps[i].Access)
	}
	for _, who := range whos {
		if who == nil {
			continue
		}
		out = append(out, who.Auth)
		for _, w := range who.AnyOf {
			out = append(out, w.Auth)
		}
	}
	return out
}

// serviceOf is the Service of a provider, "<namespace>/<name>"; "" of none that is known.
func (top *isolated) serviceOf(provider string) string {
	list, _ := top.Istio.MeshConfig["extensionProviders"].([]any)
	for _, one := range list {
		fields, _ := one.(map[string]any)
		of, _ := fields["envoyExtAuthzHttp"].(map[string]any)
		host, _ := of["service"].(string)
		if name, namespace, ok := strings.Cut(strings.TrimSuffix(host, ".svc.cluster.local"), "."); ok && provider != "" && fields["name"] == provider {
			return namespace + "/" + name
		}
	}
	return ""
}

// sendsTo reports whether a gateway sends requests for an app, or copies of them, to the pods of
// an app, "<namespace>/<name>".
func (a *isolatedApp) sendsTo(app, home string) bool {
	namespace, name, _ := strings.Cut(app, "/")
	for _, r := range a.Routes {
		if route, _ := r.(map[string]any); route["mirror"] == name {
			return true
		}
	}
	if a.Service == "" {
		return a.Outside == "" && home == namespace && a.Name == name
	}
	service, of, _ := strings.Cut(a.Service, ".")
	return service == name && cmp.Or(of, home) == namespace
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
