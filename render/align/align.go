// Package align owns what of two sides says nothing of what anybody wants, and is set
// aside before they are compared: what a cluster adds to objects and keeps beside
// them, and values that are redacted; what a cluster holds in place of what was
// wanted, which is the gateways that Istio's installer makes of an IstioOperator; and
// the namespaces that files leave to kubectl.
//
// In go the objects of both sides; out come objects that can be compared, and how many
// were set aside and why. It must never change an object in place, or set aside what
// somebody applied and the other side says otherwise, where that side was asked for it.
package align

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
)

// Aside is what was set aside.
type Aside struct {
	Others   int // objects of a cluster that are somebody else's
	Unknown  int // objects that do not tell what was applied of them
	Redacted int // values that are redacted on one side
	Hidden   int // Secrets of which more than a key is redacted on both sides
	// Going are objects of a cluster that are being deleted, which are taken as gone: what is
	// applied to them goes with them.
	Going []manifest.ID
	// Unasked are the kinds of which a cluster's side holds no object, in the order of
	// what is wanted: nobody knows whether it was asked for them.
	Unasked []Kind
	// Partly are IstioOperators of which a cluster's side does not tell all.
	Partly []Partly
	// Left are fields that somebody wrote on the cluster, that nobody is recorded to have applied, and
	// that the other side does not have: they are set aside, since they stay.
	Left []compare.Left
	// Beside are pods whose containers stay beside those that come; they are on both sides.
	Beside []compare.Beside
}

// Live reports whether objects are those of a cluster.
func Live(list []manifest.Manifest) bool {
	return slices.ContainsFunc(list, func(m manifest.Manifest) bool {
		metadata := m.Object.Object("metadata")
		return metadata.Get("uid") != nil || metadata.Get("resourceVersion") != nil || metadata.Get("managedFields") != nil
	})
}

// Sides are the objects of both sides as they are to be compared.
func Sides(old, new []manifest.Manifest) (olds, news []manifest.Manifest, aside Aside) {
	return sides(old, new, false)
}

// SidesUndone are those of a change by who takes away what kubectl wrote, as Flux does
// (fluxcd/kustomize-controller, which makes fields of the managers "kubectl..." its own).
func SidesUndone(old, new []manifest.Manifest) (olds, news []manifest.Manifest, aside Aside) {
	return sides(old, new, true)
}

func sides(old, new []manifest.Manifest, undoes bool) (olds, news []manifest.Manifest, aside Aside) {
	a := &aside
	oldLive, newLive := Live(old), Live(new)
	switch {
	case oldLive && newLive:
		old, new = a.served(old), a.served(new)
	case oldLive:
		new, old = a.live(new, old, undoes)
	case newLive:
		old, new = a.live(old, new, undoes)
	}
	old, new = spelledAlike(old, new)
	return a.redacted(old, new)
}

// live are what is wanted and what a cluster has, as they are to be compared. What it was
// not asked for is taken to be there as it is wanted: it differs in nothing, and what is
// judged by it is judged alike on both sides.
func (a *Aside) live(want, live []manifest.Manifest, undoes bool) (wants, lives []manifest.Manifest) {
	want, made := readBack(want, live)
	a.Partly = made.partly
	want = wanted(want)
	unasked := a.unasked(want, slices.Concat(live, made.operators))
	want = slices.DeleteFunc(want, func(m manifest.Manifest) bool { return a.leavesOut(kindOf(&m)) })
	if !undoes {
		want = a.keeping(want, live)
	}
	rival := rivals(live, want)
	rivalInstaller(live, want, made, rival)
	led := ledTo(live, want, topologiesOf(want), rival)
	stays := &staying{undoes: undoes, writers: newWriters(live, want)}
	lives = append(a.against(live, want, made, led.rival, stays), unasked...)
	a.Left = stays.left()
	beside := bystanders(live, want, made, led.beside)
	want = append(want, beside...)
	return withGiven(want, live), withGiven(inOrder(append(lives, beside...), want), live)
}

