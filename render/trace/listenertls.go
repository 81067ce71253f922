package trace

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"

	"render/render/certs"
	"render/render/manifest"
	"render/render/objects"
	"render/render/secret"
	"render/render/wording"
)

// How a listener has clients' certificates checked beside what the Gateway API says.
const terminateMode = "gateway.istio.io/tls-terminate-mode"

// mode is how istiod ends a listener's TLS, or hands it on (buildTLS).
func (l *attached) mode() string {
	if l.TLS().Mode().Value() == "Passthrough" {
		labels := l.owner.Metadata().Labels().Labels()
		_, network := labels.Get("topology.istio.io/network")
		port, said := labels.Get("networking.istio.io/gatewayPort")
		if !said {
			port = "15443"
		}
		if textOf(l.TLS().At("options", "gateway.istio.io/listener-protocol")) == "auto-passthrough" || network && port == decimal(l.port) {
			return "AUTO_PASSTHROUGH"
		}
		return "PASSTHROUGH"
	}
	option := textOf(l.TLS().At("options", terminateMode))
	validation := l.of.FrontendValidation(l.port)
	switch {
	case option == "MUTUAL" || option == "OPTIONAL_MUTUAL" || option == "ISTIO_MUTUAL" || option == "ISTIO_SIMPLE":
		return option
	case validation.At("caCertificateRefs").Items().Len() == 0:
		return "SIMPLE"
	case textOf(validation.At("mode")) == "AllowInsecureFallback":
		return "OPTIONAL_MUTUAL"
	}
	return "MUTUAL"
}

// ownCertificate reports whether the certificate is one that the mesh makes.
func ownCertificate(mode string) bool { return mode == "ISTIO_MUTUAL" || mode == "ISTIO_SIMPLE" }

// judgeListenerTLS leaves a listener out where no certificate that it names can be used,
// or not what clients' certificates are to be checked by.
func (m *Mesh) judgeListenerTLS(l *attached) {
	mode := l.mode()
	if mode == "PASSTHROUGH" || mode == "AUTO_PASSTHROUGH" || ownCertificate(mode) {
		return
	}
	refs := l.TLS().CertificateRefs()
	if refs.Len() > 2 {
		l.leave(fmt.Sprintf("it names %d certificates, and Istio takes two", refs.Len()), "leave one out")
		return
	}
	valid, why, mend := 0, "", ""
	for _, ref := range refs.All() {
		if wrong, cure := m.unusable(l, ref, "Secret"); wrong == "" {
			valid++
		} else if why == "" {
			why, mend = wrong, cure
		}
	}
	if valid == 0 && why != "" {
		l.leave(why, mend)
		return
	}
	if valid == 0 {
		return // the server has none, and that is told of it
	}
	authorities := objects.Refs(l.of.FrontendValidation(l.port).At("caCertificateRefs"))
	if authorities.Len() > 1 {
		l.leave("its clients' certificates are checked by several authorities, and Istio takes one", "put the certificates into one, and name that")
		return
	}
	for _, ref := range authorities.All() {
		if wrong, cure := m.unusable(l, ref, "ConfigMap", "Secret"); wrong != "" {
			l.leave(wrong+", by which clients' certificates are to be checked", cure)
		}
	}
}

// unusable is why istiod cannot use the object that a listener names, of some kinds, and
// what would have it; "" where it can.
func (m *Mesh) unusable(l *attached, ref objects.ObjectRef, kinds ...string) (why, mend string) {
	own := l.owner.ID()
	kind, namespace, name := cmp.Or(ref.Kind().Value(), kinds[len(kinds)-1]), cmp.Or(ref.Namespace().Value(), own.Namespace), ref.Name().Value()
	id := kind + " " + wording.Quote(name) + " in namespace " + wording.Quote(namespace)
	if !contains(kinds, kind) || ref.Group().Value() != "" {
		return ref.Path() + " names no " + kinds[len(kinds)-1], "name a " + kinds[len(kinds)-1]
	}
	text, there := m.pem(kind, namespace, name, len(kinds) > 1)
	switch {
	case !there:
		return id + " is not among the objects", "add the " + kind + " to that namespace"
	case !hidden(text) && !isPEM(text):
		return id + " holds no certificate", "write one into it, in PEM"
	case namespace != own.Namespace && !m.granted(own.Kind, own.Namespace, manifest.ID{Kind: kind, Namespace: namespace, Name: name}):
		return fmt.Sprintf("no ReferenceGrant in namespace %s lets the %s name %s", wording.Quote(namespace), own.Kind, id), "add a ReferenceGrant to that namespace"
	}
	return "", ""
}

// pem is what a Secret or a ConfigMap holds, for servers or of authorities; nil where it
// is not known.
func (m *Mesh) pem(kind, namespace, name string, authority bool) (text []byte, there bool) {
	if kind == "ConfigMap" {
		o := m.world.Find(manifest.ID{Kind: kind, Namespace: namespace, Name: name})
		if o == nil {
			return nil, m.known.AnySecret
		}
		return []byte(cmp.Or(textOf(o.Root().At("data", "ca.crt")), textOf(o.Root().At("data", "cacert")))), true
	}
	maker, ok := m.world.Secret(namespace, name)
	switch {
	case !ok:
		return nil, m.known.AnySecret || m.known.Secrets[namespace+"/"+name]
	case authority:
		return maker.Text("ca.crt", "cacert"), true
	}
	return maker.Text("tls.crt", "cert"), true
}

// hidden reports whether a value is encrypted, redacted or taken out, so that nobody knows
// it here.
func hidden(text []byte) bool {
	return len(text) == 0 || base64.StdEncoding.EncodeToString(text) == secret.RedactedValue || bytes.HasPrefix(text, []byte("ENC["))
}

func isPEM(text []byte) bool {
	_, ok := certs.ReadServed(text)
	return ok
}
