package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/wording"
)

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
	v.checkIssuerKind(c)
	authority := c.Create.Value == format.IssuerCA && c.Kind.Value == format.KindClusterIssuer
	if c.Namespace.IsSet() && !authority {
		v.fail("issuer", c.Namespace.Origin, "has no effect: only the authority of a ClusterIssuer that is made is there", "remove it")
	}
	if spaces := v.plan.IssuerNamespaces(); c.Create.Value == format.IssuerCA && c.Kind.Value == format.KindIssuer && len(spaces) > 1 {
		v.fail("issuer", v.secondSecrets(spaces[0]), fmt.Sprintf("the Issuer is in namespace %q and issues nothing in another", spaces[0]),
			"write kind: ClusterIssuer in secrets.cert-manager, or remove it", c.Origin)
	}
	v.warnOfIssuers(c)
	v.warnOfPrivate(c)
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

// checkIssuerKind checks that a kind and its group go together.
func (v *verdict) checkIssuerKind(c *format.CertManager) {
	own := []string{format.KindIssuer, format.KindClusterIssuer}
	kind, foreign := c.Kind, c.Group.Value != format.GroupCertManager && !c.Group.IsWrong()
	switch {
	case kind.IsWrong() || c.Group.IsWrong():
	case foreign && c.Create.IsSet():
		v.fail("issuer", c.Group.Origin, "has no effect: an issuer that is made is one of cert-manager's own", "remove it", c.Create.Origin)
	case foreign && !kind.IsSet():
		v.fail("issuer", c.Group.Origin, "nothing tells which kind of "+wording.Quote(c.Group.Value)+" the issuer is of", "write kind: ... beside it")
	case !foreign && !slices.Contains(own, kind.Value):
		help := wording.DidYouMean(kind.Value, own)
		if wording.Suggest(kind.Value, own) == "" {
			help += "; or beside another kind the API group that it is of, group: ..."
		}
		v.fail("issuer", kind.Origin, wording.Quote(kind.Value)+" is no kind of cert-manager's own group", help)
	}
}

// warnOfIssuers warns where an issuer that serves one namespace is asked from several.
func (v *verdict) warnOfIssuers(c *format.CertManager) {
	if c.Create.IsSet() || c.Kind.Value != format.KindIssuer || c.Group.Value != format.GroupCertManager || !v.plan.OwnsSecrets() {
		return
	}
	if spaces := v.plan.IssuerNamespaces(); len(spaces) > 1 {
		v.warn("issuer", format.Or(c.Issuer.Origin, c.Origin), fmt.Sprintf("an Issuer issues in its own namespace alone, and certificates are in %s", strings.Join(spaces, ", ")),
			fmt.Sprintf("write kind: ClusterIssuer beside it if %s is one, or have an Issuer of that name in each", wording.Quote(c.Issuer.Value)), v.secondSecrets(spaces[0]))
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

// publicAuthorities are public authorities as issuers are named by them.
var publicAuthorities = []string{"letsencrypt", "zerossl", "buypass"}

// warnOfPrivate warns where an issuer that has the name of a public authority is asked for names
// that none of them issues for: cert-manager asks in vain, and goes on asking.
func (v *verdict) warnOfPrivate(c *format.CertManager) {
	name := strings.NewReplacer("-", "", "_", "", ".", "").Replace(strings.ToLower(c.Issuer.Value))
	if c.Create.IsSet() || !slices.ContainsFunc(publicAuthorities, func(one string) bool { return strings.Contains(name, one) }) {
		return
	}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Servers {
			s := &v.plan.Tiers[i].Servers[j]
			if !s.OwnsSecret() {
				continue
			}
			for _, h := range s.Hosts {
				of := unissued(h.Value, true)
				if h.IsWrong() || h.Value == "*" || of == "" {
					continue
				}
				if !strings.Contains(h.Value, ".") {
					of = "for a name without a dot"
				}
				v.warn("issuer", h.Origin, fmt.Sprintf("no public authority issues a certificate %s, and %s has the name of one", of, wording.Quote(c.Issuer.Value)),
					"write cert: {secret: NAME} for it, with a certificate of your own, or an issuer of your own for all, create: ca", c.Issuer.Origin)
				break // of its other hosts the same is to be done
			}
		}
	}
}
