package consequences

import (
	"render/render/making"
	"slices"

	"render/render/objects"
)

// checkKeysLeft tells of Secrets with private keys that stay when their Certificates are
// deleted, since cert-manager does not own what it has issued unless told to
// (https://cert-manager.io/docs/usage/certificate/#cleaning-up-secrets-when-certificates-are-deleted).
func checkKeysLeft(c *change) {
	var names []string
	var of []*objects.Object
	var commands []command
	for _, o := range slices.Backward(c.gone) {
		m, ok := o.SecretMaker()
		if !ok || making.FormOf(m) != making.CertManager || c.repeated(o) || c.isWanted(o) || c.needs(m.Makes()) || !c.deletes(o) && (c.by != Kubectl || !slices.Contains(c.staying, o)) {
			continue
		}
		id := m.Makes()
		names, of = append(names, id.Name), append(of, o)
		commands = append(commands, command{"delete secret", id.Name, id.Namespace, ""})
	}
	if len(names) == 0 {
		return
	}
	title, it, its := "Secret "+quoted(names), "it, with its private key,", "its Certificate is"
	if len(names) > 1 {
		title, it, its = "Secrets "+quoted(names), "them, with their private keys,", "their Certificates are"
	}
	c.tell("secret-left", Note, title+": cert-manager leaves "+it+" when "+its+" deleted, unless it runs with --enable-certificate-owner-ref",
		"once nothing uses what was issued, "+c.runs(commands), of...)
}
