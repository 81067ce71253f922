package plan

import (
	"fmt"

	"render/render/routing"
)

// hostGroups divides a server's hosts over the Gateways that carry them: as many as
// their size takes, and another where one is below another that does not stand for
// it. Istio merges Gateways of one workload, so that the meaning stays.
func (t *Tier) hostGroups(s *Server, gateway string) []hostGroup {
	var groups []hostGroup
	for _, hosts := range routing.Levels(t.carried(s)) {
		size := maxHosts + 1
		for _, h := range hosts {
			if size+len(h)+4 > maxHosts {
				name := gateway
				if len(groups) > 0 {
					name = fmt.Sprintf("%s-%d", gateway, len(groups)+1)
				}
				groups = append(groups, hostGroup{Gateway: name, number: len(groups) + 1})
				size = 0
			}
			last := &groups[len(groups)-1]
			last.Hosts = append(last.Hosts, h)
			size += len(h) + 4
		}
	}
	return groups
}

// carried are a server's hosts without those that the one above them stands for: what
// a Gateway lists gets the routes of every VirtualService whose host covers it, beside
// those of its own (istio, pilot/pkg/networking/core/gateway.go; pkg/config/host/names.go,
// Intersection). Where the one above is another server's, connections for it must not
// go there.
func (t *Tier) carried(s *Server) []string {
	out := make([]string, 0, len(s.Hosts))
	for i := range s.Hosts {
		h := s.Hosts[i].Value
		if above, ok := t.Known.Above(h); !ok || t.listedOn(above) != s {
			out = append(out, h)
		}
	}
	return out
}

// largestHosts is how many bytes of host names one Gateway carries: it names
// each twice, and kubectl keeps the object once more in an annotation of at
// most 262144 bytes.
const maxHosts = 100_000
