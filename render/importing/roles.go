package importing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/document"
	"render/render/platform"
	"render/render/source"
)

// ofRoles are variables by which those of the roles are known.
var ofRoles = []string{"metal_lb_primary", "metal_lb_secondary", "cert_domains_primary_ingress", "cert_domains_secondary_ingress"}

// apart are variables that have no part in a topology, and why.
func apart() map[string]string { return apartOnce.Get(makeApart) }

var apartOnce later.Value[map[string]string]

func makeApart() map[string]string {
	return map[string]string{
		"users": "accounts of the machines", "local_etc_hosts": `lines of /etc/hosts, which "render hosts" prints for the tiers`,
		"microk8s_plugins": "addons of microk8s", "microk8s_plugin_helm3_enable": "addons of microk8s", "microk8s_enable_HA": "the cluster's nodes",
		"tls_secret_overwrite": "how the roles run", "istio_ingress_tested_from_localhost": "how the roles run", "cert_overwrite": "how the roles run",
		"ca_overwrite": "how the roles run", "TMPDIR": "where the roles put files", "LOCALDIR": "where the roles put files", "istio_dir": "where the roles put files",
		"istio_ingressgateway_primary_name": "a name that no role uses",
	}
}

// istioOfRoles is the version that the roles were made for, where no variable says one.
const istioOfRoles = "1.9.7"

// roles is the reading of variables as the roles read them.
type roles struct {
	*Variables
	known  Known
	became map[string]string
	// guessed are fields that no variable says, with what a person is to do about each.
	guessed map[string]string
	ips     [2]string
}

// Import gives the text of the topology that has what the roles set up, and what became of
// each variable.
func (v *Variables) Import(known Known) (string, []document.Became, error) {
	r := &roles{Variables: v, known: known, became: map[string]string{}, guessed: map[string]string{}}
	hosts, ok := r.list("cert_domains_primary_ingress")
	if !ok {
		return "", nil, errors.New("cert_domains_primary_ingress is no list of hosts, and the primary gateway serves those; write: cert_domains_primary_ingress: [home.example.org]")
	}
	others, two := r.list("cert_domains_secondary_ingress")
	if err := r.addresses(two); err != nil {
		return "", nil, err
	}
	doc := r.settings(hosts[0], two)
	tiers := []any{r.tier(0, hosts)}
	r.became["cert_domains_primary_ingress"] = "tiers[0].hosts: " + document.Flow(document.Strs(hosts))
	if two {
		tiers = append(tiers, r.tier(1, others))
		r.became["cert_domains_secondary_ingress"] = "tiers[1].hosts: " + document.Flow(document.Strs(others))
	}
	doc.Add("tiers", tiers)
	return document.Text(doc, r.guessed), r.all(), nil
}

// word is the text of a variable, "" where it is none.
func (r *roles) word(name string) string {
	text, ok := r.text(r.nodes[name], name)
	if !ok {
		return ""
	}
	return text
}

// addresses are those of the NICs, of which the roles make MetalLB's pool, or those that
// are called so.
func (r *roles) addresses(two bool) error {
	given := r.known.IPs
	nics := r.nodes["additional_nic"]
	for i, name := range []string{"metal_lb_primary", "metal_lb_secondary"} {
		if i == 1 && !two {
			break
		}
		if nics != nil && nics.Kind == source.List && i < len(nics.Items) {
			text, _ := r.text(r.under(nics.Items[i], "netplan", "addresses"), "additional_nic")
			r.ips[i], _, _ = strings.Cut(text, "/")
		}
		called := r.word(name)
		switch {
		case r.ips[i] != "":
			r.became["additional_nic"] = "the tiers' addresses, which MetalLB's pool has"
		case called != "":
			r.ips[i] = called
		case len(given) > 0:
			r.ips[i], given = given[0], given[1:]
		default:
			return fmt.Errorf("neither additional_nic nor %s says an address; write its address: --ip 192.168.1.141", name)
		}
		if called == r.ips[i] {
			r.became[name] = fmt.Sprintf("tiers[%d].ip: %s", i, called)
		}
	}
	if len(given) > 0 {
		return fmt.Errorf("--ip %s is for a gateway of which no variable says an address, and each has one; leave it out", given[0])
	}
	return nil
}

// settings are what is for the whole topology.
func (r *roles) settings(host string, two bool) (doc document.Mapping) {
	first, _, _ := strings.Cut(strings.TrimPrefix(host, "*."), ".")
	doc.Add("name", cmp.Or(r.known.Name, document.Slug(first), "home"))
	version := cmp.Or(r.known.Istio, r.word("istio_version"), istioOfRoles)
	r.took("istio_version", "istio.version", version)
	const unsaid = "no variable says it: write the one that runs"
	if cmp.Or(r.known.Istio, r.word("istio_version")) == "" {
		r.guessed["istio"] = unsaid
	}
	track, _, _ := strings.Cut(r.word("microk8s_version"), "/")
	if track = cmp.Or(r.known.MicroK8s, track); track == "" {
		track, r.guessed["microk8s"] = newestTrack(version), unsaid
	}
	if r.known.Kubernetes != "" {
		doc.Add("kubernetes", r.known.Kubernetes)
	} else {
		doc.Add("microk8s", track)
		r.took("microk8s_version", "microk8s", track)
	}
	doc.Add("istio", document.Mapping{{Key: "version", Value: version}, {Key: "mtls", Value: "permissive"}})
	doc.Add("metallb", r.metallb(track, two))
	var certs document.Mapping
	if ca := r.word("cert_CA"); ca != "" {
		certs.Add("ca", document.Mapping{{Key: "commonName", Value: ca}})
		r.took("cert_CA", "certs.ca.commonName", ca)
	}
	copies := []string{"default"}
	if list, ok := r.list("secret_namespace_list"); ok {
		copies = slices.DeleteFunc(list, func(n string) bool { return n == "istio-system" })
		r.became["secret_namespace_list"] = "certs.namespaces: " + document.Flow(document.Strs(copies))
	}
	certs.Add("namespaces", document.Strs(copies))
	doc.Add("certs", certs)
	return doc
}

