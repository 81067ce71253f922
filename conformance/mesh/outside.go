package mesh

import (
	"fmt"
	"strings"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	envoytls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/test/xdstest"
)

// publicAuthorities is where a proxy's image has them.
const publicAuthorities = "file-root:/etc/ssl/certs/ca-certificates.crt"

// outside judges how a tier's gateway speaks to what is outside the cluster: TLS
// to ports for https, by their host's name and the public authorities, and
// nothing of its own to any other.
func (f *follower) outside() {
	clusters := xdstest.ExtractClusters(f.sim.Clusters)
	for i := range f.tier.Apps {
		a := &f.tier.Apps[i]
		if name, _ := f.w.top.serviceOf(a); name != "" {
			continue
		}
		host := f.w.top.host(a)
		for _, p := range a.Port {
			want := ""
			if p.Protocol == "https" {
				want = host + " " + host + " " + publicAuthorities
			}
			name := fmt.Sprintf("outbound|%d||%s", p.Port, host)
			if got := originated(clusters[name]); got != want {
				f.fail("%s: the gateway speaks TLS as %q, want %q", name, got, want)
			}
		}
	}
}

// originated is how TLS is spoken to a cluster: the name that is asked for, the
// names that are taken, and the authorities; "" where it is not.
func originated(c *cluster.Cluster) string {
	context := &envoytls.UpstreamTlsContext{}
	if c.GetTransportSocket() == nil || c.GetTransportSocket().GetTypedConfig().UnmarshalTo(context) != nil {
		return ""
	}
	checked := context.GetCommonTlsContext().GetCombinedValidationContext()
	parts := []string{context.GetSni()}
	//lint:ignore SA1019 it is the field that Istio writes
	for _, san := range checked.GetDefaultValidationContext().GetMatchSubjectAltNames() {
		parts = append(parts, san.GetExact())
	}
	return strings.Join(append(parts, checked.GetValidationContextSdsSecretConfig().GetName()), " ")
}
