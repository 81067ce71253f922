package consequences

import (
	"encoding/base64"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// form is how a Secret comes into the cluster.
type form uint8

const (
	unmade      form = iota // nothing on this side makes it
	plain                   // it is applied as it is
	encrypted               // by sops: who applies it decrypts it
	sealed                  // by a SealedSecret's controller, which owns it
	byStore                 // by an ExternalSecret's controller
	certManager             // by cert-manager, which does not own it unless told to
)

// formOf is how the Secret of a maker comes.
func formOf(m objects.SecretMaker) form {
	switch m.ID().Kind {
	case "SealedSecret":
		return sealed
	case "ExternalSecret":
		return byStore
	case "Certificate":
		return certManager
	}
	if m.At("sops").Present() {
		return encrypted
	}
	return plain
}

// making is what makes a Secret on a side.
type making struct {
	form
	maker objects.SecretMaker
	o     *objects.Object // nil of what is unmade
}

func (s *side) making(id manifest.ID) making {
	m, ok := s.World.Secret(id.Namespace, id.Name)
	if !ok {
		return making{}
	}
	return making{formOf(m), m, m.Object()}
}

// makes reports whether a side makes a Secret that an authority is read from.
func (s *side) makes(a *served.Authority) bool {
	own := a.Secrets()
	return slices.ContainsFunc(own[:], func(id manifest.ID) bool { return s.making(id).o != nil })
}

// owns reports whether the Secret is deleted with what makes it, by its owner
// reference.
func (m making) owns() bool {
	if m.form == byStore {
		policy, _ := m.maker.Spec().At("target", "creationPolicy").Raw().(string)
		return policy == "" || policy == "Owner"
	}
	return m.form == sealed
}

// text is what a plain Secret has under one of some keys; nil where it has none.
func (m making) text(keys ...string) []byte {
	if m.form != plain && m.form != encrypted {
		return nil
	}
	for _, key := range keys {
		if text, ok := m.maker.At("stringData", key).Raw().(string); ok {
			return []byte(text)
		}
		if text, ok := m.maker.At("data", key).Raw().(string); ok {
			if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
				return decoded
			}
		}
	}
	return nil
}

// served is the certificate of a plain Secret.
func (m making) served() (certs.Served, bool) { return certs.ReadServed(m.text("tls.crt", "cert")) }
