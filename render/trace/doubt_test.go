package trace_test

import (
	"os"
	"strings"
	"testing"

	"render/render/trace"
)

// members are let in by a token, and from some addresses; others is a rule for requests that no
// entrance of the base has.
const (
	members = `
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: members, namespace: edge}
spec: {selector: {matchLabels: {istio: front}}, rules: [RULE]}
`
	member = `{from: [{source: {ipBlocks: [198.51.100.0/25], requestPrincipals: ["https://sso.example.org/*"]}}], when: [{key: "request.auth.claims[role]", values: [nurse]}]}`
	others = `, {from: [{source: {requestPrincipals: ["https://sso.example.org/*"]}}], to: [{operation: {hosts: [lab.example.net]}}]}`
)

// TestChangesBesideTokens: who is told apart by an address is judged by it, whatever a token says; of what
// tokens say it is told that it is not known, where that differs for a request.
func TestChangesBesideTokens(t *testing.T) {
	text, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base := string(text) + strings.Replace(members, "RULE", member, 1)
	unseen := strings.NewReplacer("externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster")
	for name, one := range map[string]struct {
		old, from, to string
		stops         string
		want          trace.Undecided // 1 for any
	}{
		"a range is narrower":        {base, "loadBalancerSourceRanges: [198.51.100.0/24]", "loadBalancerSourceRanges: [198.51.100.0/26]", "198.51.100.127", trace.Undecided{}},
		"a block of the policy is":   {base, "198.51.100.0/25", "198.51.100.0/26", "198.51.100.127", trace.Undecided{}},
		"another rule":               {base, "rules: [" + member, "rules: [" + member + others, "", trace.Undecided{}},
		"another rule before it":     {base, "rules: [", "rules: [" + strings.TrimPrefix(others, ", ") + ", ", "", trace.Undecided{}},
		"another claim":              {base, "values: [nurse]", "values: [doctor]", "", trace.Undecided{Tokens: 1}},
		"another issuer":             {base, "sso.example.org", "login.example.org", "", trace.Undecided{Tokens: 1}},
		"an audit":                   {base + strings.Replace(members, "RULE]", strings.Replace(member, "nurse", "auditor", 1)+"], action: AUDIT", 1), "values: [auditor]", "values: [nurse]", "", trace.Undecided{}},
		"a claim, by hidden clients": {unseen.Replace(base), "values: [nurse]", "values: [doctor]", "", trace.Undecided{Tokens: 1}},
		"a block of hidden clients":  {unseen.Replace(base), "198.51.100.0/25", "198.51.100.0/26", "", trace.Undecided{Addresses: 1}},
		"a template of paths":        {strings.Replace(base, member, `{to: [{operation: {paths: ["/{*}"]}}]}`, 1), "/{*}", "/{**}", "", trace.Undecided{Others: 1}},
	} {
		if strings.Count(one.old, one.from) == 0 {
			t.Fatalf("%s: %q is not there", name, one.from)
		}
		got := trace.ChangesByClients(meshOf(t, one.old), meshOf(t, strings.Replace(one.old, one.from, one.to, 1)))
		stops := ""
		for _, c := range got.Changes {
			if from := c.Request.From.String(); c.Kind != trace.Stops || !c.Request.From.IsValid() || stops != "" && stops != from {
				t.Errorf("%s: %s %s", name, c.Kind, c.Request.Words())
			} else {
				stops = from
			}
		}
		any := trace.Undecided{Addresses: min(got.Unjudged.Addresses, 1), Tokens: min(got.Unjudged.Tokens, 1), Others: min(got.Unjudged.Others, 1)}
		if stops != one.stops || any != one.want {
			t.Errorf("%s: stops from %q, want %q; %+v are not decided, want %+v", name, stops, one.stops, got.Unjudged, one.want)
		}
	}
}

// TestAllByClientsBesideTokens: what is expected of requests says from where they arrive with a token.
func TestAllByClientsBesideTokens(t *testing.T) {
	text, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, one := range map[string]struct {
		rule string
		want bool
	}{
		"a token":                       {`{from: [{source: {requestPrincipals: ["*"]}}]}`, true},
		"a token, and hidden addresses": {`{from: [{source: {requestPrincipals: ["*"], remoteIpBlocks: [198.51.100.0/25]}}]}`, false},
	} {
		base := string(text)
		if !one.want {
			base = strings.Replace(base, "externalTrafficPolicy: Local\n  loadBalancerSourceRanges: [198.51.100.0/24]", "externalTrafficPolicy: Cluster", 1)
		}
		all, _ := meshOf(t, base+strings.Replace(members, "RULE", one.rule, 1)).AllByClients()
		found := false
		for _, r := range all {
			found = found || r.From.IsValid()
		}
		if found != one.want {
			t.Errorf("%s: requests from addresses are there: %t", name, found)
		}
	}
}

// forSome has a route for who is in a group, beside one for all or alone.
const (
	forSome = `
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ha, namespace: edge}
spec:
  hosts: [ha.lab.example.net]
  gateways: [family]
  http:
  - {name: some, match: [{uri: {prefix: /}, headers: {"@request.auth.claims.group": {exact: beta}}}], directResponse: {status: 200}}
`
	forAll = "  - {directResponse: {status: 204}}\n"
)

// TestChangesOfClaims: what routes by a token's claims do is told as not known where it differs.
func TestChangesOfClaims(t *testing.T) {
	gateways, _, _ := strings.Cut(twoGateways, "---\napiVersion: networking.istio.io/v1\nkind: VirtualService")
	for name, one := range map[string]struct {
		old, from, to string
		tokens        bool
	}{
		"another group":        {forSome + forAll, "exact: beta", "exact: testers", true},
		"another answer":       {forSome + forAll, "status: 200", "status: 201", true},
		"another group, alone": {forSome, "exact: beta", "exact: testers", true},
		"another name, alone":  {forSome, "name: some", "name: few", false},
		"another name for it":  {forSome + forAll, "name: some", "name: few", false},
	} {
		if strings.Count(one.old, one.from) != 1 {
			t.Fatalf("%s: %q is not there", name, one.from)
		}
		got := trace.ChangesByClients(meshOf(t, gateways+one.old), meshOf(t, gateways+strings.Replace(one.old, one.from, one.to, 1)))
		if len(got.Changes) > 0 || got.Tried == 0 || got.Unjudged.Tokens > 0 != one.tokens || got.Unjudged.All() != got.Unjudged.Tokens {
			t.Errorf("%s: %d changes of %d requests, %+v not decided", name, len(got.Changes), got.Tried, got.Unjudged)
		}
	}
}
