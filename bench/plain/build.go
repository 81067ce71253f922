package plain

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
)

// Objects are the topology's objects in the order of render's output: pointers
// to this package's structs. encode writes one as the program does, for the sum of
// what is for istioctl and among them not at all. A topology for Kubernetes 1.21 is the seed, with
// MetalLB's ConfigMap and Istio's in-cluster operator; any other is for the
// versions that the generated workloads name.
func (t *Topology) Objects(encode func(object any) ([]byte, error)) ([]any, error) {
	out := make([]any, 0, 64+3*t.apps())
	if t.Microk8s == "1.21" {
		out = t.oldCluster(out)
	} else {
		text, err := encode(t.istioOperator(""))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		out = t.newCluster(out, hex.EncodeToString(sum[:]))
	}
	out = t.gateways(out)
	return t.appObjects(out), nil
}

func (t *Topology) apps() (n int) {
	for i := range t.Tiers {
		n += len(t.Tiers[i].Apps)
	}
	return n
}

func (t *Topology) header(apiVersion, kind, namespace, name string) Header {
	labels := Labels{ManagedBy: "render", PartOf: t.Name}
	return Header{apiVersion, kind, Metadata{Name: name, Namespace: namespace, Labels: labels}}
}

func (t *Topology) namespace(name, injection, revision string) *Bare {
	n := &Bare{t.header("v1", "Namespace", "", name)}
	n.Metadata.Labels.Injection, n.Metadata.Labels.Revision = injection, revision
	return n
}

func (t *Topology) newCluster(out []any, operator string) []any {
	istio := t.namespace("istio-system", "disabled", "")
	istio.Metadata.Annotations = &Annotations{Operator: operator}
	out = append(out, t.namespace("default", "enabled", ""), istio)
	for i := range t.Tiers {
		pool := &IPAddressPool{Header: t.header("metallb.io/v1beta1", "IPAddressPool", "metallb-system", t.Tiers[i].pool())}
		pool.Spec.Addresses = []string{t.Tiers[i].IP + "/32"}
		out = append(out, pool)
	}
	for i := range t.Tiers {
		l2 := &L2Advertisement{Header: t.header("metallb.io/v1beta1", "L2Advertisement", "metallb-system", t.Tiers[i].pool())}
		l2.Spec.IPAddressPools = []string{t.Tiers[i].pool()}
		out = append(out, l2)
	}
	return out
}

// pool names the pool of a tier's address.
func (t *Tier) pool() string { return "ip-" + strings.ReplaceAll(t.IP, ".", "-") }

func (t *Topology) gateways(out []any) []any {
	if t.Secrets != "omit" {
		for _, namespace := range append(t.Certs.Namespaces, "istio-system") {
			for i := range t.Tiers {
				out = append(out, t.secret(&t.Tiers[i], namespace))
			}
		}
	}
	if t.Istio.MTLS != "" {
		peer := &PeerAuthentication{Header: t.header("security.istio.io/v1beta1", "PeerAuthentication", "istio-system", "default")}
		peer.Spec.MTLS.Mode = strings.ToUpper(t.Istio.MTLS)
		out = append(out, peer)
	}
	for i := range t.Tiers {
		tier := &t.Tiers[i]
		g := &Gateway{Header: t.header(t.networking(), "Gateway", "default", tier.gateway)}
		g.Spec.Selector.Istio = "ingressgateway" + tier.suffix
		servers := make([]Server, 2)
		servers[0].Port.Name, servers[0].Port.Number, servers[0].Port.Protocol = "http"+tier.suffix, 80, "HTTP"
		servers[1].Port.Name, servers[1].Port.Number, servers[1].Port.Protocol = "https"+tier.suffix, 443, "HTTPS"
		servers[0].Hosts, servers[1].Hosts = tier.Hosts, tier.Hosts
		servers[1].TLS = &ServerTLS{"SIMPLE", "tls" + tier.suffix + "-credential", "TLSV1_2"}
		g.Spec.Servers = servers
		out = append(out, g)
	}
	return out
}

func (t *Topology) secret(tier *Tier, namespace string) *Secret {
	s := &Secret{Header: t.header("v1", "Secret", namespace, "tls"+tier.suffix+"-credential"), Type: "kubernetes.io/tls"}
	s.Data.Crt = base64.StdEncoding.EncodeToString(tier.crt)
	s.Data.Key = base64.StdEncoding.EncodeToString(tier.key)
	return s
}

// networking is the version of Istio's API for traffic.
func (t *Topology) networking() string {
	if t.Microk8s == "1.21" {
		return "networking.istio.io/v1beta1"
	}
	return "networking.istio.io/v1"
}

func (t *Topology) appObjects(out []any) []any {
	services := make([]*Service, 0, t.apps())
	deployments := make([]*Deployment, 0, t.apps())
	routes := make([]*VirtualService, 0, t.apps())
	for i := range t.Tiers {
		tier := &t.Tiers[i]
		for j := range tier.Apps {
			services = append(services, t.service(&tier.Apps[j]))
			deployments = append(deployments, t.deployment(&tier.Apps[j]))
			routes = append(routes, t.virtualService(tier, &tier.Apps[j]))
		}
	}
	slices.SortFunc(services, func(a, b *Service) int { return cmp.Compare(a.Metadata.Name, b.Metadata.Name) })
	slices.SortFunc(deployments, func(a, b *Deployment) int { return cmp.Compare(a.Metadata.Name, b.Metadata.Name) })
	slices.SortFunc(routes, func(a, b *VirtualService) int { return cmp.Compare(a.Metadata.Name, b.Metadata.Name) })
	for _, o := range services {
		out = append(out, o)
	}
	for _, o := range deployments {
		out = append(out, o)
	}
	for _, o := range routes {
		out = append(out, o)
	}
	return out
}
