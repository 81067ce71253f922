package importing

import (
	"slices"

	"render/render/document"
	"render/render/routing"
)

// foldClear makes one of what port 80 and port 443 serve of the same hosts, where their
// Gateways list them apart: most people let one server on port 80 redirect all hosts, and
// have one on port 443 a certificate.
func (t *tier) foldClear() {
	for _, clear := range slices.Clone(t.servers) {
		if clear.clear && !clear.has443 {
			t.fold(clear)
		}
	}
	t.servers = slices.DeleteFunc(t.servers, func(s *server) bool { return len(s.hosts) == 0 })
}

func (t *tier) fold(clear *server) {
	taken := func(host string) bool {
		return slices.ContainsFunc(clear.hosts, func(wide string) bool { return routing.Covers(wide, host) })
	}
	var secure []string
	for _, s := range slices.Clone(t.servers) {
		if !s.has443 || s.clear || !slices.ContainsFunc(s.hosts, taken) {
			continue
		}
		of := s
		if !slices.ContainsFunc(s.hosts, func(h string) bool { return !taken(h) }) {
			s.main = s.main || clear.main
		} else {
			both := *s
			both.hosts = nil
			for _, h := range s.hosts {
				if taken(h) {
					both.hosts = append(both.hosts, h)
				}
			}
			s.hosts = slices.DeleteFunc(slices.Clone(s.hosts), taken)
			of = &both
			t.servers = slices.Insert(t.servers, slices.Index(t.servers, s), of)
		}
		of.clear, of.clearly = true, clear.clearly
		secure = append(secure, of.hosts...)
	}
	onlyRedirects := clear.clearly.Get("httpsRedirect") == true
	clear.hosts = slices.DeleteFunc(slices.Clone(clear.hosts), func(wide string) bool {
		return slices.ContainsFunc(secure, func(h string) bool { return h == wide || onlyRedirects && routing.Covers(wide, h) })
	})
}

// challenged is what an authority asks for by HTTP-01, as a path of a topology.
const challenged = "/.well-known/acme-challenge/*"

// excepting is a redirect of all but some paths, of which one may be there by itself.
func (im *importer) excepting(paths []any) any {
	if im.solved {
		paths = slices.DeleteFunc(slices.Clone(paths), func(p any) bool { return p == challenged })
	}
	if len(paths) == 0 {
		return true
	}
	return document.Mapping{{Key: "except", Value: paths}}
}
