package render

import (
	"maps"
	"path"
	"slices"

	"render/render/certs"
)

// pairRead is a pair's certificate that was read from a file, and for which hosts.
type pairRead struct {
	hosts map[string]bool
	names []string // that it has
}

// noteRead notes the pairs that were read, by the files of their certificates in the topology's folder.
func (o *Output) noteRead(requests []certs.Request, read []certs.Pair) {
	o.pairs = map[string]pairRead{}
	for i, q := range requests {
		if read[i].Leaf == nil {
			continue
		}
		one, ok := o.pairs[path.Clean(q.Crt)]
		if !ok {
			one = pairRead{map[string]bool{}, read[i].Leaf.DNSNames}
			o.pairs[path.Clean(q.Crt)] = one
		}
		for _, host := range q.Hosts {
			one.hosts[host.Name] = true
		}
	}
}

// PairsAlso are the files of pairs that a topology reads, and a newer one of the same folder for more hosts, each with
// those of these that it names: it may have been made anew for them, and nobody knows what the topology was applied with.
func (o *Output) PairsAlso(newer *Output) (files []string, hosts map[string][]string) {
	hosts = map[string][]string{}
	for file, is := range newer.pairs {
		was, ok := o.pairs[file]
		if !ok {
			continue
		}
		for _, host := range slices.Sorted(maps.Keys(is.hosts)) {
			if !was.hosts[host] && slices.Contains(is.names, host) {
				hosts[file] = append(hosts[file], host)
			}
		}
	}
	return slices.Sorted(maps.Keys(hosts)), hosts
}
