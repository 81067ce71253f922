package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// managedNote lets the controller of SealedSecrets take a Secret over
// (sealed-secrets, pkg/controller/controller.go, unseal).
const managedNote = "sealedsecrets.bitnami.com/managed=true"

// checkSecrets tells of Secrets of gateways that somebody else makes from now on.
func checkSecrets(c *change) {
	t := takeover{change: c}
	var seen []manifest.ID
	for _, one := range c.new.credentials {
		ids := []manifest.ID{one.id, {Kind: "Secret", Namespace: one.id.Namespace, Name: one.id.Name + clientsSuffix}}
		for _, id := range ids {
			was, is := c.old.making(id), c.new.making(id)
			if was.o == nil || was.form == is.form || slices.Contains(seen, id) {
				continue
			}
			seen = append(seen, id)
			t.look(id, was, is)
		}
	}
	t.tell()
}

// takeover gathers Secrets by what becomes of them, so that many are told of in a
// line.
type takeover struct {
	*change
	cases []transfer
}

// transfer is what becomes of some Secrets.
type transfer struct {
	named    string
	severity Severity
	says     string // behind their names, with the verb for one and for several
	many     string
	help     string
	step     string
	ids      []manifest.ID
	of       []*objects.Object
}

func (t *takeover) add(one transfer, id manifest.ID, was, is making) {
	at := slices.IndexFunc(t.cases, func(o transfer) bool { return o.named == one.named && o.says == one.says })
	if at < 0 {
		at = len(t.cases)
		t.cases = append(t.cases, one)
	}
	kept := &t.cases[at]
	if _, command, found := strings.Cut(one.help, ": kubectl "); found && len(kept.ids) > 0 && (one.named == "secret-two-makers" || one.named == "secret-not-taken-over") {
		kept.help += "; kubectl " + command
	}
	kept.ids = append(kept.ids, id)
	kept.of = append(kept.of, is.o, was.o)
}

// look finds what becomes of one Secret.
func (t *takeover) look(id manifest.ID, was, is making) {
	applied := was.form == plain || was.form == encrypted
	goes := t.deletes(was.o) && slices.Contains(t.gone, was.o)
	if is.form == encrypted {
		t.add(transfer{named: "secret-encrypted", severity: Warning, says: "is encrypted from now on: who applies it has to decrypt it, else the API server refuses it, or the gateway gets ciphertext", many: "are encrypted from now on: who applies them has to decrypt them, else the API server refuses them, or the gateways get ciphertext",
			help: "set up decryption first", step: "set up the decryption of sops"}, id, was, is)
	}
	switch {
	case is.form == unmade && was.form == certManager && goes:
		t.add(transfer{named: "secret-not-renewed", severity: Warning, says: "stays, and nobody renews its certificate any more", many: "stay, and nobody renews their certificates any more"}, id, was, is)
	case is.form == unmade && goes && (applied || was.owns()):
		t.add(transfer{named: "secret-ends", severity: Danger, says: "is deleted, and a gateway needs it: TLS ends unless somebody makes it at once", many: "are deleted, and gateways need them: TLS ends unless somebody makes them at once",
			help: t.helpKept(was.o)}, id, was, is)
	case is.form == unmade || applied && (is.form == plain || is.form == encrypted):
	case applied && goes:
		help := t.helpKept(was.o)
		if is.form == sealed {
			help += "; and " + takingOver(is)
		}
		t.add(transfer{named: "secret-pruned-first", severity: Danger, says: "is deleted, since it is not applied any more, and TLS ends until " + makerNames[is.form] + " has made it anew",
			many: "are deleted, since they are not applied any more, and TLS ends until " + makerNames[is.form] + " has made them anew", help: help, step: "keep from being pruned:"}, id, was, is)
	case was.owns() && goes:
		t.add(transfer{named: "secret-goes-with-maker", severity: Danger, says: "is deleted with the " + was.o.ID().Kind + " that owns it: TLS ends until it is made anew", many: "are deleted with the " + was.o.ID().Kind + "s that own them: TLS ends until they are made anew",
			help: t.helpKept(was.o) + "; and then run: " + orphaning(was.o)}, id, was, is)
	case !goes && is.form == sealed && was.form != certManager, !goes && is.form == byStore && was.form == sealed:
		t.add(notTaken(is), id, was, is)
	case !goes && !applied && is.form != byStore:
		t.add(transfer{named: "secret-two-makers", severity: Warning, says: "is applied from now on, and the " + was.o.ID().Kind + " that makes it stays and writes it too", many: "are applied from now on, and the " + was.o.ID().Kind + "s that make them stay and write them too",
			help: "run before: " + orphaning(was.o), step: "delete what made before, without its Secrets (--cascade=orphan):"}, id, was, is)
	}
}

// notTaken is a Secret that a controller does not take over.
func notTaken(is making) transfer {
	help := "delete the Secret, and what makes it, so that the controller makes it anew; TLS ends meanwhile"
	step := ""
	if is.form == sealed {
		help = takingOver(is)
		step = "annotate with " + managedNote + ":"
	}
	return transfer{named: "secret-not-taken-over", severity: Warning, says: "stays as it is, since " + makerNames[is.form] + " changes no Secret that is not its own", many: "stay as they are, since " + makerNames[is.form] + " changes no Secrets that are not its own", help: help, step: step}
}

// takingOver is how the controller of SealedSecrets takes a Secret over.
func takingOver(is making) string {
	return "let the controller take it over before: kubectl annotate secret " + is.maker.Makes().Name + " -n " + is.o.ID().Namespace + " " + managedNote
}

var makerNames = [...]string{sealed: "the controller of SealedSecrets", byStore: "the External Secrets Operator", certManager: "cert-manager"}

// safeDeletion is the command that deletes what fell out; "" where a gateway still
// needs it. What owns a Secret that is needed goes without it.
func (c *change) safeDeletion(o *objects.Object) string {
	m, ok := o.SecretMaker()
	if !ok || !c.needs(m.Makes()) {
		return deletion(o)
	}
	if form := formOf(m); form == plain || form == encrypted {
		return ""
	}
	return orphaning(o) // cert-manager may own its Secrets too
}

// needs reports whether the new side makes a Secret, or a gateway of it takes a
// certificate, or clients' authorities, from one of this name: others are copies.
func (c *change) needs(id manifest.ID) bool {
	if c.new.making(id).o != nil {
		return true
	}
	return slices.ContainsFunc(c.new.credentials, func(one *credential) bool {
		return one.id.Name == id.Name || one.id.Name == strings.TrimSuffix(id.Name, clientsSuffix)
	})
}

// clientsSuffix is behind the name of a Secret of clients' authorities.
const clientsSuffix = "-cacert"

// orphaning is the command that deletes what makes a Secret, and not the Secret.
func orphaning(o *objects.Object) string { return deletion(o) + " --cascade=orphan" }

func (t *takeover) tell() {
	for i := range t.cases {
		one := &t.cases[i]
		var names []string
		for _, id := range one.ids {
			names = append(names, id.Name)
		}
		subject, verb := "Secret "+wording.Quote(names[0]), one.says
		if len(names) > 1 {
			subject, verb = "Secrets "+quoted(names), one.many
		}
		t.change.tell(one.named, one.severity, fmt.Sprintf("%s: %s", subject, verb), one.help, one.of...)
		if one.step == "" {
			continue
		}
		text := one.step
		if text[len(text)-1] == ':' {
			text += " " + quoted(names)
		}
		t.steps.need(beforehand, text)
	}
}
