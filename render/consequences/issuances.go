package consequences

import (
	"fmt"
	"render/render/making"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// issuance are Certificates of one issuer of cert-manager's that another one issues.
type issuance struct {
	from, to     string
	names, hosts []string
	of           []*objects.Object
}

// issuedBy adds a credential whose Certificate another issuer issues to those that go the same
// way; false where it is none.
func issuedBy(list *[]issuance, one *served.Credential, was, is making.Secret) bool {
	if was.Form != making.CertManager || is.Form != making.CertManager {
		return false
	}
	from, to := making.Issuer(was.Maker), making.Issuer(is.Maker)
	if from == to {
		return false
	}
	at := slices.IndexFunc(*list, func(i issuance) bool { return i.from == from && i.to == to })
	if at < 0 {
		at = len(*list)
		*list = append(*list, issuance{from: from, to: to})
	}
	i := &(*list)[at]
	i.names, i.hosts, i.of = append(i.names, is.Object.ID().Name), append(i.hosts, one.Hosts...), append(i.of, is.Object)
	return true
}

// tellIssuances tells of each other issuer once, however many Certificates are its.
func (c *change) tellIssuances(moved []issuance) {
	for _, i := range moved {
		what, are := "Certificate", "is"
		if len(i.names) > 1 {
			what, are = "Certificates", "are"
		}
		c.tell("cert-issuer-changes", Danger, fmt.Sprintf("%s %s: %s issued by %s in place of %s: who trusts the old authority alone refuses %s", what, quoted(i.names), are, i.to, i.from, quoted(i.hosts)), helpIssuer, i.of...)
	}
}
