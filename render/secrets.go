package render

import (
	"context"
	"errors"
	"fmt"

	"render/render/certs"
	"render/render/diag"
	"render/render/secret"
	"render/render/secret/sops"
	"render/render/wording"
)

// writeSecrets puts Secrets into their form. What a mixin or an overlay made of them
// that cannot be is blamed on it.
func (r *rendering) writeSecrets(context.Context) error {
	result, err := secret.Apply(r.list, r.settings)
	if wrong := (*sops.RecipientError)(nil); errors.As(err, &wrong) {
		at := r.kept.recipients[wrong.Index]
		r.add(diag.List{{Code: "recipient-form", Place: at.At(), Path: at.Path(), Message: "nothing can be encrypted for this recipient", Help: "copy it anew, as age-keygen -y prints it"}})
		return errRefused
	}
	if err != nil {
		return err
	}
	for _, message := range result.Refused {
		r.add(diag.List{{Code: "secret-changed", Place: r.by.of(secret.Component), Message: message, Help: "leave it as it is, or put it into a Secret of its own"}})
	}
	r.tellKeyless(result.Keyless, r.settings.Pairs)
	r.out.Withheld = result.Withheld
	r.out.Sealed, r.out.Anew, r.out.strays, r.out.served = result.Sealed, result.Anew, r.strays, result.Served
	return r.refused()
}

// tellKeyless tells of keys that are not there and needed after all, once each: why,
// and where they usually are.
func (r *rendering) tellKeyless(list []secret.Anew, pairs map[string]certs.Pair) {
	type told struct {
		diagnostic diag.Diagnostic
		more       int
	}
	var all []*told
	at := map[string]*told{}
	for _, a := range list {
		diagnostic := pairs[a.Pair].NoKey
		if first := at[diagnostic.Message]; first != nil {
			first.more++
			continue
		}
		one := *diagnostic
		one.Message += ", and " + wording.Quote(a.ID.String()) + " is to be encrypted anew: " + a.Reason
		one.Help = "put it back, from where it was made or where you keep your keys; or render where it is, and use what comes out as the earlier output here"
		at[diagnostic.Message] = &told{diagnostic: one}
		all = append(all, at[diagnostic.Message])
	}
	for _, one := range all {
		if one.more > 0 {
			one.diagnostic.Message += fmt.Sprintf("; and %d more", one.more)
		}
		r.add(diag.List{one.diagnostic})
	}
}
