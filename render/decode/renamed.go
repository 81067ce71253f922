package decode

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// renamedKey is what a field of an earlier format is called today.
type renamedKey struct {
	within string // the object that it is in now; "" for where it was
	key    string
	was    string // what key meant before, under the name that this has now; "" for nothing
}

// renamedKeys are the fields that were called otherwise, or stood elsewhere, by the
// type that had them. A known name is no slip, so nothing is guessed of it.
func renamedKeys() map[string]map[string]renamedKey { return renamedKeysOnce.Get(makeRenamedKeys) }

var renamedKeysOnce later.Value[map[string]map[string]renamedKey]

func makeRenamedKeys() map[string]map[string]renamedKey {
	return map[string]map[string]renamedKey{
		"Tier": {
			"interfaces": {within: "announce", key: "interfaces"},
			"nodes":      {within: "announce", key: "nodes"},
		},
		"TierNames": {
			"istioGateway": {key: "gateway", was: "workload"},
		},
	}
}

// renamed tells of key number i of an object by the name it has today, and reads its
// value there; false where it never was a field.
func (d *decoder) renamed(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, seen []bool) bool {
	key := n.Keys[i].Text
	now, ok := renamedKeys()[v.Type().Name()][key]
	if !ok {
		return false
	}
	if now.within != "" {
		d.fail("field-renamed", at, fmt.Sprintf("%q is a field of %s now", key, now.within), "write "+d.together(v.Type().Name(), n, now.within))
	} else {
		message, help := fmt.Sprintf("%q is called %q now", key, now.key), "write: "+now.key
		if now.was != "" && n.Get(now.key) != nil {
			message += fmt.Sprintf(", and what was called %q is called %q", now.key, now.was)
			help = fmt.Sprintf("write %s for %s, and %s for %s", now.was, now.key, now.key, key)
		}
		d.fail("field-renamed", at, message, help)
	}
	d.readRenamed(v, p, n, i, at, now, seen)
	return true
}

// together are the fields of an object that are in another of it now, as they are
// written there.
func (d *decoder) together(of string, n *source.Node, within string) string {
	var list []string
	for i, k := range n.Keys {
		if now := renamedKeys()[of][k.Text]; now.within == within && !slices.Contains(list, now.key) {
			list = append(list, now.key+": "+abridged(n.Values[i]))
		}
	}
	return within + ": {" + strings.Join(list, ", ") + "}"
}

// readRenamed reads the value where the field is today, if nothing stands there.
func (d *decoder) readRenamed(v reflect.Value, p *format.Layout, n *source.Node, i int, at format.Origin, now renamedKey, seen []bool) {
	if now.within != "" {
		outer := p.ByKey(now.within)
		if n.Get(now.within) != nil {
			return
		}
		if !seen[outer.Index] {
			seen[outer.Index] = true
			d.absent(v.Field(outer.Index), outer)
		}
		v = v.Field(outer.Index)
		p = format.LayoutOf(v.Type())
		seen = nil
	}
	f := p.ByKey(now.key)
	if seen != nil && (seen[f.Index] || n.Get(now.key) != nil) {
		return
	}
	if seen != nil {
		seen[f.Index] = true
	}
	d.asMeant(v.Field(f.Index), f, n.Values[i], at.Member(n.Keys[i].Text, n.Values[i].Place))
}
