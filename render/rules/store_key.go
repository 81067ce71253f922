package rules

import (
	"path"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// storeWords are what the key of an external store may have in braces.
var storeWords = []string{"name", "tier", "host"}

// checkStoreKey checks the words in braces of an external store's key.
func (v *verdict) checkStoreKey() {
	if v.doc.Secrets.External == nil {
		return
	}
	v.checkStoreProperties()
	v.checkStoreTemplate()
	key := v.doc.Secrets.External.Key
	if key.IsSet() && key.Value == "" {
		v.fail("store-key", key.Origin, "the key is empty", "write: "+`"{name}"`+", or remove it")
	}
	for rest := key.Value; ; {
		before, after, found := strings.Cut(rest, "{")
		word, next, closed := strings.Cut(after, "}")
		switch {
		case strings.Contains(before, "}"), found && !closed:
			v.fail("store-key", key.Origin, wording.Quote(key.Value)+" has a brace without its other half", "write {name}, {tier} or {host} in it")
			return
		case !found:
			return
		case !slices.Contains(storeWords, word):
			v.fail("store-key", key.Origin, wording.Quote("{"+word+"}")+" stands for nothing", "write {name}, {tier} or {host} in it")
		}
		rest = next
	}
}

// stored is a server whose certificate an external store has.
type stored struct {
	tier   *plan.Tier
	server *plan.Server
}

// checkKeyShared tells of two certificates that a store's key finds in one place.
func (v *verdict) checkKeyShared() {
	e := v.doc.Secrets.External
	if v.plan.Secrets != format.SecretsExternal || e == nil {
		return
	}
	first, second, found := v.sharing(e.Key.Value)
	if !found {
		return
	}
	help := "write other names of the Secrets, in names.secret"
	for _, key := range keysByName(e.Key.Value) {
		if _, _, still := v.sharing(key); !still {
			help = "write key: " + format.YAMLWord(key)
			if e.Key.IsSet() {
				help = "write: " + format.YAMLWord(key)
			}
			help += ", or the same cert at both where it is one"
			break
		}
	}
	key := wording.Quote(e.Key.Value) + " is one key"
	if filled := second.tier.StoreKey(second.server, e.Key.Value); filled != e.Key.Value {
		key = wording.Quote(e.Key.Value) + " is " + wording.Quote(filled)
	}
	v.fail("store-key-shared", format.Or(e.Key.Origin, e.Origin), key+" for two certificates, and both servers would show the one that is there",
		help, pairOrigin(first.server), pairOrigin(second.server))
}

// sharing finds two servers of different certificates for which a key is one in one
// store. A SecretStore is in a namespace, and another there in each.
func (v *verdict) sharing(key string) (first, second stored, found bool) {
	type place struct{ namespace, key string }
	at := map[place]stored{}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		spaces := []string{""}
		if v.doc.Secrets.External.Kind.Value != format.KindClusterSecretStore {
			spaces = v.plan.SecretNamespaces(t)
		}
		for j := range t.Servers {
			s := &t.Servers[j]
			if t.Unnamed || !s.OwnsSecret() {
				continue
			}
			for _, namespace := range spaces {
				one := place{namespace, t.StoreKey(s, key)}
				known, taken := at[one]
				if !taken {
					at[one] = stored{t, s}
					continue
				}
				sameName := known.server.Secret == s.Secret && known.tier.GatewayNamespace == t.GatewayNamespace // which is told
				if !sameName && !v.samePair(known.server, s) {
					return known, stored{t, s}, true
				}
			}
		}
	}
	return first, second, false
}

// samePair reports whether two servers have one certificate and one key.
func (v *verdict) samePair(a, b *plan.Server) bool {
	crt, key := v.plan.PairFiles(a)
	otherCrt, otherKey := v.plan.PairFiles(b)
	return path.Clean(crt) == path.Clean(otherCrt) && path.Clean(key) == path.Clean(otherKey)
}

// pairOrigin is where a server's certificate is named, or the host that it is called
// after.
func pairOrigin(s *plan.Server) format.Origin {
	return format.Or(s.Cert.Origin, s.FirstPlain().Origin)
}

// keysByName are keys like one that tell more Secrets apart.
func keysByName(key string) []string {
	var out []string
	for _, word := range []string{"{name}", "{host}"} {
		switch {
		case strings.Contains(key, word):
		case strings.Contains(key, "{tier}"):
			out = append(out, strings.ReplaceAll(key, "{tier}", word))
		case strings.Contains(key, "/"):
			out = append(out, key+"/"+word)
		default:
			out = append(out, key+"-"+word)
		}
	}
	return out
}

// checkStoreProperties checks what a store calls the parts of a pair: each otherwise.
func (v *verdict) checkStoreProperties() {
	p := &v.doc.Secrets.External.Properties
	seen := map[string]format.Origin{}
	for _, one := range []format.Text{p.Crt, p.Key, p.CA} {
		first, twice := seen[one.Value]
		switch {
		case one.IsWrong():
		case one.Value == "":
			v.fail("store-key", one.Origin, "the property is empty", "write what the store calls it, or remove it")
		case twice && one.IsSet() && first.IsSet():
			v.fail("store-key", one.Origin, wording.Quote(one.Value)+" is the property of two parts of a pair", "write what the store calls each", first)
		case twice:
			v.fail("store-key", format.Or(one.Origin, first), wording.Quote(one.Value)+" is the property of two parts of a pair", "write what the store calls each")
		}
		if !twice {
			seen[one.Value] = one.Origin
		}
	}
	if p.CA.IsSet() && p.CA.Value != "" && !v.authorities() {
		v.warn("no-effect", p.CA.Origin, "has no effect: no tier's `cert` has a `ca`", "remove it, or write ca: FILE in the cert whose authority is there")
	}
}

// authorities reports whether any server's certificate has its authority beside it.
func (v *verdict) authorities() bool {
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Servers {
			if v.plan.Tiers[i].Servers[j].Cert.CA.IsSet() {
				return true
			}
		}
	}
	return false
}
