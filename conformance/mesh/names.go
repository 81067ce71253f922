package mesh

import (
	"cmp"
	"strings"
)

const gatewayAPI = "gateway-api"

// label is the value of the label istio by which a tier's Gateways find its
// pods.
func (t *tier) label() string { return derived(t.Names.Label, t.Name, "ingressgateway") }

// gateway is the name of a tier's Deployment and Service. Istio makes those of
// the Gateway API itself.
func (t *topology) gateway(tier *tier) string {
	if t.Routing == gatewayAPI {
		return tier.gateway() + "-istio"
	}
	return derived(tier.Names.Workload, tier.Name, "istio-ingressgateway")
}

// gateway is the name of a tier's Gateway.
func (t *tier) gateway() string {
	return derived(t.Names.Gateway, t.Name, "gateway-ingressgateway")
}

// gateways is the namespace of the pods of a tier's gateway.
func (t *topology) gateways(tier *tier) string {
	switch {
	case tier.GatewayNamespace != "":
		return tier.GatewayNamespace
	case t.GatewayNamespace != "":
		return t.GatewayNamespace
	case t.Routing != gatewayAPI:
		return t.Istio.Namespace
	}
	return t.Namespace
}

// labels are those of a tier's pods by which Gateways find them.
func (t *topology) labels(tier *tier) map[string]string {
	if t.Routing == gatewayAPI {
		return map[string]string{"gateway.networking.k8s.io/gateway-name": tier.gateway(), "gateway.istio.io/managed": "istio.io-gateway-controller"}
	}
	return map[string]string{"app": "istio-ingressgateway", "istio": tier.label()}
}

// certificate is the name under which istiod hands out a server's certificate.
func (t *topology) certificate(s *server) string {
	if t.Routing == gatewayAPI {
		return "kubernetes-gateway://" + t.gateways(s.tier) + "/" + s.secret()
	}
	return "kubernetes://" + s.secret()
}

// authority is the name under which istiod hands out what checks the
// certificates of a server's clients. A Gateway of the Gateway API names a Secret
// for those who may have one, beside which Istio looks for one in turn.
func (t *topology) authority(s *server) string {
	if t.Routing == gatewayAPI && s.Mode == "optional-mutual" && s.ClientCA != "" {
		return t.certificate(s) + "-cacert-cacert"
	}
	return t.certificate(s) + "-cacert"
}

// secret is the name of the Secret that a server's certificate is in. That of hosts
// of their own is called after the first of them.
func (s *server) secret() string {
	s = s.ending()
	switch {
	case s.cert.Secret != "":
		return s.cert.Secret
	case s.item != nil:
		return derivedFor(s.tier.Name, "tls", slug(s.item.Host[0]))
	case s.tier.Names.Secret != "":
		return s.tier.Names.Secret
	}
	return derivedFor(s.tier.Name, "tls")
}

// derivedFor is the name of a Secret of a tier's.
func derivedFor(tier string, parts ...string) string {
	if tier != "primary" {
		parts = append(parts[:1:1], append([]string{tier}, parts[1:]...)...)
	}
	return strings.Join(append(parts, "credential"), "-")
}

// slug is a host as a part of names.
func slug(host string) string {
	return strings.ReplaceAll(strings.ReplaceAll(host, "*", "wildcard"), ".", "-")
}

func derived(override, tier, name string) string {
	switch {
	case override != "":
		return override
	case tier == "primary":
		return name
	}
	return name + "-" + tier
}

// revision is that of the istiod which injects the gateways; "" is the default
// one. Sail calls a revision after its Istio object, and by "default" means that.
func (i *istio) revision() string {
	if i.Install != "sail" {
		return i.Revision
	}
	if name := cmp.Or(i.Revision, i.Name); name != "default" {
		return name
	}
	return ""
}
