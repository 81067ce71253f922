package rules

import (
	"fmt"

	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/secret/age"
	"render/render/wording"
)

// secretNeeds is what has to be written for a mode that needs an object.
var secretNeeds = map[format.SecretsMode]string{
	format.SecretsSealed:      "secrets: {sealed: {cert: FILE}}, with the file that kubeseal --fetch-cert prints",
	format.SecretsSOPS:        "secrets: {sops: {age: [RECIPIENT]}}",
	format.SecretsExternal:    "secrets: {external: {store: NAME}}",
	format.SecretsCertManager: "secrets: {cert-manager: {issuer: NAME}}, or {create: ca} in it",
}

// checkSecrets checks the mode, and the objects beside it.
func (v *verdict) checkSecrets() {
	s, flag := &v.doc.Secrets, v.plan.Options.Secrets
	by := wording.Quote(string(v.plan.Secrets)) + " needs an object"
	if flag != "" {
		by = "--secrets " + string(flag) + " needs an object"
	}
	var given *plan.SecretObject
	objects := plan.SecretObjects(s)
	for i := range objects {
		o := &objects[i]
		if o.Mode == v.plan.Secrets && !o.Origin.IsSet() {
			v.fail("secrets-form", format.Or(s.Mode.Origin, format.Or(s.Origin, v.doc.Origin)), by+" that says how", "write "+secretNeeds[o.Mode])
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

// checkIssuing checks what cert-manager is to issue. Whether an issuer that exists
// can is not known here.
func (v *verdict) checkIssuing() {
	c := v.doc.Secrets.CertManager
	if v.plan.Secrets != format.SecretsCertManager || c == nil {
		return
	}
	if !c.Create.IsSet() && !c.Issuer.IsSet() {
		v.fail("issuer", c.Origin, "names no issuer", "write issuer: ..., or create: ca")
	}
	authority := c.Create.Value == format.IssuerCA && c.Kind.Value == format.KindClusterIssuer
	if c.Namespace.IsSet() && !authority {
		v.fail("issuer", c.Namespace.Origin, "has no effect: only the authority of a ClusterIssuer that is made is there", "remove it")
	}
	if spaces := v.plan.IssuerNamespaces(); c.Create.Value == format.IssuerCA && c.Kind.Value == format.KindIssuer && len(spaces) > 1 {
		v.fail("issuer", v.secondSecrets(spaces[0]), fmt.Sprintf("the Issuer is in namespace %q and issues nothing in another", spaces[0]),
			"write kind: ClusterIssuer in secrets.cert-manager, or remove it", c.Origin)
	}
	if d := v.doc.Certs; c.Create.Value == format.IssuerCA && d.Days.Value > d.CA.Days.Value {
		v.fail("cert-days", format.Or(d.Days.Origin, d.CA.Days.Origin), fmt.Sprintf("certificates of %d days would outlive their authority of %d", d.Days.Value, d.CA.Days.Value),
			"write: fewer days, or more in ca.days")
	}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Servers {
			s := &v.plan.Tiers[i].Servers[j]
			if !s.OwnsSecret() {
				continue
			}
			for _, h := range s.Hosts {
				if h.Value == "*" {
					v.fail("issuer", h.Origin, "no certificate is for every host", "write: the hosts by name, or *.example.org, or cert: {secret: NAME}", c.Origin)
				}
			}
		}
	}
}

// secondSecrets is where it is written that TLS Secrets are in another namespace too.
func (v *verdict) secondSecrets(first string) format.Origin {
	for i := range v.plan.Tiers {
		if t := &v.plan.Tiers[i]; t.OwnsSecret() && t.GatewayNamespace != first {
			return format.Or(v.plan.GatewayNamespaceOrigin(t), t.Written.Name.Origin)
		}
	}
	return format.ListOrigin(v.doc.Certs.Namespaces)
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
		c.take(string(manager.Kind.Value), namespace, p.IssuerName(), origin, field)
	}
	if manager.Create.Value == format.IssuerCA {
		c.take("Certificate", p.AuthorityNamespace(), p.IssuerName(), origin, field)
		c.take("Secret", p.AuthorityNamespace(), p.IssuerName(), origin, field)
	}
}