// metallb is what the topology says of MetalLB: the version that is not the track's, and one pool
// for two gateways.
func (r *roles) metallb(track string, two bool) any {
	var m document.Mapping
	switch {
	case r.known.MetalLB == "none", !two && r.known.MetalLB != "":
		return r.known.MetalLB
	case two:
		m.Add("version", r.known.MetalLB)
		pool := document.Mapping{{Key: "name", Value: platform.AddonPool(track)}, {Key: "addresses", Value: []any{r.ips[0] + "-" + r.ips[1]}}}
		m.Add("pools", []any{pool})
	}
	return m
}

// took notes what became of a variable whose value it is.
func (r *roles) took(name, field, value string) {
	if r.word(name) == value || strings.HasPrefix(r.word(name), value+"/") {
		r.became[name] = field + ": " + value
	}
}

// tier is the primary gateway or the secondary one, with the app that the roles deploy
// behind it.
func (r *roles) tier(i int, hosts []string) (m document.Mapping) {
	m.Add("name", []string{"primary", "secondary"}[i])
	m.Add("ip", r.ips[i])
	m.Add("hosts", document.Strs(hosts))
	m.Add("sourceRanges", document.Strs([]string{"10.0.0.0/8", "192.0.0.0/8"}))
	suffix := []string{"", "_secondary"}[i]
	https := r.word("istio_ingressgateway_nodeport" + suffix)
	if https == "" || strings.Trim(https, "0123456789") != "" {
		https = []string{"32601", "32701"}[i]
	}
	r.took("istio_ingressgateway_nodeport"+suffix, fmt.Sprintf("tiers[%d].nodePorts.https", i), https)
	m.Add("nodePorts", document.Mapping{{Key: "http", Value: []int64{32600, 32700}[i]}, {Key: "https", Value: document.Literal(https)}})
	m.Add("ports", []any{document.Mapping{{Key: "name", Value: "tcp"}, {Key: "port", Value: 31400}}, document.Mapping{{Key: "name", Value: "tls"}, {Key: "port", Value: 15443}}})
	m.Add("names", r.names(i))
	app, version := []string{"helloworld", "helloworld2"}[i], []string{"v1", "v2"}[i]
	m.Add("apps", []any{document.Mapping{
		{Key: "name", Value: app}, {Key: "version", Value: version}, {Key: "image", Value: "docker.io/istio/examples-helloworld-" + version}, {Key: "port", Value: 5000},
		{Key: "resources", Value: document.Mapping{{Key: "requests", Value: document.Mapping{{Key: "cpu", Value: "100m"}}}}},
		{Key: "names", Value: document.Mapping{{Key: "virtualService", Value: "hello-" + version + "-on-gateway-ingressgateway" + strings.ReplaceAll(suffix, "_", "-")}}},
		{Key: "routes", Value: []any{"/hello"}},
	}})
	return m
}

// names are those of the secondary gateway that are not the usual ones.
func (r *roles) names(i int) (names document.Mapping) {
	if i == 0 {
		r.usual("istio_ingressgateway_primary_selector", "ingressgateway")
		return nil
	}
	for _, one := range [][3]string{{"istio_ingressgateway_secondary_name", "workload", "istio-ingressgateway-secondary"}, {"istio_ingressgateway_secondary_selector", "label", "ingressgateway-secondary"}} {
		r.usual(one[0], one[2])
		if name := r.word(one[0]); name != "" && name != one[2] {
			names.Add(one[1], name)
			r.became[one[0]] = "tiers[1].names." + one[1] + ": " + name
		}
	}
	return names
}

// usual notes a variable that says what a tier has by itself.
func (r *roles) usual(name, value string) {
	if r.word(name) == value {
		r.became[name] = value + ", which it is by itself"
	}
}

// all is what became of each variable, in the order of the files.
func (r *roles) all() []document.Became {
	var out []document.Became
	for _, name := range r.Variables.names {
		one := document.Became{Place: r.keys[name].Place, Name: name, What: r.became[name]}
		if one.What == "" && len(r.in[name]) > 0 {
			one.What = "a part of " + strings.Join(r.in[name], ", ")
		}
		if one.What == "" {
			if one.Apart = apart()[name]; strings.HasPrefix(name, "ansible_") {
				one.Apart = "Ansible's own"
			}
		}
		out = append(out, one)
	}
	return out
}
