package trace

import (
	"cmp"
	"fmt"
	"net/netip"
	"time"

	"render/render/certs"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// certificate judges whether a server has one to show.
func (m *Mesh) certificate(t *Trace, s *server, p *pods) {
	switch s.mode {
	case "ISTIO_SIMPLE":
		t.hop(StepCertificate, s.field, "that of the mesh")
		return
	case "ISTIO_MUTUAL":
		t.hop(StepCertificate, s.field, "that of the mesh, and of its clients")
		t.Unjudged = append(t.Unjudged, Unjudged{"clients have to show a certificate of the mesh", s.field})
		return
	}
	if s.mode == "MUTUAL" {
		t.Unjudged = append(t.Unjudged, Unjudged{"clients have to show a certificate of an authority that the server trusts", s.field})
	}
	for _, c := range s.secrets {
		if c.own {
			t.hop(StepCertificate, c.field, "that of the mesh")
			continue
		}
		t.Certificate = cmp.Or(t.Certificate, c.name)
		namespace := cmp.Or(c.namespace, p.namespace)
		id := "Secret " + wording.Quote(c.secret) + " in namespace " + wording.Quote(namespace)
		maker, ok := m.world.Secret(namespace, c.secret)
		switch {
		case ok:
			m.shows(t, maker)
		case c.asked:
			t.hop(StepCertificate, c.field, "of a server that is asked for "+wording.Quote(c.secret))
			t.Unjudged = append(t.Unjudged, Unjudged{"the certificate is asked of another server, by SDS; where there is none it is that of " + id, c.field})
		case m.known.AnySecret || m.known.Secrets[namespace+"/"+c.secret]:
			t.hop(StepCertificate, c.field, id+", which is to be in the cluster already")
		case m.known.NoneRead:
			t.hop(StepCertificate, c.field, id)
			t.Unjudged = append(t.Unjudged, Unjudged{"no Secret is among the objects, so that it is not known whether " + id + " is there, and for whom", c.field})
		default:
			t.hop(StepCertificate, c.field, id)
			t.fail(0, id+" is not among the objects: there is no certificate, and connections are closed", "add the Secret to the namespace of the gateway's pods"+m.elsewhere(c.secret, namespace))
		}
	}
	if len(s.secrets) == 0 {
		if file := textOf(s.field.At("tls", "serverCertificate")); file != "" {
			t.hop(StepCertificate, s.field.At("tls", "serverCertificate"), "of the file "+wording.Quote(file)+" of the pods")
			return
		}
		t.fail(0, "the server names no certificate: connections are closed", "write credentialName")
	}
}

// shownBy is that of a Secret, which is read once.
func (m *Mesh) shownBy(maker objects.SecretMaker) *shown {
	if s := m.shown[maker.Object()]; s != nil {
		return s
	}
	s := &shown{text: "of " + title(maker.Object()) + what(maker)}
	chain := maker.Text("tls.crt", "cert")
	if s.served, s.made = certs.ReadServed(chain); !s.made {
		made := maker.Makes()
		chain = m.known.Certificates[made.Namespace+"/"+made.Name]
		s.served, s.made = certs.ReadServed(chain)
	}
	if s.made {
		about, _ := certs.Describe(chain)
		s.text += ": " + about + ", issued by " + s.served.Issuer()
		s.names = s.served.Names()
	} else { // ACME puts the common name among the others
		names := []string{textOf(maker.Spec().At("commonName"))}
		for _, one := range maker.Spec().At("dnsNames").Items().All() {
			names = append(names, textOf(one))
		}
		s.names = routing.NewCertificateNames(names)
	}
	m.shown[maker.Object()] = s
	return s
}

// shows tells of the certificate of a Secret, and judges whether clients take it for the
// host that they ask for.
func (m *Mesh) shows(t *Trace, maker objects.SecretMaker) {
	s := m.shownBy(maker)
	t.hop(StepCertificate, maker.Field, s.text)
	if !s.made {
		m.willCover(t, maker, s)
		return
	}
	name := cmp.Or(t.Request.sni(), t.Request.Address.String())
	if _, err := netip.ParseAddr(name); err != nil && !s.names.Cover(name) {
		t.fail(0, fmt.Sprintf("the certificate of %s is not for %s: clients refuse it", title(maker.Object()), wording.Quote(name)), m.cure("make one that is", m.askThere(t, name)+ofApp+", and make a pair that has it: render certs"))
	}
	m.dates(t, title(maker.Object()), s.served)
}

// ofApp is how a host below a wildcard, which stands for one label alone, gets into the certificate of a tier.
const ofApp = "write the host in the hosts of the app that answers it, since a wildcard stands for one label alone"

// willCover judges whether what cert-manager makes of a Certificate is for the host that clients ask
// for.
func (m *Mesh) willCover(t *Trace, maker objects.SecretMaker, s *shown) {
	name := t.Request.sni()
	if _, err := netip.ParseAddr(name); err == nil || maker.ID().Kind != "Certificate" || name == "" || s.names.Cover(name) {
		return
	}
	t.fail(0, fmt.Sprintf("none of the dnsNames of %s is for %s: clients refuse what is made of it", title(maker.Object()), wording.Quote(name)), m.cure("add it there", m.askThere(t, name)+ofApp))
}

// dates judges whether clients take a certificate at the time of the request.
func (m *Mesh) dates(t *Trace, of string, served certs.Served) {
	at := t.Request.At
	from, to := served.Valid()
	text := func(when time.Time) string { return when.UTC().Format(time.RFC3339) }
	switch {
	case at.IsZero():
	case at.After(to):
		if to.Before(served.NotAfter()) {
			of += ", by an authority behind it,"
		}
		t.fail(0, fmt.Sprintf("the certificate of %s is valid until %s: clients refuse it at %s", of, text(to), text(at)),
			"renew it: render certs, where the pair is a topology's")
	case at.Before(from):
		t.fail(0, fmt.Sprintf("the certificate of %s is valid from %s on: clients refuse it at %s", of, text(from), text(at)),
			"wait until then, or serve one that is valid: render certs, where the pair is a topology's")
	}
}

// elsewhere tells of a Secret of the same name in another namespace.
func (m *Mesh) elsewhere(name, namespace string) string {
	for o := range m.world.All() {
		if maker, ok := o.SecretMaker(); ok && maker.Makes().Name == name && maker.Makes().Namespace != namespace {
			return "; one of the name is in namespace " + wording.Quote(maker.Makes().Namespace)
		}
	}
	return ""
}

func what(s objects.SecretMaker) string {
	if s.ID().Kind == "Secret" {
		return ""
	}
	return ", of which its controller makes Secret " + wording.Quote(s.Makes().Name)
}
