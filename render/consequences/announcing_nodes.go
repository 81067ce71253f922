package consequences

import (
	"fmt"

	"render/render/nodes"
	"render/render/objects"
	"render/render/served"
)

// checkAnnouncingNodes tells of gateways that only nodes with a ready pod of theirs announce, where none on
// which pods run up to now may any more: nobody does until the new ones are ready.
func checkAnnouncingNodes(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || !old.LoadBalancer || !e.LoadBalancer || !old.Asks(e) {
			continue
		}
		byHand := e.Maker == served.Installer && c.installs() == byPerson
		was, is := c.old.PoolOf(old.Reached()), c.new.PoolOf(e.Reached())
		if was == nil || is == nil || !old.Local() || !byHand && !e.Local() { // the Service too is as it was until a person installs
			continue
		}
		var stay []*objects.Object
		for _, o := range c.gone {
			if o.ID().Group == objects.MetalLB && !c.deletes(o) && served.Announces(o.Advertisement(), is) {
				stay = append(stay, o)
			}
		}
		running, announcing := c.old.RunningNodes(old), c.new.AnnouncingNodes(is, stay)
		if !nodes.Meet(running, c.old.AnnouncingNodes(was, nil)) || nodes.Meet(running, announcing) {
			continue
		}
		of, what := append(c.advertisementsOf(is), e.Objects()...), fmt.Sprintf("%s: none of the nodes on which its pods run may announce its address any more, and with externalTrafficPolicy Local no other does", e.Title())
		if !nodes.Meet(c.new.RunningNodes(e), announcing) {
			c.tell("announcing-pods-left", Danger, what+": nobody answers there, and its new pods run on none that may either", "choose the same nodes for its pods as for what announces it", of...).lasting = true
			continue
		}
		until, move := "its new pods are ready on others", "let its pods move"
		if byHand {
			until, move = "a person has run "+byPerson+", and "+until, "run "+byPerson+" for its pods"
		}
		c.tell("announcing-pods-left", Danger, what+": nobody answers there until "+until, "in two changes: write the old nodes beside the new ones in what announces it, apply that and "+move+"; take the old nodes out once the new pods are ready", of...)
		c.steps.Need(beforehand, fmt.Sprintf("let the old nodes announce %s beside the new ones, %s, and wait until the new pods are ready", e.Title(), move))
	}
}
