package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// The annotations by which cert-manager makes a Certificate for each Secret of an Ingress, which
// the Ingress owns (https://cert-manager.io/docs/usage/ingress/).
const (
	clusterIssuerNote = "cert-manager.io/cluster-issuer"
	issuerNote        = "cert-manager.io/issuer"
	usualIssuerNote   = "kubernetes.io/tls-acme" // by the issuer that cert-manager was started with
)

// issuerNotes are all that are said of the issuer.
var issuerNotes = []string{clusterIssuerNote, issuerNote, usualIssuerNote, "cert-manager.io/issuer-kind", "cert-manager.io/issuer-group"}

// issuerRef is the issuer that an Ingress asks for, and the annotation that does; "" where none does.
func (in *ingress) issuerRef() (ref manifest.Object, note string) {
	notes := annotationsOf(in.o)
	switch {
	case notes.Text(clusterIssuerNote) != "":
		return object("kind", "ClusterIssuer", "name", notes.Text(clusterIssuerNote)), clusterIssuerNote
	case notes.Text(issuerNote) != "":
		return object("kind", cmp.Or(notes.Text("cert-manager.io/issuer-kind"), "Issuer"), "name", notes.Text(issuerNote), "group", notes.Text("cert-manager.io/issuer-group")), issuerNote
	case notes.Text(usualIssuerNote) == "true":
		return nil, usualIssuerNote
	}
	return nil, ""
}

// certificates adds the Certificates that cert-manager makes for an Ingress.
func (s *standard) certificates(m manifest.Manifest) {
	in := &ingress{o: m.Object} // whose hosts and paths nobody asks for
	ref, note := in.issuerRef()
	if note == "" {
		return
	}
	for _, t := range m.Object.Object("spec").List("tls") {
		secret := asObject(t).Text("secretName")
		id := manifest.ID{Group: objects.CertManager, Kind: "Certificate", Namespace: m.ID().Namespace, Name: secret}
		if secret == "" || slices.ContainsFunc(s.im.askedFor, func(a asked) bool { return a.certificate == id }) {
			continue
		}
		there := s.im.world.Find(id) != nil
		s.im.askedFor = append(s.im.askedFor, asked{id, m.ID(), note, there})
		if there {
			continue
		}
		s.add("cert-manager.io/v1", "Certificate", object("name", secret, "namespace", id.Namespace),
			object("secretName", secret, "dnsNames", asObject(t).List("hosts"), "issuerRef", ref))
	}
}

// tellAsked tells what becomes of the Certificates that annotations of Ingresses ask for: they end with
// those. One that is among the objects is told of itself.
func (im *importer) tellAsked() {
	for _, a := range im.askedFor {
		id, path := a.ingress, "metadata.annotations["+a.note+"]"
		if a.there {
			id, path = a.certificate, ""
		}
		i := slices.IndexFunc(im.told[a.certificate], func(t Told) bool { return strings.HasPrefix(t.Text, "becomes ") })
		switch {
		case i < 0:
			im.tell(id, path, fmt.Sprintf("is not taken up: once Ingress %s is deleted cert-manager renews Secret %s no more, which stays and expires; write a Certificate of your own for the hosts, in the namespace of the gateway's pods and of a ClusterIssuer", wording.Quote(a.ingress.Name), wording.Quote(a.certificate.Name)))
		case !a.there:
			became, _, _ := strings.Cut(im.told[a.certificate][i].Text, ":")
			im.tell(id, path, fmt.Sprintf("%s: the one that cert-manager makes for the Ingress, %s, ends with that", became, wording.Quote(a.certificate.Name)))
		}
	}
}
