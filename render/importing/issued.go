package importing

import (
	"cmp"
	"fmt"
	"iter"
	"strings"

	"render/render/document"
	"render/render/objects"
	"render/render/wording"
)

// certificateOf is the certificate of a server that names a Secret, as far as it is not what a tier
// has by itself, whose Secret is called as usual.
func (im *importer) certificateOf(t *tier, s *server, usual string, main bool) (cert document.Mapping) {
	name := s.tls.Text("credentialName")
	made := im.makes(t.namespace, name)
	here := made
	if !s.shared {
		held := t.namespace + "/" + name
		here, im.held[held] = here && !im.held[held], true // by one tier alone
	}
	switch {
	case s.shared:
	case !made && im.issuedAnew(t, name):
		s.anew = true
	case !here, name != usual && !main:
		cert.Add("secret", name)
		im.tellKept(t, name, made && !here)
	default:
		if name != usual {
			t.names.Add("secret", name)
		} else if !main {
			cert = t.fileOf(s)
		}
		im.tellRenamed(t, name)
	}
	return cert
}

// fileOf is the certificate of a server that is for it alone, by the usual name of its file: a
// wildcard's is the domain's, unless that has one too. Where an issuer issues it no file is read.
func (t *tier) fileOf(s *server) document.Mapping {
	domain, wild := strings.CutPrefix(s.hosts[0], "*.")
	if wild && t.lists([]string{domain}) {
		domain = "_wildcard." + domain
	}
	return document.Mapping{{Key: "", Value: "certs/" + domain}}
}

// clientsFile is the file of the authority by which a server checks clients: each has one of its own,
// so that nobody comes in by another host's. Of a Secret that says none nobody knows which it is.
func (im *importer) clientsFile(t *tier, s *server) string {
	name := s.tls.Text("credentialName")
	key := "clients " + t.namespace + "/" + name
	for _, called := range []string{name + "-cacert", name} {
		maker, _ := im.world.Secret(t.namespace, called)
		held := maker.Members().Object("data")
		if sum := cmp.Or(held.Text("ca.crt"), held.Text("cacert")); sum != "" {
			key = "clients " + sum
			break
		}
	}
	if im.authorities[key] == "" {
		file := "certs/clients.crt"
		for _, taken := range im.authorities {
			if taken == file && len(s.hosts) > 0 {
				file = "certs/" + strings.Replace(s.hosts[0], "*", "_wildcard", 1) + "-clients.crt"
				break
			}
		}
		im.authorities[key] = file
	}
	return im.authorities[key]
}

// issuing are the Certificates of which a Secret is made, in whichever namespace.
func (im *importer) issuing(secret string) iter.Seq[*objects.Object] {
	return func(yield func(*objects.Object) bool) {
		for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
			spec := o.Members().Object("spec")
			if spec.Text("secretName") == secret && spec.Get("isCA") != true && !yield(o) {
				return
			}
		}
	}
}

// makes reports whether the topology makes a Secret that was read: where it has an issuer, one that
// is issued, and else one that nobody issues.
func (im *importer) makes(namespace, secret string) bool {
	issued := false
	for o := range im.issuing(secret) {
		issued = issued || o.ID().Namespace == namespace
	}
	_, found := im.world.Secret(namespace, secret)
	return found && issued == (im.issuer() != nil)
}

// issuedAnew reports whether a gateway of Ingresses gets a certificate of its own from the issuer of
// the one that they show: their Secrets are in the namespaces of apps, where no gateway reads them.
func (im *importer) issuedAnew(t *tier, secret string) bool {
	label, _ := t.labels.Get("istio")
	if _, is := im.classes[label]; !is || im.issuer() == nil {
		return false
	}
	issued := false
	for o := range im.issuing(secret) {
		if o.Members().Object("spec").Object("issuerRef").Text("kind") != "ClusterIssuer" {
			continue
		}
		issued = true
		im.tell(o.ID(), "", fmt.Sprintf("becomes a Certificate of tier %q: its gateway reads no Secret of namespace %q; this one stays for what else shows it", t.name, o.ID().Namespace))
	}
	return issued
}

// tellRenamed tells of a Certificate that is called otherwise than its Secret: with the one that
// is rendered there would be two that write it.
func (im *importer) tellRenamed(t *tier, secret string) {
	for o := range im.issuing(secret) {
		if id := o.ID(); id.Namespace == t.namespace && id.Name != secret {
			im.tell(id, "", fmt.Sprintf("becomes Certificate %s, which is called as its Secret; two of one Secret would issue it in turns, so before that one is applied delete this one and not its Secret: kubectl delete certificate %s -n %s --cascade=orphan", wording.Quote(secret), id.Name, id.Namespace))
		}
	}
}

// tellKept tells of Certificates whose Secrets are named by cert.secret, so that nothing rendered
// issues them: held by another tier is one that the Certificate of that tier is for.
func (im *importer) tellKept(t *tier, secret string, held bool) {
	for o := range im.issuing(secret) {
		switch in := o.ID().Namespace; {
		case held:
		case in == t.namespace:
			im.tell(o.ID(), "", fmt.Sprintf("stays: it issues Secret %s, which cert.secret of tier %q names, and nothing that is rendered renews that", wording.Quote(secret), t.name))
		default:
			im.tell(o.ID(), "", fmt.Sprintf("issues Secret %s in namespace %q, and the gateway of tier %q reads the Secret that cert.secret names in %q: apply the Certificate there too, with an issuer that is for that namespace, since a copy of the Secret is not renewed", wording.Quote(secret), in, t.name, t.namespace))
		}
	}
}
