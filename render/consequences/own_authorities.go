package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkOwnAuthorities tells of authorities that cert-manager makes itself and makes anew:
// in another namespace, where it has no key of the old one, or under another full name.
func checkOwnAuthorities(c *change) {
	for _, one := range c.new.credentials {
		is := c.new.making(one.ID)
		at := slices.IndexFunc(c.old.credentials, func(b *served.Credential) bool { return b.ID.Name == one.ID.Name })
		if is.Form != making.CertManager || at < 0 {
			continue
		}
		was := c.old.making(c.old.credentials[at].ID)
		if was.Form != making.CertManager || making.Issuer(was.Maker) != making.Issuer(is.Maker) {
			continue // of another issuer checkOrdered tells
		}
		before, known := c.old.ownAuthority(was)
		now, own := c.new.ownAuthority(is)
		if !known || !own {
			continue
		}
		title, hosts := "Certificate "+wording.Quote(is.Object.ID().Name), quoted(one.Hosts)
		switch a, b := before.Makes(), now.Makes(); {
		case a != b && c.old.making(b).Object == nil:
			c.tell("cert-issuer-changes", Danger, fmt.Sprintf("%s: is issued by an authority that cert-manager makes anew, in Secret %s of namespace %s: who trusts that of namespace %s alone refuses %s",
				title, wording.Quote(b.Name), wording.Quote(b.Namespace), wording.Quote(a.Namespace), hosts), helpIssuer, is.Object, now.Object())
		case a == b && fullName(before) != fullName(now):
			c.tell("cert-issuer-changes", Danger, fmt.Sprintf("%s: cert-manager issues its authority %s anew, under another name, and by that one this Certificate from its next renewal on: who trusts the old one alone refuses %s then",
				title, wording.Quote(now.ID().Name), hosts), helpIssuer, is.Object, now.Object())
		}
	}
}

// ownAuthority is the Certificate of the authority that issues what is made, where a side
// has it.
func (s *side) ownAuthority(m making.Secret) (objects.SecretMaker, bool) {
	name, _ := m.Maker.Spec().At("issuerRef", "name").Raw().(string)
	if kind, _ := m.Maker.Spec().At("issuerRef", "kind").Raw().(string); kind != "" && kind != "Issuer" {
		return objects.SecretMaker{}, false // of no namespace: its Secret is where cert-manager is
	}
	issuer := s.World.Find(manifest.ID{Group: m.Object.ID().Group, Kind: "Issuer", Namespace: m.Object.ID().Namespace, Name: name})
	if issuer == nil {
		return objects.SecretMaker{}, false
	}
	secret, _ := issuer.Resource().Spec().At("ca", "secretName").Raw().(string)
	out := s.making(manifest.ID{Kind: "Secret", Namespace: issuer.ID().Namespace, Name: secret})
	return out.Maker, out.Form == making.CertManager
}

// fullName is that of an authority, as a key.
func fullName(m objects.SecretMaker) string {
	return objects.Canonical(m.Spec().At("commonName").Raw()) + objects.Canonical(m.Spec().At("subject").Raw())
}
