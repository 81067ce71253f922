package plan

import (
	"fmt"
	"strings"

	"render/render/format"
)

// hostGroups divides a server's hosts over as many Gateways as their size takes.
// Istio merges Gateways of one workload, so that the meaning stays.
func hostGroups(gateway string, hosts []format.Text) []hostGroup {
	var groups []hostGroup
	size := maxHosts + 1
	for _, h := range hosts {
		if size+len(h.Value)+4 > maxHosts {
			name := gateway
			if len(groups) > 0 {
				name = fmt.Sprintf("%s-%d", gateway, len(groups)+1)
			}
			groups = append(groups, hostGroup{Gateway: name, number: len(groups) + 1})
			size = 0
		}
		last := &groups[len(groups)-1]
		last.Hosts = append(last.Hosts, h.Value)
		size += len(h.Value) + 4
	}
	return groups
}

// largestHosts is how many bytes of host names one Gateway carries: it names
// each twice, and kubectl keeps the object once more in an annotation of at
// most 262144 bytes.
const maxHosts = 100_000

// hostWord is a host as part of an object's name.
func hostWord(host string) string {
	if host == "*" {
		return "all-hosts"
	}
	return strings.Replace(host, "*", "wildcard", 1)
}
