package importing

import (
	"slices"

	"render/render/document"
)

// hostsOfPorts are what a tier lists that serves no requests, and whose ports tell hosts apart by TLS: it
// has them, and with them port 80.
func (im *importer) hostsOfPorts(m *document.Mapping, t *tier) {
	var hosts []string
	for _, a := range t.apps {
		for _, r := range a.routes {
			if r.kind != "tls" && r.kind != "sni" || slices.Contains(r.hosts, "*") {
				continue
			}
			for _, host := range r.hosts {
				if !slices.Contains(hosts, host) {
					hosts = append(hosts, host)
				}
			}
		}
	}
	if len(hosts) > 0 {
		m.Add("hosts", document.Strs(hosts))
		m.Add("tls", "off")
		im.note("tier %q lists the hosts that a port of it tells apart by TLS; with them it has port 80, where nothing answers", t.name)
	}
}
