package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/platform"
)

// istioOfRoles is the version that the roles were made for, where no variable says one.
const istioOfRoles = "1.9.7"

// roles is the reading of variables as the roles read them.
type roles struct {
	*Variables
	known  Known
	became map[string]string
	apart  map[string]string // of variables that have no part here
	why    map[string]string // why nothing became of others
	// guessed are fields that no variable says, with what a person is to do about each.
	guessed map[string]string
	ips     [2]string
}

// Import gives the text of the topology that has what the roles set up, and what became of
// each variable.
func (v *Variables) Import(known Known) (string, []document.Became, error) {
	r := &roles{Variables: v, known: known, became: map[string]string{}, apart: map[string]string{}, why: map[string]string{}, guessed: map[string]string{}}
	hosts, ok := r.list(primaryHosts)
	if !ok {
		return "", nil, r.hostless()
	}
	others, two := r.list(secondaryHosts)
	if err := r.addresses(two); err != nil {
		return "", nil, err
	}
	doc := r.settings(hosts[0], two)
	tiers := []any{r.tier(0, hosts)}
	r.became[primaryHosts] = "tiers[0].hosts: " + document.Flow(document.Strs(hosts))
	if two {
		tiers = append(tiers, r.tier(1, others))
		r.became[secondaryHosts] = "tiers[1].hosts: " + document.Flow(document.Strs(others))
	}
	doc.Add("tiers", tiers)
	return document.Text(doc, r.guessed), r.all(two), nil
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
	for i, name := range []string{"metal_lb_primary", "metal_lb_secondary"} {
		if i == 1 && !two {
			break
		}
		if nic := r.nic(i); nic != nil {
			text, _ := r.text(nic, "additional_nic")
			r.ips[i], _, _ = strings.Cut(text, "/")
		}
		called := r.word(name)
		if wrong := r.noAddress(i, name, cmp.Or(r.ips[i], called)); wrong != nil {
			return wrong
		}
		switch {
		case r.ips[i] != "":
			r.became["additional_nic"] = "the tiers' addresses, which MetalLB's pool has; take them off the card of the node that the roles gave them to, as it answers for them beside MetalLB"
		case called != "":
			r.ips[i] = called
		case len(given) > 0:
			r.ips[i], given = given[0], given[1:]
		default:
			return r.addressless(i, name)
		}
		switch {
		case called == r.ips[i]:
			r.became[name] = fmt.Sprintf("tiers[%d].ip: %s", i, called)
		case called != "":
			r.why[name] = "additional_nic says another address, " + r.ips[i]
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
	if r.known.Istio != "" {
		r.why["istio_version"] = "--istio says another one"
	}
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
		r.why["microk8s_version"] = "--kubernetes says which one there is"
	} else {
		doc.Add("microk8s", track)
		r.took("microk8s_version", "microk8s", track)
		if r.known.MicroK8s != "" {
			r.why["microk8s_version"] = "--microk8s says another one"
		}
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
		r.whyNotPort("istio_ingressgateway_nodeport"+suffix, https)
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
