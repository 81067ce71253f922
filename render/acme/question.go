package acme

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"render/render/objects"
)

// Question is a host of a Certificate that its issuer has to prove to an authority, and by what it does;
// without a solver by nothing.
type Question struct {
	Certificate, Issuer *objects.Object
	Host                string
	Solver              Solver
}

// Questions are those of a Certificate whose issuer is one of ACME and among the objects.
func Questions(w *objects.World, certificate *objects.Object) []Question {
	issuer := w.IssuerOf(certificate)
	if issuer == nil {
		return nil
	}
	return QuestionsTo(issuer, certificate)
}

// QuestionsTo are those of a Certificate to an issuer.
func QuestionsTo(issuer, certificate *objects.Object) (out []Question) {
	if issuer.Members().Object("spec").Get("acme") == nil {
		return nil
	}
	for _, host := range hostsOf(certificate) {
		out = append(out, Question{certificate, issuer, host, SolverOf(host, certificate, issuer)})
	}
	return out
}

// hostsOf are the hosts that a Certificate is for. ACME puts the common name among the others.
func hostsOf(certificate *objects.Object) []string {
	spec := certificate.Members().Object("spec")
	hosts := textsIn(spec.List("dnsNames"))
	if name := spec.Text("commonName"); name != "" && !slices.Contains(hosts, name) {
		hosts = append(hosts, name)
	}
	return hosts
}

// Shown are the questions of all Certificates that gateways show.
func Shown(w *objects.World) (out []Question) {
	certificates := w.OfKind(objects.CertManager, "Certificate")
	if len(certificates) == 0 {
		return nil
	}
	secrets := shownSecrets(w)
	for _, o := range certificates {
		if secrets[o.Members().Object("spec").Text("secretName")] {
			out = append(out, Questions(w, o)...)
		}
	}
	return out
}

// shownSecrets are the names of the Secrets whose certificates gateways show.
func shownSecrets(w *objects.World) map[string]bool {
	out := map[string]bool{}
	for g := range w.Gateways() {
		for _, s := range g.Servers().All() {
			for _, name := range s.TLS().Credentials() {
				out[name.Value()] = true
			}
		}
	}
	for g := range w.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			for _, ref := range l.TLS().CertificateRefs().All() {
				out[ref.Name().Value()] = true
			}
		}
	}
	return out
}

// publicAuthorities are the domains of authorities that ask from the internet. One of somebody's own, as
// step-ca, may ask from wherever it stands.
var publicAuthorities = []string{"letsencrypt.org", "zerossl.com", "buypass.com", "buypass.no", "pki.goog", "ssl.com", "sectigo.com", "digicert.com", "actalis.com"}

// asked reports whether it is an authority of a domain that asks.
func (q Question) asked(domains ...string) bool {
	server, err := url.Parse(q.Issuer.Members().Object("spec").Object("acme").Text("server"))
	return err == nil && slices.ContainsFunc(domains, func(domain string) bool { return strings.HasSuffix("."+server.Hostname(), "."+domain) })
}

// asksFrom are addresses of the internet, of either version of IP, that stand for all from which a public
// authority asks: it asks from several, and says of none beforehand. There are none of an authority of which
// nobody knows where it stands, but for that of an issuer which is not among the objects: it is taken for one.
func (q Question) asksFrom() []netip.Addr {
	if q.Issuer != q.Certificate && !q.asked(publicAuthorities...) {
		return nil
	}
	return []netip.Addr{netip.AddrFrom4([4]byte{23, 178, 112, 1}), netip.AddrFrom16([16]byte{0x26, 0x02, 0xfd, 0x3f, 15: 1})}
}
