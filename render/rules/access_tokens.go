package rules

import (
	"render/render/format"
	"render/render/plan"
)

// warnOfForeignTokens warns of tokens that an app asks for where requests to other apps of its tier may bring those of
// other issuers, which are none to the gateway. Of one issuer it does so once, and not at all of one of told.
func (v *verdict) warnOfForeignTokens(t *plan.Tier, tokens []*format.JWT, told map[string]bool) {
	if len(t.Apps) < 2 || allAskForTokens(t) {
		return
	}
	times := map[string]int{}
	for _, j := range tokens {
		times[j.Issuer.Value]++
	}
	for i := range t.Apps {
		access := t.Apps[i].Written.Access
		if access == nil || len(access.JWT) == 0 || access.JWT[0].Header.IsSet() || told[access.JWT[0].Issuer.Value] {
			continue
		}
		own := &access.JWT[0]
		told[own.Issuer.Value] = true
		of := ""
		if times[own.Issuer.Value] > 1 {
			of = ", at each jwt of this issuer"
		}
		v.warn("access-token", own.Issuer.Origin, "tokens are verified for the whole gateway: one of another issuer in authorization is answered by 401 on hosts of other apps too",
			"write a header of its own, if other apps of the tier have tokens of others; if none has any, write that: header: authorization, prefix: \"Bearer \""+of, t.Written.Name.Origin)
	}
}

// allAskForTokens reports whether nobody comes in to a tier's apps without a token that its gateway verifies, so that
// one of another issuer is let in nowhere anyhow.
func allAskForTokens(t *plan.Tier) bool {
	for i := range t.Apps {
		a := t.AccessOf(&t.Apps[i])
		if a == nil || len(a.JWT) == 0 || len(a.Except) > 0 {
			return false
		}
	}
	return len(t.Written.Routes) == 0
}
