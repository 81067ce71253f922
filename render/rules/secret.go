package rules

import (
	"fmt"

	"render/internal/later"
	"render/render/diag"
	"render/render/format"
	"render/render/secret/age"
	"render/render/wording"
)

// secretNeeds is what has to be written for a mode that needs an object.
func secretNeeds() map[format.SecretsMode]string { return secretNeedsOnce.Get(makeSecretNeeds) }

var secretNeedsOnce later.Value[map[format.SecretsMode]string]

func makeSecretNeeds() map[format.SecretsMode]string {
	return map[format.SecretsMode]string{
		format.SecretsSealed:      "secrets: {sealed: {cert: FILE}}, with the file that kubeseal --fetch-cert prints",
		format.SecretsSOPS:        "secrets: {sops: {age: [RECIPIENT]}}",
		format.SecretsExternal:    "secrets: {external: {store: NAME}}",
		format.SecretsCertManager: "secrets: {cert-manager: {issuer: NAME}}, or {create: ca} in it",
	}
}

// checkSecrets checks the mode, and the objects beside it.
func (v *verdict) checkSecrets() {
	s, flag := &v.doc.Secrets, v.plan.Options.Secrets
	by := wording.Quote(string(v.plan.Secrets)) + " needs an object"
	if flag != "" {
		by = "--secrets " + string(flag) + " needs an object"
	}
	var given *format.SecretObject
	objects := s.Objects()
	for i := range objects {
		o := &objects[i]
		if o.Mode == v.plan.Secrets && !o.Origin.IsSet() {
			v.fail("secrets-form", format.Or(s.Mode.Origin, format.Or(s.Origin, v.doc.Origin)), by+" that says how", "write "+secretNeeds()[o.Mode])
		}
		switch {
		case !o.Origin.IsSet() || flag != "" || s.Mode.Value != "":
		case given != nil:
			v.fail("secrets-form", o.Origin, fmt.Sprintf("both `%s` and `%s` are there, and nothing says which one counts", given.Mode, o.Mode),
				"write mode: "+string(o.Mode)+", or remove one of the two", given.Origin)
		default:
			given = o
		}
	}
	v.checkStoreKey()
	v.checkKeyShared()
	v.checkRecipients()
}

// checkRecipients checks those of age. The line of one that is a private key is not
// shown.
func (v *verdict) checkRecipients() {
	if v.doc.Secrets.SOPS == nil {
		return
	}
	seen := map[string]format.Origin{}
	for _, r := range v.doc.Secrets.SOPS.Age {
		if fault := age.CheckRecipient(r.Value); fault.Found() {
			v.Failed = true
			diagnostic := diag.At(fault.Code, r.Origin, fault.Message, fault.Help)
			diagnostic.Hide = wording.IsKey(r.Value)
			v.Diagnostics.Add(diagnostic)
			continue
		}
		if first, ok := seen[r.Value]; ok {
			v.fail("value-twice", r.Origin, "the recipient is there twice", "remove one of the two", first)
			continue
		}
		seen[r.Value] = r.Origin
	}
	if v.plan.Secrets != format.SecretsSOPS {
		return
	}
	for _, pairs := range [][]format.Pair{v.doc.Labels, v.doc.Annotations} {
		for _, p := range pairs {
			if k := p.Key.Value; k == "data" || k == "stringData" {
				v.fail("sops-key", p.Key.Origin, "sops encrypts everything below a key "+wording.Quote(k)+", labels and annotations too", "write: another key")
			}
		}
	}
}

// issuer takes the names of what cert-manager is to issue by.
func (c *claims) issuer() {
	p := c.v.plan
	manager := p.Document.Secrets.CertManager
	if p.Secrets != format.SecretsCertManager || manager == nil || !manager.Create.IsSet() || !p.OwnsSecrets() {
		return
	}
	origin := format.Or(manager.Issuer.Origin, manager.Create.Origin)
	const field = "secrets.cert-manager.issuer"
	for _, namespace := range p.IssuerNamespaces() {
		c.take(manager.Kind.Value, namespace, p.IssuerName(), origin, field)
	}
	if manager.Create.Value == format.IssuerCA {
		c.take("Certificate", p.AuthorityNamespace(), p.IssuerName(), origin, field)
		c.take("Secret", p.AuthorityNamespace(), p.IssuerName(), origin, field)
	}
}
