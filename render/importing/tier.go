package importing

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// tier is an ingress gateway that was found, and what is behind it.
type tier struct {
	name, workload string
	namespace      string // of its pods
	labels         objects.Labels
	service        manifest.Object // the Service's spec
	pods           *objects.Object // the Deployment or DaemonSet that was read
	annotations    manifest.Object // the Service's
	settings       manifest.Object // of an IstioOperator's item, its k8s; of a Deployment its parts by the same names
	ips            []string
	daemon         bool
	installed      bool   // an IstioOperator has it
	made           bool   // nothing that was read is its Service
	by             string // what it was found by then
	access         mapping
	names          mapping
	servers        []*server // of its Gateways, by their hosts
	gateway        string    // the main Gateway's name
	routed         string    // what routes are called by: the main Gateway, whether it is there or not
	parts          bool      // there is none: each of its hosts is served otherwise than a tier's
	space          string    // its namespace
	ports          map[int64]mapping
	portTLS        map[int64]mapping
	except         []any   // what is served in clear while all else is redirected
	answers        []route // that no app answers
	apps           []*app
	virtuals       []*virtual
	behind         bool       // a proxy that the mesh knows of, and access is of those behind it
	mirrors        []mirrorTo // that requests go to too
}

// lists reports whether a tier itself lists one of some hosts.
func (t *tier) lists(hosts []string) bool {
	return slices.ContainsFunc(t.servers, func(s *server) bool {
		return slices.ContainsFunc(s.hosts, func(h string) bool { return slices.Contains(hosts, h) })
	})
}

// covers reports whether hosts are all that a tier has.
func (t *tier) covers(hosts []string) bool {
	n := 0
	passes := func(s *server) bool { return s.tls.Text("mode") == "PASSTHROUGH" }
	all := !slices.ContainsFunc(t.servers, func(s *server) bool { return !passes(s) })
	for _, s := range t.servers {
		if passes(s) && !all {
			continue // whole connections, and no routes
		}
		for _, h := range s.hosts {
			if n++; !slices.Contains(hosts, h) {
				return false
			}
		}
	}
	return n == len(hosts)
}
