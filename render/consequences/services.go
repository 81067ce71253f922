package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// checkServices tells of fields of gateways' Services: who is let in, what stays
// open, whose pods get packets.
func checkServices(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil {
			continue
		}
		of := append(e.Objects(), old.Objects()...)
		c.checkOnNodes(old, e, of)
		if !served.IsOpen(old.Kind()) || !e.LoadBalancer {
			continue
		}
		if was, is := served.HasNodePorts(old), served.HasNodePorts(e); was && !is {
			why := ", though it is to have none"
			if len(e.Sources()) > 0 {
				why = " to all, since sourceRanges hold at its address alone"
			}
			c.tell("node-ports-stay", Warning, fmt.Sprintf("%s: the node ports that its Service has stay open%s", e.Title(), why),
				fmt.Sprintf("take them off once it is applied, for each port: kubectl patch service %s -n %s --type json -p '[{\"op\": \"remove\", \"path\": \"/spec/ports/0/nodePort\"}]'", e.Name, e.Namespace), of...)
			c.steps.Need(byHand, fmt.Sprintf("take the node ports off Service %s", e.Name))
		}
		if !old.LoadBalancer {
			continue
		}
		c.checkSources(old, e, of)
		if e.Local() && !old.Local() {
			c.tell("local-traffic", Warning, fmt.Sprintf("%s: only nodes with a ready pod of it announce and take its traffic; the announcing node may change, which takes seconds", e.Title()),
				"see that a pod runs on a node that announces the address", of...)
		}
	}
}

// checkOnNodes tells of a gateway whose ports are open on nodes from now on, where not all came in by
// its address before, or do now.
func (c *change) checkOnNodes(old, e *served.Entrance, of []*objects.Object) {
	now := openOnNodes(e)
	if now == "" || openOnNodes(old) != "" || e.Kind() != old.Kind() && e.Maker == served.Itself && len(e.From)+len(old.From) == 0 {
		return // of which checkOpened tells
	}
	alone := "nobody came in by one before"
	switch is, was := e.Sources(), old.Sources(); {
	case len(is) > 0:
		alone = quoted(is) + " alone may come in by its address, and by a node's nobody is asked"
	case e.LoadBalancer:
		return
	case len(was) > 0:
		alone = quoted(was) + " alone came in before, and by a node's address nobody is asked"
	}
	c.tell("node-ports-opened", Danger, fmt.Sprintf("%s: %s on all nodes from now on, to all who reach one: %s", e.Title(), now, alone),
		"see that it is meant, and close the ports in front of the nodes", of...)
}

// openOnNodes is what of a Service is open on nodes, with its verb; "" for nothing.
func openOnNodes(e *served.Entrance) string {
	switch numbers := served.NumbersOfNodes(e); {
	case !served.IsOpen(e.Kind()):
		return ""
	case !e.LoadBalancer || served.HasNodePorts(e):
		return "its ports are open"
	case len(numbers) == 1:
		return onPorts(numbers) + " is open"
	case len(numbers) > 1:
		return onPorts(numbers) + " are open"
	}
	return ""
}

// helpSources is helpMeant of who gets in by a gateway's Service, which may be the installer's to change.
func (c *change) helpSources(e *served.Entrance) string {
	if e.Maker != served.Installer || c.new.Operated {
		return helpMeant
	}
	return "it holds as soon as " + c.installs() + " has run, and nobody notices; see that it is meant"
}

// checkSources tells of who is let in by a gateway's address, and was not, and the
// other way round, as far as its policies do not see to it. It holds at once, without a restart.
func (c *change) checkSources(old, e *served.Entrance, of []*objects.Object) {
	was, is := old.Sources(), e.Sources()
	if slices.Equal(was, is) {
		return
	}
	out, in := policies.NotWithin(was, is), policies.NotWithin(is, was)
	shuts, help, others := Danger, "it holds as soon as the Service has it, without a restart; see that all clients, and what checks the gateway's health, are within", ""
	if c.gatesAfter().Keeps(e, c.gatesBefore()) {
		shuts, help, others = Note, "", "; others, whom its AuthorizationPolicies kept out, get no connection"
	}
	opens := c.gatesAfter().Opens(e, c.gatesBefore())
	switch {
	case len(was) == 0 && len(is) > 0:
		c.tell("sources-shut-out", shuts, fmt.Sprintf("%s: lets in %s alone from now on%s", e.Title(), quoted(is), others), help, of...)
	case len(is) == 0 && len(was) > 0:
		if len(opens) > 0 {
			text := "lets all in from now on, not "
			if what := textOf(opens); what != "" {
				text = "lets in all requests" + what + " from now on, not those of "
			}
			c.tell("sources-let-in", Danger, e.Title()+": "+text+quoted(was)+" alone", c.helpSources(e), of...)
		}
		return
	case len(out) > 0:
		what, within := fmt.Sprintf("lets %s in no more", quoted(out)), " the rest"
		if left := policies.Within(is, out); len(left) > 0 { // a part of those that go stays let in
			what, within = fmt.Sprintf("lets in %s alone of %s from now on", quoted(left), quoted(out)), " what it lets in"
		}
		if help != "" {
			help += within
		}
		c.tell("sources-shut-out", shuts, fmt.Sprintf("%s: %s%s", e.Title(), what, others), help, of...)
	}
	if len(was) > 0 && len(in) > 0 && len(opens) > 0 {
		c.tell("sources-let-in", Danger, fmt.Sprintf("%s: lets %s in from now on", e.Title(), quoted(in)), c.helpSources(e), of...)
	}
}
