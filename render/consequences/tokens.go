package consequences

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// issuer is a rule of a RequestAuthentication: whose tokens are taken, and how
// (https://istio.io/latest/docs/reference/config/security/jwt/).
type issuer struct {
	name      string
	audiences []string // none are all
	keys      []string // that are written beside it, by their ids
	address   string   // of its keys, where they are not
	places    []string // of a request in which its tokens are looked for
	hands     []string // to who answers: claims in headers, the token itself
}

func issuersOf(o *objects.Object) []issuer {
	var out []issuer
	for _, r := range o.Resource().Spec().At("jwtRules").Items().All() {
		one := issuer{name: textAt(r, "issuer"), address: textAt(r, "jwksUri"), keys: keyIDs(textAt(r, "jwks"))}
		for _, text := range r.At("audiences").Items().All() {
			one.audiences = append(one.audiences, fmt.Sprint(text.Raw()))
		}
		for _, from := range r.At("fromHeaders").Items().All() {
			one.places = append(one.places, "header "+wording.Quote(textAt(from, "name")))
		}
		for _, key := range [...][2]string{{"fromParams", "parameter "}, {"fromCookies", "cookie "}} {
			for _, text := range r.At(key[0]).Items().All() {
				one.places = append(one.places, key[1]+wording.Quote(fmt.Sprint(text.Raw())))
			}
		}
		if len(one.places) == 0 {
			one.places = []string{`header "Authorization"`}
		}
		for _, to := range r.At("outputClaimToHeaders").Items().All() {
			one.hands = append(one.hands, "claim "+wording.Quote(textAt(to, "claim"))+" in header "+wording.Quote(textAt(to, "header")))
		}
		if forwards, _ := r.At("forwardOriginalToken").Raw().(bool); forwards {
			one.hands = append(one.hands, "the token itself")
		}
		out = append(out, one)
	}
	return out
}

func textAt(f objects.Field, key string) string {
	text, _ := f.At(key).Raw().(string)
	return text
}

// wholeAt is a whole number, whichever type it is of.
func wholeAt(f objects.Field, path ...string) (int64, bool) {
	n, err := strconv.ParseInt(fmt.Sprint(f.At(path...).Raw()), 10, 64)
	return n, err == nil
}

// keyIDs are the ids of the keys of a set of them.
func keyIDs(jwks string) []string {
	var set struct {
		Keys []struct {
			ID string `json:"kid"`
		} `json:"keys"`
	}
	if json.Unmarshal([]byte(jwks), &set) != nil {
		return nil
	}
	var out []string
	for i, key := range set.Keys {
		out = append(out, cmp.Or(key.ID, fmt.Sprintf("the key in place %d", i+1)))
	}
	return out
}

// checkTokens tells of tokens that are taken no more, or from now on. A request with one that is
// not taken gets 401; one without any goes on, to be judged by policies.
func checkTokens(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		o := cmp.Or(one.New, one.Old)
		if id := o.ID(); id.Group != objects.IstioSecurity || id.Kind != "RequestAuthentication" {
			continue
		}
		switch {
		case one.Kind == compare.Added:
			c.tellTokens(one.New, nil, issuersOf(one.New))
		case one.Kind == compare.Removed:
			c.tellNoTokens(one.Old)
		case one.New != nil && one.Old != nil && one.New.ID() != one.Old.ID() && selectsOthers(one) && c.new.chooses(one.Old):
			c.tellTokens(one.New, nil, issuersOf(one.New))
			c.tellNoTokens(one.Old)
		case one.New != nil && one.Old != nil:
			c.tellTokens(one.New, issuersOf(one.Old), issuersOf(one.New))
			if selectsOthers(one) && one.New.ID() == one.Old.ID() {
				c.tell("tokens-shut-out", Danger, titled(o)+": it is for others from now on, who answer tokens that it does not take with 401; those that it was for check none by it any more", "let both have one, each of its own name, until policies follow", one.New)
			}
		}
	}
}

