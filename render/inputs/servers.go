package inputs

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"render/render/format"
	"render/render/places"
	"render/render/plan"
)

// ServerFiles are the files of what one server of a tier shows its clients, and of
// whom it takes for one.
type ServerFiles struct {
	Tier string
	// Item is "" for the tier's own server, else the name of its Secret.
	Item   string
	Origin format.Origin // of what asks for the pair
	// The pair's files, relative to the topology's folder; CA is "" where there is
	// none. All are "" where no pair is to be read.
	Crt, Key, CA string
	// OfClients: clients' certificates are checked by CA.
	OfClients bool
	// Instead are what the pair would be called after another of the hosts, without
	// endings; none where the name is written.
	Instead  []string
	ClientCA format.Text // the file with the authorities of clients' certificates
	Hosts    []format.Text
	HTTP3    format.Origin // where HTTP/3 is asked for
	Secret   NamedSecret   // that may be meant in place of a pair
}

// OfServers are those to be read: a pair for each server that has a Secret
// rendered from it, and the authorities of clients' certificates, which are
// public and in the output whatever becomes of the pairs. Where Secrets are left out they are
// the certificates that the Secrets may be made of, each without its key.
func OfServers(p *plan.Plan) []ServerFiles {
	if p.Secrets == format.SecretsRedacted {
		return nil
	}
	omit, secrets := p.Secrets == format.SecretsOmit, secretsOf(p)
	var out []ServerFiles
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			if !s.TLS.Terminated() || len(s.Hosts) == 0 {
				continue
			}
			none := ServerFiles{Tier: t.Written.Name.Value, Item: s.ItemName()}
			files, read := none, (p.ReadsKeys() || omit) && s.OwnsSecret()
			if read {
				files = pairOf(p, t, s)
				files.Secret = secrets.of(t, s)
				if read = readable(p, s, &files); !read {
					files = none
				}
			}
			if omit {
				files.Key, files.CA = "", ""
			} else if ca := s.TLS.ClientCA; ca.IsSet() && s.AsksClients && inside(p, ca.Value) {
				files.ClientCA, read = ca, true
			}
			if read {
				out = append(out, files)
			}
		}
	}
	return out
}

// pairOf are the files of a server's pair.
func pairOf(p *plan.Plan, t *plan.Tier, s *plan.Server) ServerFiles {
	origin := s.FirstPlain().Origin
	switch {
	case s.Cert.Stem.IsSet():
		origin = s.Cert.Stem.Origin
	case s.Cert.IsSet():
		origin = s.Cert.Origin
	}
	out := ServerFiles{Tier: t.Written.Name.Value, Item: s.ItemName(), Origin: origin, CA: s.Cert.CA.Value, OfClients: s.AsksClients && !s.TLS.ClientCA.IsSet(), Hosts: s.Certified()}
	if http3 := t.Written.Service.HTTP3; http3.Value {
		out.HTTP3 = http3.Origin
	}
	out.Crt, out.Key = p.PairFiles(s)
	if !s.Cert.IsSet() {
		for _, h := range s.Hosts[:min(len(s.Hosts), maxInstead)] {
			if h.Value != s.FirstPlain().Value {
				out.Instead = append(out.Instead, path.Join(p.Document.Certs.Dir.Value, plan.CertificateName(h.Value)))
			}
		}
	}
	return out
}

// maxInstead is after how many hosts a pair is looked for that is not there.
const maxInstead = 100

// readable reports whether files may be looked for. What keeps them from that is a
// diagnostic of its own, told with the topology's.
func readable(p *plan.Plan, s *plan.Server, files *ServerFiles) bool {
	c := s.Cert
	switch {
	case p.Options.Secrets == "" && p.Document.Secrets.IsWrong(): // it may be that none is read
		return false
	case c.IsWrong(), IsFileOfPair(c.Stem.Value):
		return false
	case c.Stem.IsSet(), c.Crt.IsSet() && c.Key.IsSet():
	case c.IsSet(), format.CheckHost(s.FirstPlain().Value).Found():
		return false
	}
	for _, name := range []string{files.Crt, files.Key, files.CA} {
		if name != "" && !inside(p, name) {
			return false
		}
	}
	return true
}

// inside reports whether a file's name is one, and of a file that may be read.
func inside(p *plan.Plan, name string) bool {
	return !format.CheckFile(name).Found() && (p.Options.AllowOutside || LocalPath(name))
}

// IsFileOfPair reports whether a name is that of one of a pair's files, and not of
// both without an ending.
func IsFileOfPair(name string) bool {
	return slices.Contains([]string{".crt", ".key", ".pem", ".cer", ".cert", ".der", ".p12", ".pfx", ".jks", ".p7b"}, path.Ext(name))
}

// WantedPair is the pair of files that a server wants to have made, for its tier's
// addresses too.
type WantedPair struct {
	ServerFiles
	IPs []netip.Addr
}

// Pairless is a tier, or what of it is some hosts', that needs no pair, and why.
type Pairless struct{ Tier, Why string }

// label is what a server is called in a table of tiers.
func label(t *plan.Tier, s *plan.Server) string {
	if s.Item == nil {
		return t.Written.Name.Value
	}
	return t.Written.Name.Value + " (" + s.Hosts[0].Value + ")"
}

// Wanted are the pairs of all servers. The plan must be one without an error.
func Wanted(p *plan.Plan) (wanted []WantedPair, pairless []Pairless) {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			switch why := s.NeedsNoPair(); {
			case len(s.Hosts) == 0:
			case why != "":
				pairless = append(pairless, Pairless{label(t, s), why})
			default:
				wanted = append(wanted, WantedPair{pairOf(p, t, s), s.Addresses(t)})
			}
		}
	}
	return wanted, pairless
}

// AuthorityFiles are the certificate and the key of the local authority.
func AuthorityFiles(p *plan.Plan) (crt, key string) {
	dir := p.Document.Certs.Dir.Value
	return path.Join(dir, "ca.crt"), path.Join(dir, "ca.key")
}

// CertsOrigin is where the topology says how certificates are made; its beginning where
// it does not.
func CertsOrigin(p *plan.Plan) format.Origin {
	c := &p.Document.Certs
	if c.IsSet() {
		return c.Origin
	}
	return format.Origin{}.Member("certs", places.File(p.Document.Origin.At().Source))
}

// Authorities are those of all apps, where this form of Secrets has them read.
func Authorities(p *plan.Plan) []plan.Authority {
	if p.Secrets == format.SecretsOmit || p.Secrets == format.SecretsRedacted {
		return nil
	}
	var out []plan.Authority
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			for _, one := range p.Tiers[i].Apps[j].Authorities() {
				if inside(p, one.File.Value) {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// LocalPath reports whether a path stays below the topology's folder.
func LocalPath(name string) bool {
	clean := path.Clean(name)
	return !path.IsAbs(clean) && clean != ".." && !strings.HasPrefix(clean, "../")
}
