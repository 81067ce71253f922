package trace

import (
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// forwardedHeader is where proxies write who asked them.
const forwardedHeader = "X-Forwarded-For"

// trustedCount is Istio's setting of how many proxies before a gateway are trusted, as an annotation of
// its pods has it (istio, mesh/v1alpha1, Topology).
func trustedCount() *regexp.Regexp { return trustedCountOnce.Get(makeTrustedCount) }

var trustedCountOnce later.Value[*regexp.Regexp]

func makeTrustedCount() *regexp.Regexp {
	return regexp.MustCompile(`numTrustedProxies"?\s*:\s*([0-9]+)`)
}

// trustedBefore is how many proxies before a gateway's pods are trusted: by their own annotation, or
// else by what the mesh says of all.
func (m *Mesh) trustedBefore(p *pods) int {
	if count, known := m.trusted[p]; known {
		return count
	}
	if m.trusted == nil {
		m.trusted = map[*pods]int{}
	}
	m.trusted[p] = m.countTrusted(p)
	return m.trusted[p]
}

func (m *Mesh) countTrusted(p *pods) int {
	count := 0
	manifest.Holds(p.field.Raw(), func(text string) bool {
		found := trustedCount().FindStringSubmatch(text)
		if found != nil {
			count, _ = strconv.Atoi(found[1])
		}
		return found != nil
	})
	if config, _ := m.config.Setting("defaultConfig"); count == 0 && config.Present() {
		count, _ = strconv.Atoi(fmt.Sprint(config.At("gatewayTopology", "numTrustedProxies").Raw()))
	}
	return count
}

// remote is the address of who asked first, as a gateway takes it: what the outermost proxy that it trusts
// wrote, which is the client's own where a request has no such header. Not ok where that is not known.
func (s *sender) remote() (address netip.Addr, ok bool) {
	text, forwarded := s.request.header(forwardedHeader)
	if s.trusted == 0 {
		return s.from, s.known && !forwarded
	}
	s.byForwarded = true
	if !forwarded {
		return s.from, s.from.IsValid()
	}
	list := strings.Split(text, ",")
	if len(list) < s.trusted {
		return address, false
	}
	address, err := netip.ParseAddr(strings.TrimSpace(list[len(list)-s.trusted]))
	return address, err == nil
}

// unknown is what a policy's answer depends on that is not known here.
func (s *sender) unknown() string {
	if s.byForwarded {
		if _, ok := s.remote(); !ok {
			return "the address that the proxies before the gateway write into " + forwardedHeader + ", as --header \"" + forwardedHeader + ": ADDRESS\" has it"
		}
	}
	return "what is not known here"
}

// judgedBy tells by which address a policy judged, where that is not the one of the connection.
func (s *sender) judgedBy() string {
	if !s.byForwarded {
		return ""
	}
	address, ok := s.remote()
	if _, forwarded := s.request.header(forwardedHeader); ok && !forwarded {
		return ", if the proxies before the gateway write " + address.String() + " into " + forwardedHeader
	} else if ok {
		return ", by " + address.String() + " of " + forwardedHeader
	}
	return ""
}
