package mesh

import (
	"fmt"
	"slices"
	"strings"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	envoytls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/test/xdstest"
)

// publicAuthorities is where a proxy's image has them.
const publicAuthorities = "file-root:/etc/ssl/certs/ca-certificates.crt"

// behind judges how a tier's gateway speaks to what is behind it: TLS to ports for
// which the topology says so, by the name and the authorities that it says, and
// nothing of its own to any other.
func (f *follower) behind() {
	clusters := xdstest.ExtractClusters(f.sim.Clusters)
	for i := range f.tier.Apps {
		a := &f.tier.Apps[i]
		for j := range a.Port {
			p := &a.Port[j]
			host := f.w.top.host(f.tier, a)
			names := []string{fmt.Sprintf("outbound|%d||%s", p.Port, host)}
			if len(a.Versions) > 0 && f.w.top.Routing == gatewayAPI {
				names = nil // nothing goes to all of them
			}
			for _, v := range a.Versions {
				names = append(names, f.w.top.cluster(p.Port, v.Version, host))
			}
			want := f.w.top.originates(f.tier, a, p)
			for _, name := range names {
				got := originated(clusters[name])
				if idle := got == "" && !f.w.top.reaches(a, p); got != want && !idle {
					f.fail("%s: the gateway speaks TLS as %q, want %q", name, got, want)
				}
				if hashes := clusters[name].GetLbPolicy() == cluster.Cluster_RING_HASH; hashes != (f.w.top.kept(f.tier, a) != nil) {
					f.fail("%s: the gateway keeps clients with a pod: %v", name, hashes)
				}
			}
		}
	}
}

// originates is how TLS is to be spoken to a port of an app; "" where it is not.
func (t *topology) originates(tier *tier, a *app, p *port) string {
	if (p.Protocol != "https" || !t.reaches(a, p)) && p.TLS == nil || tier.passes(a) {
		return ""
	}
	own := p.TLS
	if own == nil {
		own = &portTLS{}
	}
	names := own.Names
	if len(names) == 0 {
		names = t.called(tier, a)
	}
	name := own.SNI
	for _, n := range names {
		if name == "" && !address(n).IsValid() {
			name = n
		}
	}
	if own.Verify != nil && !*own.Verify {
		return strings.TrimSpace(name + " unchecked")
	}
	authority := publicAuthorities
	switch ca := own.CA.(type) {
	case string:
		authority = fmt.Sprintf("kubernetes://%s-%d-cacert", t.host(tier, a), p.Port)
	case map[string]any:
		authority = fmt.Sprintf("kubernetes://%v-cacert", ca["secret"])
	}
	return strings.Join(append(append([]string{name}, names...), authority), " ")
}

// reaches reports whether requests, or copies of some, go to a port of an app.
func (t *topology) reaches(a *app, p *port) bool {
	for i := range t.Tiers {
		for _, r := range t.Tiers[i].rules() {
			ends := r.Redirect != nil || r.Respond != nil
			if r.requests() && !ends && (r.app == a && a.port(r.route) == p || t.copied(&r) == p) {
				return true
			}
		}
	}
	return false
}

// called are the names that the certificate of what is behind an app has, where the
// topology says nothing else.
func (t *topology) called(tier *tier, a *app) []string {
	if name, namespace := t.serviceOf(tier, a); name != "" {
		return []string{name + "." + namespace + ".svc.cluster.local", name + "." + namespace + ".svc"}
	}
	if sent := t.hostSent(tier, a); sent != "" {
		return []string{sent}
	}
	return []string{t.beyond(tier, a)}
}

// passes reports whether an app gets whole connections that the gateway does not
// end.
func (t *tier) passes(a *app) bool {
	for _, r := range t.rules() {
		if r.app != a || r.requests() || r.TCP != 0 {
			continue
		}
		if r.TLS == 0 {
			return true
		}
		for i := range t.Ports {
			if p := &t.Ports[i]; p.Port == r.TLS && slices.ContainsFunc(r.hosts(t), func(h string) bool { return p.mode(t.server(h)) == "passthrough" }) {
				return true
			}
		}
	}
	return false
}

// originated is how TLS is spoken to a cluster: the name that is asked for, the
// names that are taken, and the authorities; "" where it is not.
func originated(c *cluster.Cluster) string {
	context := &envoytls.UpstreamTlsContext{}
	if c.GetTransportSocket() == nil || c.GetTransportSocket().GetTypedConfig().UnmarshalTo(context) != nil {
		return ""
	}
	checked := context.GetCommonTlsContext().GetCombinedValidationContext()
	authority := checked.GetValidationContextSdsSecretConfig().GetName()
	if authority == "" {
		return strings.TrimSpace(context.GetSni() + " unchecked")
	}
	parts := []string{context.GetSni()}
	//lint:ignore SA1019 it is the field that Istio writes
	for _, san := range checked.GetDefaultValidationContext().GetMatchSubjectAltNames() {
		parts = append(parts, san.GetExact())
	}
	return strings.Join(append(parts, authority), " ")
}
