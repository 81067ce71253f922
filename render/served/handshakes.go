package served

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/platform"
	"render/render/routing"
)

// Handshake is what a server of a gateway agrees to with clients that begin TLS.
type Handshake struct {
	Versions []string // that clients may speak, the oldest first
	Ciphers  []string // of TLS 1.2 and older; none are all that gateways have
	From     *objects.Object
	Mesh     *objects.Object // what says it for the whole mesh; nil for nothing
	Asks     bool            // for a certificate of the client, and refuses who has none
	Secrets  []string        // with the gateway's own certificates, by name
}

// TLSStart tells apart who begins TLS where.
type TLSStart struct {
	Pods string // of the gateway
	Port int64
	Host string
}

// Handshakes are some, in the order of its Gateways; of one host and port the
// first.
type Handshakes struct {
	Order []TLSStart
	By    map[TLSStart]*Handshake
	wild  []TLSStart // of them those of wildcards
}

func (h *Handshakes) add(at TLSStart, one *Handshake) {
	if h.By[at] == nil {
		h.By[at] = one
		h.Order = append(h.Order, at)
		if routing.IsWild(at.Host) {
			h.wild = append(h.wild, at)
		}
	}
}

// tlsVersions are the versions of TLS, by what Istio calls them
// (istio.io/api/networking/v1alpha3, ServerTLSSettings.TLSProtocol).
var (
	tlsVersions    = []string{"1.0", "1.1", "1.2", "1.3"}
	tlsVersionKeys = []string{"TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"}
)

const cipherOption = "gateway.istio.io/tls-cipher-suites"

// Handshakes are those of the side's Gateways under a version of Istio, which may be unknown.
func (s *Side) Handshakes(version platform.Version) *Handshakes {
	out, mesh := &Handshakes{By: map[TLSStart]*Handshake{}}, s.meshTLS()
	for g := range s.World.Gateways() {
		pods := g.Selector().Labels().String()
		for _, server := range g.Servers().All() {
			tls := server.TLS()
			if mode := tls.Mode().Value(); mode != "SIMPLE" && mode != "MUTUAL" && mode != "OPTIONAL_MUTUAL" {
				continue
			}
			one := &Handshake{Versions: versionsBetween(version, mesh.lowestBelow(tls.MinProtocolVersion().Value()), tls.MaxProtocolVersion().Value()), From: g.Object(), Mesh: mesh.of, Asks: tls.Mode().Value() == "MUTUAL"}
			for _, name := range tls.Credentials() {
				one.Secrets = append(one.Secrets, name.Value())
			}
			for _, cipher := range tls.CipherSuites().All() {
				one.Ciphers = append(one.Ciphers, cipher.Value())
			}
			one.Ciphers = mesh.ciphersUnless(one.Ciphers)
			port, _ := server.Port().Number().Value()
			for _, host := range server.Hosts().All() {
				out.add(TLSStart{pods, port, WithoutNamespace(host.Value())}, one)
			}
		}
	}
	for g := range s.World.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			if !l.TLS().Present() || l.TLS().Mode().Value() == "Passthrough" {
				continue
			}
			one := &Handshake{Versions: versionsBetween(version, mesh.lowest, ""), From: g.Object(), Mesh: mesh.of, Asks: AsksAt(g, l)}
			for _, ref := range l.TLS().CertificateRefs().All() {
				one.Secrets = append(one.Secrets, ref.Name().Value())
			}
			for cipher := range strings.SplitSeq(l.TLS().Options().Text(cipherOption).Value(), ",") {
				if cipher = strings.TrimSpace(cipher); cipher != "" {
					one.Ciphers = append(one.Ciphers, cipher)
				}
			}
			one.Ciphers = mesh.ciphersUnless(one.Ciphers)
			port, _ := l.Port().Value()
			out.add(TLSStart{g.ID().String(), port, cmp.Or(l.Hostname().Value(), "*")}, one)
		}
	}
	return out
}

// versionsBetween are those from a lowest to a highest one; where none is said those for which
// gateways have ciphers.
func versionsBetween(version platform.Version, lowest, highest string) []string {
	first, last := slices.Index(tlsVersionKeys, lowest), slices.Index(tlsVersionKeys, highest)
	if first < 0 {
		first = 2
		if !version.IsZero() && platform.IstioOldCiphers.In(version) {
			first = 0
		}
	}
	if last < 0 {
		last = len(tlsVersions) - 1
	}
	return tlsVersions[min(first, last+1) : last+1]
}

// Covering is the handshake for a host: its own, or that of the nearest wildcard; nil for none.
func (h *Handshakes) Covering(at TLSStart) *Handshake { return h.By[h.Nearest(at)] }

// Nearest is where a host's TLS begins as some server has it: by its own name, or by the nearest
// wildcard; zero where none does.
func (h *Handshakes) Nearest(at TLSStart) (best TLSStart) {
	if h.By[at] != nil {
		return at
	}
	for _, own := range h.wild {
		if own.Pods == at.Pods && own.Port == at.Port && routing.Covers(own.Host, at.Host) && (best.Host == "" || routing.CompareHosts(own.Host, best.Host) < 0) {
			best = own
		}
	}
	return best
}

// AsksAt reports whether a Gateway refuses clients of a listener that show no certificate
// (https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsvalidation).
func AsksAt(g objects.KubernetesGateway, l objects.Listener) bool {
	if l.TLS().At("options", "gateway.istio.io/tls-terminate-mode").Raw() == "MUTUAL" {
		return true
	}
	port, _ := l.Port().Value()
	validation := g.FrontendValidation(port)
	return validation.Present() && validation.At("mode").Raw() != "AllowInsecureFallback"
}

// EachOf are who begin TLS on one side or on another before it, those of the one first.
func (h *Handshakes) EachOf(before *Handshakes) iter.Seq[TLSStart] {
	return func(yield func(TLSStart) bool) {
		for _, at := range h.Order {
			if !yield(at) {
				return
			}
		}
		for _, at := range before.Order {
			if h.By[at] == nil && !yield(at) {
				return
			}
		}
	}
}