// selectsOthers reports whether a change has an object be for other pods.
func selectsOthers(one *compare.Change) bool {
	return slices.ContainsFunc([]string{"selector", "targetRefs"}, func(key string) bool {
		return !compare.Equal(one.Old.Resource().Spec().At(key).Raw(), one.New.Resource().Spec().At(key).Raw())
	})
}

// tellNoTokens tells of a RequestAuthentication that fell out, unless with the pods that it was for.
func (c *change) tellNoTokens(o *objects.Object) {
	if c.deletes(o) && (c.new.chooses(o) || !c.old.chooses(o)) {
		c.tell("tokens-shut-out", Danger, fmt.Sprintf("%s: no token is checked any more: a policy that asks for one refuses all with 403, and where none does, a token that anybody made reaches who answers", titled(o)),
			"let policies ask for no token first", o)
	}
}

func (c *change) tellTokens(o *objects.Object, was, is []issuer) {
	find := func(list []issuer, name string) *issuer {
		at := slices.IndexFunc(list, func(one issuer) bool { return one.name == name })
		if at < 0 {
			return nil
		}
		return &list[at]
	}
	shut := func(what, help string) { c.tell("tokens-shut-out", Danger, titled(o)+": "+what, help, o) }
	open := func(what string) {
		c.tell("tokens-let-in", Danger, titled(o)+": "+what, "see that they are meant, and that policies say what may be done with one", o)
	}
	var names []string
	for _, one := range is {
		names = append(names, one.name)
		if before := find(was, one.name); before == nil && len(was) > 0 {
			open("tokens of " + wording.Quote(one.name) + " are taken from now on")
		} else if before != nil {
			before.tellUnlike(&one, shut, open)
			if len(lacking(before.hands, one.hands)) > 0 {
				c.tell("handling-changes", Note, fmt.Sprintf("%s: who answers is handed %s no more", titled(o), wording.Listed(lacking(before.hands, one.hands))), "", o)
			}
		}
	}
	if len(was) == 0 && len(is) > 0 {
		c.tell("tokens-shut-out", Warning, titled(o)+": requests with a token that is none of "+quoted(names)+" get 401 from now on", "", o)
	}
	for _, one := range was {
		if find(is, one.name) == nil {
			shut("tokens of "+wording.Quote(one.name)+" are taken no more: requests with one get 401", "keep both until no client has one of the old")
		}
	}
}

// tellUnlike tells of an issuer of whom other tokens are taken.
func (i *issuer) tellUnlike(now *issuer, shut func(what, help string), open func(what string)) {
	of := "tokens of " + wording.Quote(i.name)
	switch come, gone := lacking(now.audiences, i.audiences), lacking(i.audiences, now.audiences); {
	case len(i.audiences) == 0 && len(now.audiences) > 0:
		shut(of+" for others than "+quoted(come)+" get 401 from now on", "")
	case len(i.audiences) > 0 && len(now.audiences) == 0:
		open(of + " are taken from now on whomever they are for")
	default:
		if len(gone) > 0 {
			shut(of+" for "+quoted(gone)+" alone get 401 from now on", "keep both until no client has one of the old")
		}
		if len(come) > 0 {
			open(of + " for " + quoted(come) + " are taken from now on")
		}
	}
	switch gone := lacking(i.keys, now.keys); {
	case i.address != now.address:
		shut(of+" are checked by other keys from now on: those that the old ones signed get 401", "see that the new address has the old keys too, as long as clients have tokens of theirs")
	case len(gone) > 0:
		shut(of+" that key "+quoted(gone)+" signed get 401 from now on", "keep the old key beside the new one until no client has a token of it")
	}
	if come := lacking(now.keys, i.keys); len(come) > 0 && i.address == now.address {
		open(of + " that key " + quoted(come) + " signed are taken from now on")
	}
	if gone := lacking(i.places, now.places); len(gone) > 0 {
		shut(of+" are looked for in "+wording.Listed(now.places)+", and no more in "+wording.Listed(gone)+": requests with one there have none", "")
	}
}
