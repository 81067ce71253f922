package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/platform"
	"render/render/served"
	"render/render/wording"
)

// handshake is what a server of a gateway agrees to with clients that begin TLS.
type handshake struct {
	versions []string // that clients may speak, the oldest first
	ciphers  []string // of TLS 1.2 and older; none are all that gateways have
	from     *objects.Object
	mesh     *objects.Object // what says it for the whole mesh; nil for nothing
	asks     bool            // for a certificate of the client, and refuses who has none
	secrets  []string        // with the gateway's own certificates, by name
}

// handshakeAt tells apart who begins one where.
type handshakeAt struct {
	pods string // of the gateway
	port int64
	host string
}

// handshakes are those of a side, in the order of its Gateways; of one host and port the
// first.
type handshakes struct {
	order []handshakeAt
	by    map[handshakeAt]*handshake
}

func (h *handshakes) add(at handshakeAt, one *handshake) {
	if h.by[at] == nil {
		h.by[at] = one
		h.order = append(h.order, at)
	}
}

// tlsVersions are the versions of TLS, by what Istio calls them
// (istio.io/api/networking/v1alpha3, ServerTLSSettings.TLSProtocol).
var (
	tlsVersions    = []string{"1.0", "1.1", "1.2", "1.3"}
	tlsVersionKeys = []string{"TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"}
)

const cipherOption = "gateway.istio.io/tls-cipher-suites"

func (s *side) handshakes() *handshakes {
	out, mesh := &handshakes{by: map[handshakeAt]*handshake{}}, s.meshTLS()
	for g := range s.World.Gateways() {
		for _, server := range g.Servers().All() {
			tls := server.TLS()
			if mode := tls.Mode().Value(); mode != "SIMPLE" && mode != "MUTUAL" && mode != "OPTIONAL_MUTUAL" {
				continue
			}
			one := &handshake{versions: s.versions(mesh.lowestBelow(tls.MinProtocolVersion().Value()), tls.MaxProtocolVersion().Value()), from: g.Object(), mesh: mesh.of, asks: tls.Mode().Value() == "MUTUAL"}
			for _, name := range tls.Credentials() {
				one.secrets = append(one.secrets, name.Value())
			}
			for _, cipher := range tls.CipherSuites().All() {
				one.ciphers = append(one.ciphers, cipher.Value())
			}
			one.ciphers = mesh.ciphersUnless(one.ciphers)
			port, _ := server.Port().Number().Value()
			for _, host := range server.Hosts().All() {
				out.add(handshakeAt{g.Selector().Labels().String(), port, served.WithoutNamespace(host.Value())}, one)
			}
		}
	}
	for g := range s.World.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			if !l.TLS().Present() || l.TLS().Mode().Value() == "Passthrough" {
				continue
			}
			one := &handshake{versions: s.versions(mesh.lowest, ""), from: g.Object(), mesh: mesh.of, asks: asksAt(g, l)}
			for _, ref := range l.TLS().CertificateRefs().All() {
				one.secrets = append(one.secrets, ref.Name().Value())
			}
			for cipher := range strings.SplitSeq(l.TLS().Options().Text(cipherOption).Value(), ",") {
				if cipher = strings.TrimSpace(cipher); cipher != "" {
					one.ciphers = append(one.ciphers, cipher)
				}
			}
			one.ciphers = mesh.ciphersUnless(one.ciphers)
			port, _ := l.Port().Value()
			out.add(handshakeAt{g.ID().String(), port, cmp.Or(l.Hostname().Value(), "*")}, one)
		}
	}
	return out
}

// versions are those from a lowest to a highest one; where none is said those for which
// gateways have ciphers.
func (s *side) versions(lowest, highest string) []string {
	first, last := slices.Index(tlsVersionKeys, lowest), slices.Index(tlsVersionKeys, highest)
	if first < 0 {
		first = 2
		if v := s.istio().version; !v.IsZero() && platform.IstioOldCiphers.In(v) {
			first = 0
		}
	}
	if last < 0 {
		last = len(tlsVersions) - 1
	}
	return tlsVersions[min(first, last+1) : last+1]
}

// checkHandshakes tells of clients whose versions or ciphers of TLS gateways take no
// more, or from now on.
func checkHandshakes(c *change) {
	before, now := c.old.handshakes(), c.new.handshakes()
	type group struct {
		title string
		admission
	}
	var order []group
	hosts, of := map[group][]string{}, map[group][]*objects.Object{}
	for _, at := range now.order {
		a, b := before.by[at], now.by[at]
		if a == nil {
			continue
		}
		for _, d := range a.differs(b) {
			g := group{titled(b.from), d}
			if hosts[g] == nil {
				order = append(order, g)
			}
			hosts[g] = append(hosts[g], at.host)
			of[g] = append(of[g], b.from, a.from, b.mesh, a.mesh)
		}
	}
	for _, g := range order {
		message := fmt.Sprintf("%s: clients of %s %s", g.title, quoted(hosts[g]), g.text)
		if g.shut {
			c.tell("tls-shuts-out", Danger, message, "see what clients speak before: %DOWNSTREAM_TLS_VERSION% and %DOWNSTREAM_TLS_CIPHER% in the gateway's access log", of[g]...)
		} else {
			c.tell("tls-lets-in", Warning, message, "", of[g]...)
		}
	}
}

// admission is who is shut out or let in, as a message says it.
type admission struct {
	shut bool
	text string
}

// differs are those that another handshake shuts out and lets in.
func (h *handshake) differs(now *handshake) []admission {
	var out []admission
	if gone := lacking(h.versions, now.versions); len(gone) > 0 {
		out = append(out, admission{true, "that speak no TLS but " + wording.Listed(gone) + " are refused from now on"})
	}
	if come := lacking(now.versions, h.versions); len(come) > 0 {
		out = append(out, admission{false, "that speak no TLS but " + wording.Listed(come) + " are let in from now on"})
	}
	common := slices.DeleteFunc(slices.Clone(h.versions), func(v string) bool { return v == "1.3" || !slices.Contains(now.versions, v) })
	if len(common) == 0 {
		return out // which name ciphers
	}
	by := "by TLS " + wording.Listed(common)
	gone, come := lacking(h.ciphers, now.ciphers), lacking(now.ciphers, h.ciphers)
	switch {
	case len(h.ciphers) == 0 && len(now.ciphers) > 0:
		out = append(out, admission{true, by + " are refused from now on unless they have " + oneOf(come)})
	case len(h.ciphers) > 0 && len(now.ciphers) == 0:
		out = append(out, admission{false, by + " get from now on what ciphers gateways have by themselves, in place of " + quoted(gone)})
	default:
		if len(gone) > 0 {
			out = append(out, admission{true, by + " that have no cipher but " + quoted(gone) + " are refused from now on"})
		}
		if len(come) > 0 {
			out = append(out, admission{false, by + " that have no cipher but " + quoted(come) + " are let in from now on"})
		}
	}
	return out
}

// oneOf are ciphers of which one is enough.
func oneOf(names []string) string {
	if len(names) == 1 {
		return "cipher " + quoted(names)
	}
	return "one of the ciphers " + quoted(names)
}

// lacking are those of a list that another lacks.
func lacking(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(one string) bool { return slices.Contains(other, one) })
}