// served are the objects of a cluster that stay, without what its server says of them.
func (a *Aside) served(list []manifest.Manifest) []manifest.Manifest {
	ends := endingOf(list)
	var out []manifest.Manifest
	for _, m := range list {
		if ends.has(&m) {
			a.Going = append(a.Going, m.ID())
			continue
		}
		m.Object = withoutServer(m.Object)
		out = append(out, m)
	}
	return out
}

// unasked are the objects that are wanted of kinds of which a cluster's side holds none.
// kubectl prints nothing of a kind that it was asked for and that has no objects, so
// that those of other kinds may be there or not. Where it holds none of any kind that is
// wanted, what it was asked for is of no other use than to tell that all are missing.
func (a *Aside) unasked(want, live []manifest.Manifest) []manifest.Manifest {
	held := map[Kind]bool{}
	for i := range live {
		held[kindOf(&live[i])] = true
	}
	if !slices.ContainsFunc(want, func(m manifest.Manifest) bool { return held[kindOf(&m)] }) {
		return nil
	}
	var out []manifest.Manifest
	at := map[Kind]int{}
	for _, m := range want {
		kind := kindOf(&m)
		if held[kind] {
			continue
		}
		i, known := at[kind]
		if !known {
			i = len(a.Unasked)
			at[kind] = i
			a.Unasked = append(a.Unasked, kind)
		}
		a.Unasked[i].Objects++
		if !a.leavesOut(kind) {
			out = append(out, m)
		}
	}
	return out
}

// leavesOut reports whether objects of a kind are on neither side, since nobody knows them:
// by pools as they are wanted Services that are there would have no address.
func (a *Aside) leavesOut(kind Kind) bool {
	return kind.Group == metallb && kind.Kind == "IPAddressPool" &&
		slices.ContainsFunc(a.Unasked, func(u Kind) bool { return u.Group == kind.Group && u.Kind == kind.Kind })
}

// against are the objects of a cluster as far as they are wanted, or were applied.
// What is neither there, nor has the marks of the same topology, nor answers for what is
// wanted, is somebody else's.
func (a *Aside) against(live, want []manifest.Manifest, made installed, rival map[manifest.ID]bool, stays *staying) []manifest.Manifest {
	byID := make(map[manifest.ID]*manifest.Manifest, len(want))
	topologies := topologiesOf(want)
	for i := range want {
		if id := want[i].ID(); byID[id] == nil {
			byID[id] = &want[i]
		}
	}
	out := slices.Clone(made.operators)
	ends := endingOf(live)
	seen := make(map[manifest.ID]bool, len(live))
	for i := range live {
		m := live[i]
		object := m.Object
		if seen[m.ID()] { // asked for by two names of its kind
			continue
		}
		seen[m.ID()] = true
		other := byID[m.ID()]
		switch isOurs := ours(object, topologies) || rival[m.ID()]; {
		case made.told[m.ID()]:
			continue
		case made.left[m.ID()]:
			a.Others++
			continue
		case (other != nil || isOurs) && ends.has(&m):
			a.Going = append(a.Going, m.ID())
			continue
		case other != nil && made.holds[m.ID()] != nil && fromFile(object):
			m.Object = made.holds[m.ID()].addressed(object)
		case other != nil:
			record, known := recordOf(object)
			if !known {
				a.Unknown++
			}
			m.Object = stays.project(object, other.Object, record)
			if i := made.holds[m.ID()]; i != nil {
				m.Object = i.addressed(m.Object)
			}
		case isOurs:
			m.Object = withoutServer(object)
		default:
			if !made.by[m.ID()] {
				a.Others++
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

// inOrder puts the objects of a cluster, which gives them by kind and name, into the
// order of what is wanted; those that are not behind them.
func inOrder(live, want []manifest.Manifest) []manifest.Manifest {
	at := make(map[manifest.ID]int, len(want))
	for i := range want {
		at[want[i].ID()] = i
	}
	place := func(m manifest.Manifest) int {
		if i, ok := at[m.ID()]; ok {
			return i
		}
		return len(want)
	}
	slices.SortStableFunc(live, func(x, y manifest.Manifest) int { return place(x) - place(y) })
	return live
}
