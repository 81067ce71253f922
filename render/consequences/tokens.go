package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"render/render/compare"
	"render/render/objects"
	"render/render/policies"
	"render/render/wording"
)

func textAt(f objects.Field, key string) string {
	text, _ := f.At(key).Raw().(string)
	return text
}

// wholeAt is a whole number, whichever type it is of.
func wholeAt(f objects.Field, path ...string) (int64, bool) {
	n, err := strconv.ParseInt(fmt.Sprint(f.At(path...).Raw()), 10, 64)
	return n, err == nil
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
			var was []policies.Issuer
			if other := c.tokensOfSame(one.New); other != nil {
				was = policies.IssuersOf(other)
			}
			c.tellTokens(one.New, was, policies.IssuersOf(one.New))
		case one.Kind == compare.Removed:
			if c.tokensOfSame(one.Old) == nil {
				c.tellNoTokens(one.Old)
			}
		case one.New != nil && one.Old != nil && one.New.ID() != one.Old.ID() && selectsOthers(one) && c.gatesAfter().Chooses(one.Old):
			c.tellTokens(one.New, nil, policies.IssuersOf(one.New))
			c.tellNoTokens(one.Old)
		case one.New != nil && one.Old != nil:
			c.tellTokens(one.New, policies.IssuersOf(one.Old), policies.IssuersOf(one.New))
			if selectsOthers(one) && one.New.ID() == one.Old.ID() && c.gatesAfter().Chooses(one.New) {
				c.tell("tokens-shut-out", Danger, titled(o)+": it is for others from now on, who answer tokens that it does not take with 401; those that it was for check none by it any more", "let both have one, each of its own name, until policies follow", one.New)
			}
		}
	}
	for _, o := range c.new.World.OfKind(objects.IstioSecurity, "RequestAuthentication") {
		if old := c.formerly(o); old != nil && c.gatesBefore().Chooses(old) && !c.gatesAfter().Chooses(o) {
			c.tell("tokens-shut-out", Danger, titled(o)+": is for no pods any more, and no token is checked by it: "+untoldTokens, helpLabels, o)
		}
	}
}

const untoldTokens = "a policy that asks for one refuses all with 403, and where none does, a token that anybody made reaches who answers"

// tokensOfSame is the RequestAuthentication of the other side that is for the same pods as one that
// comes or goes, by another name.
func (c *change) tokensOfSame(o *objects.Object) *objects.Object {
	for i := range c.Changes {
		one := &c.Changes[i]
		other := cmp.Or(one.New, one.Old)
		if one.Kind != compare.Added && one.Kind != compare.Removed || one.Kind == c.changes[o].Kind || other.ID().Kind != o.ID().Kind || other.ID().Namespace != o.ID().Namespace {
			continue
		}
		if pair := (&compare.Change{Old: o, New: other}); !selectsOthers(pair) {
			return other
		}
	}
	return nil
}

// selectsOthers reports whether a change has an object be for other pods.
func selectsOthers(one *compare.Change) bool {
	return slices.ContainsFunc([]string{"selector", "targetRefs"}, func(key string) bool {
		return !compare.Equal(one.Old.Resource().Spec().At(key).Raw(), one.New.Resource().Spec().At(key).Raw())
	})
}

// tellNoTokens tells of a RequestAuthentication that fell out, unless with the pods that it was for.
func (c *change) tellNoTokens(o *objects.Object) {
	if c.deletes(o) && (c.gatesAfter().Chooses(o) || !c.gatesBefore().Chooses(o)) {
		c.tell("tokens-shut-out", Danger, titled(o)+": no token is checked any more: "+untoldTokens,
			"let policies ask for no token first", o)
	}
}

func (c *change) tellTokens(o *objects.Object, was, is []policies.Issuer) {
	find := func(list []policies.Issuer, name string) *policies.Issuer {
		at := slices.IndexFunc(list, func(one policies.Issuer) bool { return one.Name == name })
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
		names = append(names, one.Name)
		if before := find(was, one.Name); before == nil && len(was) > 0 {
			open("tokens of " + wording.Quote(one.Name) + " are taken from now on")
		} else if before != nil {
			tellUnlike(before, &one, shut, open)
			if len(lacking(before.Hands, one.Hands)) > 0 {
				c.tell("handling-changes", Note, fmt.Sprintf("%s: who answers is handed %s no more", titled(o), wording.Listed(lacking(before.Hands, one.Hands))), "", o)
			}
		}
	}
	if len(was) == 0 && len(is) > 0 {
		c.tell("tokens-shut-out", Warning, titled(o)+": requests with a token that is none of "+quoted(names)+" get 401 from now on", "", o)
	}
	for _, one := range was {
		if find(is, one.Name) == nil {
			shut("tokens of "+wording.Quote(one.Name)+" are taken no more: requests with one get 401", "keep both until no client has one of the old")
		}
	}
}

// tellUnlike tells of an issuer of whom other tokens are taken.
func tellUnlike(i, now *policies.Issuer, shut func(what, help string), open func(what string)) {
	of := "tokens of " + wording.Quote(i.Name)
	switch come, gone := lacking(now.Audiences, i.Audiences), lacking(i.Audiences, now.Audiences); {
	case len(i.Audiences) == 0 && len(now.Audiences) > 0:
		shut(of+" for others than "+quoted(come)+" get 401 from now on", "")
	case len(i.Audiences) > 0 && len(now.Audiences) == 0:
		open(of + " are taken from now on whomever they are for")
	default:
		if len(gone) > 0 {
			shut(of+" for "+quoted(gone)+" alone get 401 from now on", "keep both until no client has one of the old")
		}
		if len(come) > 0 {
			open(of + " for " + quoted(come) + " are taken from now on")
		}
	}
	switch gone := lacking(i.Keys, now.Keys); {
	case i.Address != now.Address:
		shut(of+" are checked by other keys from now on: those that the old ones signed get 401", "see that the new address has the old keys too, as long as clients have tokens of theirs")
	case len(gone) > 0:
		shut(of+" that key "+quoted(gone)+" signed get 401 from now on", "keep the old key beside the new one until no client has a token of it")
	}
	if come := lacking(now.Keys, i.Keys); len(come) > 0 && i.Address == now.Address {
		open(of + " that key " + quoted(come) + " signed are taken from now on")
	}
	if gone := i.NoMore(now); len(gone) > 0 {
		shut(of+" are looked for in "+wording.Listed(policies.TextsOf(now.Places))+", and no more in "+wording.Listed(policies.TextsOf(gone))+": requests with one there have none", "see that no client sends one there")
	}
}
