package consequences

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkNodePortsTaken tells of Services that ask for ports of the nodes which another one has until
// later: the API server gives a number to one Service at a time, whatever the protocol, refuses the
// other, and does so when it is asked to try alone (kubernetes, pkg/registry/core/service/portallocator,
// and storage/alloc.go).
func checkNodePortsTaken(c *change) {
	t := takenPorts{change: c, held: map[string]*served.Entrance{}, asked: map[string]bool{}, place: c.placesOfServices(), next: firstNodePort}
	for _, e := range c.old.Entrances {
		for _, n := range served.HeldOnNodes(e) {
			t.held[n] = e
		}
	}
	for _, e := range c.new.Entrances {
		for _, n := range served.HeldOnNodes(e) {
			t.asked[n] = true
		}
	}
	for _, e := range c.new.Entrances {
		var holders []*served.Entrance
		taken := map[*served.Entrance][]string{}
		for _, n := range served.HeldOnNodes(e) {
			old := t.held[n]
			if old == nil || old.Service == e.Service || slices.Contains(taken[old], n) {
				continue
			}
			if taken[old] == nil {
				holders = append(holders, old)
			}
			taken[old] = append(taken[old], n)
		}
		for _, old := range holders {
			if until := t.until(old, e, taken[old]); until != "" {
				t.tellTaken(old, e, taken[old], until)
			}
		}
	}
}

// takenPorts is what is looked at for that.
type takenPorts struct {
	*change
	held  map[string]*served.Entrance // by port, on the old side
	asked map[string]bool             // on the new one
	place map[served.Service]int      // of what is applied
	next  int                         // the first port that nothing was told to take
}

// firstNodePort is the first of those that the API server gives to nobody who asks for none
// (https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions).
const firstNodePort = 30000

// placesOfServices are the places of Services among what is applied, which kubectl puts one after the other.
func (c *change) placesOfServices() map[served.Service]int {
	out, n := map[served.Service]int{}, 0
	for o := range c.New.All() {
		n++
		if o.ID().Kind == "Service" && o.ID().Group == "" {
			out[served.Service{Namespace: o.ID().Namespace, Name: o.ID().Name}] = n
		}
	}
	return out
}

// comesBeside reports whether a step has a gateway beside the one that it succeeds.
func (t *takenPorts) comesBeside(e *served.Entrance) bool {
	return slices.ContainsFunc(t.joined, func(j *joining) bool { return slices.Contains(j.entrances, e) })
}

// until is until when a Service has ports that another one asks for; "" where it lets go before.
func (t *takenPorts) until(old, e *served.Entrance, numbers []string) string {
	now, own := t.new.ByService[old.Service], old.Maker == served.Itself && e.Maker == served.Itself
	switch {
	case now == nil && t.staysBehind(old):
		return ", which nobody deletes"
	case now == nil && old.Maker == served.ControlPlane && !t.deletes(old.Object):
		return ", of a Gateway that nobody deletes"
	case now == nil && old.Maker == served.Installer:
		return " until " + t.installs() + " deletes it, which comes later"
	case now == nil && t.by == ArgoCD && t.habits().deletesFirst && t.pruneWave(old.Object) <= waveOf(e.Object) && old.Maker == served.Itself:
		if !t.comesBeside(e) {
			return ""
		}
		return ", beside which a step has it"
	case now == nil:
		return " until it is pruned, which comes later"
	case served.KeepsOnNodes(old, now, numbers):
		return ", which keeps them where it is told no others"
	case own && t.by == Kubectl && t.place[old.Service] < t.place[e.Service], own && t.by == ArgoCD && waveOf(now.Object) < waveOf(e.Object):
		return ""
	}
	return ", which lets go of them in the same change"
}

// tellTaken tells of a Service whose ports another one has, and has the steps give that one others.
func (t *takenPorts) tellTaken(old, e *served.Entrance, numbers []string, until string) {
	are := "node port " + numbers[0] + " is that"
	if len(numbers) > 1 {
		are = "node ports " + wording.Listed(numbers) + " are those"
	}
	of := append(e.Objects(), old.Objects()...)
	tell := func(help string) *Consequence {
		return t.tell("node-port-held", Danger, fmt.Sprintf("%s: the API server refuses its Service: %s of Service %s%s", e.Title(), are, wording.Quote(old.Name), until), help, of...)
	}
	if slices.ContainsFunc(served.CheckedOnNodes(old), func(n string) bool { return slices.Contains(numbers, n) }) {
		tell(fmt.Sprintf("delete Service %s before, since its healthCheckNodePort is for good; or write another one", old.Name))
		t.steps.Need(beforehand, fmt.Sprintf("delete Service %s, or write another healthCheckNodePort", old.Name))
		return
	}
	others := t.others(old, numbers)
	before, step := "before, ", fmt.Sprintf("let %s have other node ports, as %s in place of %s", old.Title(), wording.Listed(others), wording.Listed(numbers))
	var deed scripts.Deed
	if old.Maker == served.Installer || old.Maker == served.Itself && t.by == Kubectl {
		before = "run before: "
		step, deed = onOtherPorts(old, numbers, others), scripts.MoveNodePorts{Namespace: old.Namespace, Service: old.Name, From: numbers, To: others}
	}
	tell(before + step + "; from then on until the change is there nothing answers on the old ones").done = old.LoadBalancer && e.LoadBalancer
	when := beforehand
	if deed == nil || t.comesBeside(e) {
		when = foremost
	}
	t.steps.Does(when, step, deed)
}

// others are ports for a Service in place of some: those that it gets, as far as nothing has them
// before, else the first ones of which nothing is told.
func (t *takenPorts) others(old *served.Entrance, numbers []string) []string {
	gets := map[string]string{}
	if now := t.new.ByService[old.Service]; now != nil {
		for _, p := range now.Settings.Ports().All() {
			if n := p.At("nodePort").Raw(); n != nil && t.held[fmt.Sprint(n)] == nil {
				gets[p.Name().Value()] = fmt.Sprint(n)
			}
		}
	}
	out := make([]string, len(numbers))
	for _, p := range old.Settings.Ports().All() {
		if i := slices.Index(numbers, fmt.Sprint(p.At("nodePort").Raw())); i >= 0 && out[i] == "" {
			out[i] = gets[p.Name().Value()]
		}
	}
	for i := range out {
		for ; out[i] == ""; t.next++ {
			if n := strconv.Itoa(t.next); t.held[n] == nil && !t.asked[n] {
				out[i] = n
			}
		}
	}
	return out
}

// onOtherPorts is the command that gives a Service other ports of the nodes in place of some.
func onOtherPorts(e *served.Entrance, numbers, others []string) string {
	var patch []string
	for at, p := range e.Settings.Ports().All() {
		if i := slices.Index(numbers, fmt.Sprint(p.At("nodePort").Raw())); i >= 0 {
			patch = append(patch, fmt.Sprintf(`{"op":"replace","path":"/spec/ports/%d/nodePort","value":%s}`, at, others[i]))
		}
	}
	return command{"patch service", e.Name, e.Namespace, "--type json -p '[" + strings.Join(patch, ",") + "]'"}.String()
}
