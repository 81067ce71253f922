package consequences

import (
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// managedNote lets the controller of SealedSecrets take a Secret over
// (sealed-secrets, pkg/controller/controller.go, unseal).
const managedNote = "sealedsecrets.bitnami.com/managed=true"

// checkSecrets tells of Secrets that somebody else makes from now on: those of
// gateways, and others, as their copies in namespaces of pods.
func checkSecrets(c *change) {
	t := takeover{change: c}
	seen := map[manifest.ID]bool{}
	look := func(id manifest.ID, of reader) {
		was, is := c.old.making(id), c.new.making(id)
		if was.Object == nil || was.Form == is.Form && !t.twice(was, is) && !t.goesAsOwner(was, is) || seen[id] {
			return
		}
		seen[id] = true
		t.look(&transferred{id, was, is, of})
	}
	for _, one := range c.new.credentials {
		look(one.ID, gateways)
		look(manifest.ID{Kind: "Secret", Namespace: one.ID.Namespace, Name: one.ID.Name + served.AuthoritySuffix}, gateways)
	}
	for _, one := range c.new.authorities {
		for _, id := range one.Secrets() {
			if c.new.making(id).Object != nil || !c.new.makes(one) {
				look(id, gatewaysOfServers)
			}
		}
	}
	for o := range c.Old.All() {
		if m, ok := o.SecretMaker(); ok && c.new.making(m.Makes()).Object != nil {
			look(m.Makes(), others)
		}
	}
	t.tell()
}

// look finds what becomes of one Secret.
func (t *takeover) look(s *transferred) {
	was, is := s.was, s.is
	applied := was.Form == making.Plain || was.Form == making.Encrypted
	goes := t.deletes(was.Object) && slices.Contains(t.gone, was.Object)
	if is.Form == making.Encrypted {
		t.add(transfer{named: "secret-encrypted", severity: Warning, says: "is encrypted from now on: who applies it has to decrypt it, else the API server refuses it, or who reads it gets ciphertext", many: "are encrypted from now on: who applies them has to decrypt them, else the API server refuses them, or who reads them gets ciphertext",
			help: "set up decryption first", step: "set up the decryption of sops"}, s)
	}
	if is.Form == making.Sealed && (!goes || !applied && !was.Owns()) { // it stays
		t.add(transfer{named: "secret-not-taken-over", severity: Warning, says: "stays as it is, since " + makerNames[making.Sealed] + " changes no Secret that is not its own", many: "stay as they are, since " + makerNames[making.Sealed] + " changes no Secrets that are not its own",
			run: takingOver(is), intro: "let the controller take over before"}, s)
	}
	makes := "the " + was.Object.ID().Kind
	switch {
	case was.Form == is.Form && !goes:
		t.lookTwice(s)
	case is.Form == making.Unmade && goes && (was.Form == making.CertManager || was.Form == making.ByStore && !was.Owns()):
		t.add(transfer{named: "secret-not-renewed", severity: Danger, says: "stays, and nobody renews its certificate any more", many: "stay, and nobody renews their certificates any more",
			help: "see that somebody else renews each in time", keep: withNeeds(was.Object, t.fallen()), either: true}, s)
	case is.Form == making.Unmade && goes && (applied || was.Owns()):
		t.add(transfer{named: "secret-ends", severity: Danger, says: "is deleted, and a gateway needs it: " + s.lacking() + " unless somebody makes it at once", many: "are deleted, and gateways need them: " + s.lacking() + " unless somebody makes them at once",
			keep: []*objects.Object{was.Object}}, s)
	case is.Form == making.Unmade || applied && (is.Form == making.Plain || is.Form == making.Encrypted):
	case applied && goes:
		t.add(transfer{named: "secret-pruned-first", severity: s.severity(), says: "is deleted, since it is not applied any more, and " + s.lacking() + " until " + makerNames[is.Form] + " has made it anew",
			many: "are deleted, since they are not applied any more, and " + s.lacking() + " until " + makerNames[is.Form] + " has made them anew", keep: []*objects.Object{was.Object}, keeps: true, run: takingOver(is), intro: "let the controller take over before"}, s)
	case was.Owns() && goes:
		t.add(transfer{named: "secret-goes-with-maker", severity: s.severity(), says: "is deleted with " + makes + " that owns it: " + s.lacking() + " until it is made anew", many: "are deleted with " + makes + "s that own them: " + s.lacking() + " until they are made anew",
			keep: []*objects.Object{was.Object}, keeps: true, run: []command{orphaning(was.Object)}, when: byHand, intro: "and then run"}, s)
	case !goes && is.Form == making.ByStore && was.Form == making.Sealed:
		t.add(transfer{named: "secret-not-taken-over", severity: Warning, says: "stays as it is, since " + makerNames[making.ByStore] + " changes no Secret that is not its own", many: "stay as they are, since " + makerNames[making.ByStore] + " changes no Secrets that are not its own",
			help: "delete the Secret, and what makes it, so that the controller makes it anew; " + s.lacking() + " meanwhile"}, s)
	case !goes && !applied:
		one, many := "is applied", "are applied"
		if name := makerNames[is.Form]; name != "" {
			one, many = "is written by "+name, "are written by "+name
		}
		t.add(transfer{named: "secret-two-makers", severity: Warning, says: one + " from now on, and " + makes + " that makes it stays and writes it too", many: many + " from now on, and " + makes + "s that make them stay and write them too",
			run: []command{orphaning(was.Object)}, intro: "run before", dismiss: was.Object}, s)
	}
}

// takingOver is how the controller of SealedSecrets takes a Secret over; nothing where
// another makes it.
func takingOver(is making.Secret) []command {
	if is.Form != making.Sealed {
		return nil
	}
	return []command{{"annotate secret", is.Maker.Makes().Name, is.Object.ID().Namespace, managedNote}}
}

var makerNames = [...]string{making.Sealed: "the controller of SealedSecrets", making.ByStore: "the External Secrets Operator", making.CertManager: "cert-manager"}
