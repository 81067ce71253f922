package importing

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/places"
	"render/render/source"
)

// The bounds of what variables in each other may become, so that none of a few lines grows
// without end.
const (
	maxVariable = 4096
	maxNesting  = 20
)

// Vault begins what Ansible has encrypted.
const Vault = "$ANSIBLE_VAULT"

// Variables are those of the Ansible roles that set up a primary and a secondary ingress
// gateway on microk8s; of one name the last one holds, as with Ansible.
type Variables struct {
	names []string // in the order in which they were first read
	keys  map[string]*source.Node
	nodes map[string]*source.Node
	in    map[string][]string       // the variables that have one in them
	also  map[string][]places.Place // where one stands that another one of its name goes before
}

// OfRoles reports whether a document holds variables of the roles, or plays with some.
func OfRoles(n *source.Node) bool {
	return slices.ContainsFunc(variablesOf(n), func(m *source.Node) bool {
		return slices.ContainsFunc(m.Keys, func(k *source.Node) bool { return slices.Contains(ofRoles, k.Text) })
	})
}

// variablesOf are the maps of variables of a document: itself, or those of an inventory or of plays.
func variablesOf(n *source.Node) (out []*source.Node) {
	switch {
	case n == nil:
	case isInventory(n):
		for _, group := range n.Values {
			out = append(out, ofGroup(group)...)
		}
	case n.Kind == source.Map && n.Get("kind") == nil && n.Get("tiers") == nil:
		out = append(out, n)
	case n.Kind == source.List:
		for _, play := range n.Items {
			if play.Get("hosts") == nil {
				continue
			}
			if vars := play.Get("vars"); vars != nil && vars.Kind == source.Map {
				out = append(out, vars)
			}
			out = append(out, parameters(play.Get("roles"))...)
		}
	}
	return out
}

// parameters are the variables that a play gives to the roles that it names.
func parameters(roles *source.Node) (out []*source.Node) {
	if roles == nil {
		return nil
	}
	for _, role := range roles.Items {
		for _, m := range []*source.Node{role, role.Get("vars")} {
			if m != nil && m.Kind == source.Map && role.Get("role") != nil {
				out = append(out, OwnDefaults(m))
			}
		}
	}
	return out
}

// NewVariables are those of documents, of which a later one goes before an earlier one.
func NewVariables(documents []*source.Node) *Variables {
	v := &Variables{keys: map[string]*source.Node{}, nodes: map[string]*source.Node{}, in: map[string][]string{}, also: map[string][]places.Place{}}
	for _, n := range documents {
		for _, m := range variablesOf(n) {
			for i, k := range m.Keys {
				if before := v.keys[k.Text]; before == nil {
					v.names = append(v.names, k.Text)
				} else if before.Place != k.Place {
					v.also[k.Text] = append(v.also[k.Text], before.Place)
				}
				v.keys[k.Text], v.nodes[k.Text] = k, m.Values[i]
			}
		}
	}
	return v
}

// reference is a variable in the text of another; wholly is one that is all of it.
func reference() *regexp.Regexp {
	return referenceOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}`) })
}

func wholly() *regexp.Regexp {
	return whollyOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^\s*\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}\s*$`) })
}

var referenceOnce, whollyOnce later.Value[*regexp.Regexp]

// text is a value with the variables in it; false where it is none of one line, or holds
// what only Ansible can tell.
func (v *Variables) text(n *source.Node, of string) (string, bool) { return v.resolved(n, of, 0) }

func (v *Variables) resolved(n *source.Node, of string, depth int) (string, bool) {
	if n == nil || n.Kind != source.Scalar || depth > maxNesting || strings.HasPrefix(n.Text, Vault) {
		return "", false
	}
	ok := true
	out := reference().ReplaceAllStringFunc(n.Text, func(found string) string {
		if !ok {
			return "" // whatever else is in it, so that no time grows without end either
		}
		name := reference().FindStringSubmatch(found)[1]
		inner, known := v.resolved(v.nodes[name], name, depth+1)
		if !known || len(inner) > maxVariable {
			ok = false
			return ""
		}
		if !slices.Contains(v.in[name], of) {
			v.in[name] = append(v.in[name], of)
		}
		return inner
	})
	ok = ok && len(out) <= maxVariable && !strings.Contains(out, "{{") && !strings.Contains(out, "{%")
	return strings.TrimSpace(out), ok
}

// list are the texts of a variable that is a list, or is another one that is.
func (v *Variables) list(name string) ([]string, bool) {
	n := v.nodes[name]
	for of, depth := name, 0; n != nil && n.Kind == source.Scalar && depth < maxNesting; depth++ {
		other := wholly().FindStringSubmatch(n.Text)
		if other == nil {
			break
		}
		v.in[other[1]] = append(v.in[other[1]], of)
		n, of = v.nodes[other[1]], other[1]
	}
	if n == nil || n.Kind != source.List || len(n.Items) == 0 {
		return nil, false
	}
	var out []string
	for _, item := range n.Items {
		text, ok := v.text(item, name)
		if !ok || text == "" {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}

// under is the node at a path below a variable, lists by their first items.
func (v *Variables) under(n *source.Node, path ...string) *source.Node {
	for _, key := range path {
		if n != nil && n.Kind == source.List {
			n = slices.Concat(n.Items, []*source.Node{nil})[0]
		}
		if n == nil {
			return nil
		}
		n = n.Get(key)
	}
	if n != nil && n.Kind == source.List {
		return slices.Concat(n.Items, []*source.Node{nil})[0]
	}
	return n
}

// OwnDefaults are those of the variables of a role that the topology of the roles is made of, or of which it is
// known that they have no part in it: other roles have others.
func OwnDefaults(n *source.Node) *source.Node {
	out := &source.Node{Kind: source.Map, Place: n.Place}
	for i, k := range n.Keys {
		if slices.Contains(readByRoles(), k.Text) || apart()[k.Text] != "" {
			out.Keys, out.Values = append(out.Keys, k), append(out.Values, n.Values[i])
		}
	}
	return out
}
