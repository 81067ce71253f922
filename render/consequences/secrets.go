package consequences

import (
	"slices"

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
		if was.o == nil || was.form == is.form && !t.twice(was, is) && !t.goesAsOwner(was, is) || seen[id] {
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
			if c.new.making(id).o != nil || !c.new.makes(one) {
				look(id, gatewaysOfServers)
			}
		}
	}
	for o := range c.Old.All() {
		if m, ok := o.SecretMaker(); ok && c.new.making(m.Makes()).o != nil {
			look(m.Makes(), others)
		}
	}
	t.tell()
}

// look finds what becomes of one Secret.
func (t *takeover) look(s *transferred) {
	was, is := s.was, s.is
	applied := was.form == plain || was.form == encrypted
	goes := t.deletes(was.o) && slices.Contains(t.gone, was.o)
	if is.form == encrypted {
		t.add(transfer{named: "secret-encrypted", severity: Warning, says: "is encrypted from now on: who applies it has to decrypt it, else the API server refuses it, or who reads it gets ciphertext", many: "are encrypted from now on: who applies them has to decrypt them, else the API server refuses them, or who reads them gets ciphertext",
			help: "set up decryption first", step: "set up the decryption of sops"}, s)
	}
	if is.form == sealed && (!goes || !applied && !was.owns()) { // it stays
		t.add(transfer{named: "secret-not-taken-over", severity: Warning, says: "stays as it is, since " + makerNames[sealed] + " changes no Secret that is not its own", many: "stay as they are, since " + makerNames[sealed] + " changes no Secrets that are not its own",
			run: takingOver(is), intro: "let the controller take over before"}, s)
	}
	makes := "the " + was.o.ID().Kind
	switch {
	case was.form == is.form && !goes:
		t.lookTwice(s)
	case is.form == unmade && goes && (was.form == certManager || was.form == byStore && !was.owns()):
		t.add(transfer{named: "secret-not-renewed", severity: Danger, says: "stays, and nobody renews its certificate any more", many: "stay, and nobody renews their certificates any more",
			help: "see that somebody else renews each in time", keep: withNeeds(was.o, t.fallen()), either: true}, s)
	case is.form == unmade && goes && (applied || was.owns()):
		t.add(transfer{named: "secret-ends", severity: Danger, says: "is deleted, and a gateway needs it: " + s.lacking() + " unless somebody makes it at once", many: "are deleted, and gateways need them: " + s.lacking() + " unless somebody makes them at once",
			keep: []*objects.Object{was.o}}, s)
	case is.form == unmade || applied && (is.form == plain || is.form == encrypted):
	case applied && goes:
		t.add(transfer{named: "secret-pruned-first", severity: s.severity(), says: "is deleted, since it is not applied any more, and " + s.lacking() + " until " + makerNames[is.form] + " has made it anew",
			many: "are deleted, since they are not applied any more, and " + s.lacking() + " until " + makerNames[is.form] + " has made them anew", keep: []*objects.Object{was.o}, keeps: true, run: takingOver(is), intro: "let the controller take over before"}, s)
	case was.owns() && goes:
		t.add(transfer{named: "secret-goes-with-maker", severity: s.severity(), says: "is deleted with " + makes + " that owns it: " + s.lacking() + " until it is made anew", many: "are deleted with " + makes + "s that own them: " + s.lacking() + " until they are made anew",
			keep: []*objects.Object{was.o}, keeps: true, run: []command{orphaning(was.o)}, when: byHand, intro: "and then run"}, s)
	case !goes && is.form == byStore && was.form == sealed:
		t.add(transfer{named: "secret-not-taken-over", severity: Warning, says: "stays as it is, since " + makerNames[byStore] + " changes no Secret that is not its own", many: "stay as they are, since " + makerNames[byStore] + " changes no Secrets that are not its own",
			help: "delete the Secret, and what makes it, so that the controller makes it anew; " + s.lacking() + " meanwhile"}, s)
	case !goes && !applied:
		one, many := "is applied", "are applied"
		if name := makerNames[is.form]; name != "" {
			one, many = "is written by "+name, "are written by "+name
		}
		t.add(transfer{named: "secret-two-makers", severity: Warning, says: one + " from now on, and " + makes + " that makes it stays and writes it too", many: many + " from now on, and " + makes + "s that make them stay and write them too",
			run: []command{orphaning(was.o)}, intro: "run before", dismiss: was.o}, s)
	}
}

// takingOver is how the controller of SealedSecrets takes a Secret over; nothing where
// another makes it.
func takingOver(is making) []command {
	if is.form != sealed {
		return nil
	}
	return []command{{"annotate secret", is.maker.Makes().Name, is.o.ID().Namespace, managedNote}}
}

var makerNames = [...]string{sealed: "the controller of SealedSecrets", byStore: "the External Secrets Operator", certManager: "cert-manager"}
