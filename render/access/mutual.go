package access

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/objects"
	"render/render/served"
)

// Scope is whom a PeerAuthentication is for: pods of a namespace, all of them without
// labels, and one port of theirs alone; no namespace is that of the whole mesh.
type Scope struct {
	Namespace, Labels string
	Port              int64
}

// CompareScopes has those of the mesh first, then of namespaces, then of pods.
func CompareScopes(a, b Scope) int {
	return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Labels, b.Labels), cmp.Compare(a.Port, b.Port))
}

// Mutual are the PeerAuthentications of a side, the first that istiod takes for each scope.
type Mutual struct {
	Order []Scope
	by    map[Scope]objects.PeerAuthentication
}

// MutualOf are those of a side with those that stay beside it, which are older: of several for the
// same the oldest holds (istio, pilot/pkg/security/authn/policy_applier.go).
func MutualOf(w *objects.World, beside []*objects.Object) *Mutual {
	out := &Mutual{by: map[Scope]objects.PeerAuthentication{}}
	for _, o := range slices.Concat(served.OfKind(beside, objects.IstioSecurity, "PeerAuthentication"), w.OfKind(objects.IstioSecurity, "PeerAuthentication")) {
		p := objects.PeerAuthentication{Resource: o.Resource()}
		at := Scope{Namespace: p.ID().Namespace}
		if labels := p.Selector().Labels(); len(labels) > 0 {
			at.Labels = labels.String()
		}
		if at.Labels == "" && at.Namespace == w.RootNamespace() {
			at.Namespace = ""
		}
		out.add(at, p)
		for _, m := range p.Spec().At("portLevelMtls").Members() {
			if port, err := strconv.ParseInt(m.Key, 10, 64); err == nil && at.Labels != "" {
				out.add(Scope{at.Namespace, at.Labels, port}, p)
			}
		}
	}
	return out
}

func (m *Mutual) add(at Scope, p objects.PeerAuthentication) {
	if _, ok := m.by[at]; !ok {
		m.Order, m.by[at] = append(m.Order, at), p
	}
}

// Mode is what holds for a scope: what it says itself, or else its pods, its namespace, or the mesh,
// or what Istio does without.
func (m *Mutual) Mode(at Scope) string {
	if p, ok := m.by[at]; ok && at.Port != 0 {
		if mode := p.PortMode(at.Port).Value(); mode != "" && mode != "UNSET" {
			return mode
		}
	}
	at.Port = 0
	for _, from := range [...]Scope{at, {Namespace: at.Namespace}, {}} {
		if p, ok := m.by[from]; ok {
			if mode := p.Mode().Value(); mode != "" && mode != "UNSET" {
				return mode
			}
		}
	}
	return "PERMISSIVE"
}

// Of is the PeerAuthentication that a scope has itself, or else what holds for it; nil
// where there is none.
func (m *Mutual) Of(at Scope) *objects.Object {
	for _, from := range [...]Scope{at, {Namespace: at.Namespace, Labels: at.Labels}, {Namespace: at.Namespace}, {}} {
		if p, ok := m.by[from]; ok {
			return p.Object()
		}
	}
	return nil
}
