package importing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
)

// findAccess finds who may come in by the policies of each tier's gateway: all of them that
// access says the same as, or none.
func (im *importer) findAccess() {
	of := map[manifest.ID]int{}
	for _, t := range im.tiers {
		a := &admission{im: im, t: t}
		a.read()
		for _, id := range a.of {
			of[id]++
		}
		if len(a.of) > 0 && !a.wrong {
			a.settle()
		}
		for i, id := range a.of {
			switch {
			case !a.wrong && i == 0:
				im.tell(id, "", fmt.Sprintf("becomes access of tier %q", t.name)+a.beside())
			case !a.wrong:
				im.tell(id, "", fmt.Sprintf("becomes access of tier %q", t.name))
			case len(im.told[id]) == 0:
				im.tell(id, "", "is not taken up: access is said of a gateway as a whole, and not all of its policies are said by it")
			}
		}
	}
	for _, kind := range [...]string{"AuthorizationPolicy", "RequestAuthentication"} {
		for _, o := range im.world.OfKind(objects.IstioSecurity, kind) {
			if of[o.ID()] == 0 {
				im.tell(o.ID(), "", "is not taken up: "+im.elsewhere(o))
			}
		}
	}
}

// elsewhere is for what a policy is that is for no gateway, and what to do about it.
func (im *importer) elsewhere(o *objects.Object) string {
	id, spec := o.ID(), o.Members().Object("spec")
	for _, r := range append(spec.List("targetRefs"), spec.Get("targetRef")) {
		if ref := asObject(r); len(ref) > 0 {
			return fmt.Sprintf("it is for %s %q, which is no gateway that was found; read that too", ref.Text("kind"), ref.Text("name"))
		}
	}
	chosen := objects.Labels(spec.Object("selector").Object("matchLabels"))
	for _, t := range im.tiers {
		if len(chosen) > 0 && t.labels.Match(chosen) {
			return fmt.Sprintf("it is for pods in %q, and those of gateway %q are in %q", id.Namespace, t.workload, t.namespace)
		}
	}
	pods := "all pods of " + strconv.Quote(id.Namespace)
	if len(chosen) > 0 {
		pods = fmt.Sprintf("pods in %q with %s", id.Namespace, document.Flow(manifest.Object(chosen)))
	}
	return "it is for " + pods + ", and access is of gateways; leave it where it is, or write isolation, and allowFrom of apps, for who may call them inside the mesh"
}

// beside is how access differs from the policies that it is made of, as a line goes on.
func (a *admission) beside() string {
	if len(a.notes) == 0 {
		return ""
	}
	return ", by which " + strings.Join(a.notes, ", and ")
}

// read reads the policies that are for the tier's gateway.
func (a *admission) read() {
	for _, o := range a.im.world.OfKind(objects.IstioSecurity, "RequestAuthentication") {
		if a.chosen(o) {
			a.of = append(a.of, o.ID())
			a.authentication(o)
		}
	}
	for p := range a.im.world.AuthorizationPolicies() {
		o := p.Object()
		if !a.chosen(o) {
			continue
		}
		id, spec := o.ID(), o.Members().Object("spec")
		a.of = append(a.of, id)
		if p.DryRun() {
			a.miss(id, "metadata.annotations", "it is tried alone, and refuses nothing")
			continue
		}
		switch action := spec.Text("action"); action {
		case "", "ALLOW":
			a.closed, a.first = true, id
			a.allow = append(a.allow, a.grants(id, spec)...)
		case "DENY":
			a.deny = append(a.deny, a.grants(id, spec)...)
		case "CUSTOM":
			name := spec.Object("provider").Text("name")
			if a.asked != "" && a.asked != name && !a.im.asksSeveral() {
				a.miss(id, "spec.provider", "another provider is asked already, and a tier asks one")
			}
			a.asked = name
			for _, g := range a.grants(id, spec) {
				g.provider = name
				a.custom = append(a.custom, g)
			}
		default:
			a.miss(id, "spec.action", "access lets in or refuses, and does nothing else")
		}
	}
}

// asksSeveral reports whether istiod has a gateway ask several providers.
func (im *importer) asksSeveral() bool {
	value, _ := im.world.PilotEnvironment(plan.SeveralProvidersEnv)
	on, err := strconv.ParseBool(value)
	return on && err == nil
}

// chosen reports whether a policy is for the tier's gateway: by its Gateway, or by its pods.
func (a *admission) chosen(o *objects.Object) bool {
	id, spec := o.ID(), o.Members().Object("spec")
	for _, r := range append(spec.List("targetRefs"), spec.Get("targetRef")) {
		if ref, _ := r.(manifest.Object); ref.Text("kind") == "Gateway" && ref.Text("name") == a.t.gateway && id.Namespace == a.t.space {
			return true
		}
	}
	asked := objects.Labels(spec.Object("selector").Object("matchLabels"))
	if id.Namespace != a.t.namespace && id.Namespace != a.im.rooted || spec.Get("targetRefs") != nil || spec.Get("targetRef") != nil {
		return false
	}
	if len(asked) > 0 {
		return a.t.labels.Match(asked)
	}
	a.of = append(a.of, id)
	if id.Namespace == a.im.rooted {
		a.miss(id, "", "it is for every pod of the mesh, and access for a gateway's")
	} else {
		a.miss(id, "", "it is for every pod of its namespace, and access for a gateway's")
	}
	return false
}

// settle finds who may come in to each app, and what of that is said of the tier.
func (a *admission) settle() {
	found := map[*app]*entry{}
	var order []*app
	for _, one := range a.targets() {
		e := a.entryOf(&one)
		if a.wrong {
			return
		}
		before, seen := found[one.app]
		if !seen {
			found[one.app], order = e, append(order, one.app)
			continue
		}
		if text := before.with(a, e); text != "" {
			a.miss(a.of[len(a.of)-1], "", fmt.Sprintf("app %q has routes for different people, %s; give one of them an app of its own", one.app.name, text))
			return
		}
	}
	if a.unasked(found) {
		return
	}
	if !a.closed {
		a.note("what no route is for is refused with 403")
	}
	a.share(found, order)
}

// unasked tells of issuers whose tokens are verified and asked for by nobody, or for others than
// are asked for.
func (a *admission) unasked(found map[*app]*entry) bool {
	for i := range a.tokens {
		of, asked, all, audiences := &a.tokens[i], false, false, []any(nil)
		for _, e := range found {
			for _, w := range e.ways {
				for _, t := range w.tokens {
					if t.issuer == of.issuer {
						asked, all = true, all || len(t.audiences) == 0
						audiences = append(audiences, t.audiences...)
					}
				}
			}
		}
		switch {
		case !asked:
			a.miss(of.of, of.at, "its tokens are verified, and nobody has to bring one")
		case len(of.audiences)+len(of.toHeaders) == 0: // without claims in headers access asks for audiences by rules alone
		case !all && !samePaths(document.Texts(unique(audiences)), document.Texts(of.audiences)):
			a.miss(of.of, of.at, "it verifies tokens for others than those for whom rules ask, and access verifies those alone")
		}
	}
	return a.wrong
}

// share puts who may come in to the apps, and to the tier what holds for it: what its own routes
// have, or where no app is open to all, what the policies let in first.
func (a *admission) share(found map[*app]*entry, order []*app) {
	admitted := map[*app]document.Mapping{}
	open, count := false, map[string]int{}
	slices.SortStableFunc(order, func(x, y *app) int { return found[x].rank - found[y].rank })
	for _, one := range order {
		admitted[one] = found[one].document(a, map[string]bool{})
		open = open || len(admitted[one]) == 0
		count[document.Flow(admitted[one])]++
	}
	var general *entry
	switch own, has := found[nil]; {
	case has:
		general = own
	case !open:
		general = found[order[0]]
	default:
		for _, one := range order {
			if len(admitted[one]) > 0 && count[document.Flow(admitted[one])] > 1 && general == nil {
				general = found[one]
			}
		}
	}
	given, all := map[string]bool{}, document.Flow(document.Mapping(nil)) // headers of claims, each once
	if general != nil {
		a.t.access, all = general.document(a, given), document.Flow(general.document(a, map[string]bool{}))
	}
	for _, one := range order {
		switch m := admitted[one]; {
		case one == nil || document.Flow(m) == all:
		case len(m) == 0:
			one.access = "off"
		default:
			one.access = found[one].document(a, given)
		}
	}
	if a.networks(found) && len(a.im.proxies(a.t)) == 0 && a.t.service.Text("type") != "ClusterIP" && a.t.service.Text("externalTrafficPolicy") != "Local" {
		a.t.service = a.t.service.With("Local", "externalTrafficPolicy") // so that the gateway sees who asks
		if !a.t.made {
			a.note("the gateway's Service has externalTrafficPolicy: Local, without which the gateway sees nodes in place of who asks")
		}
	}
}

// networks reports whether anybody comes in by a network.
func (a *admission) networks(found map[*app]*entry) bool {
	for _, e := range found {
		if len(e.from)+len(e.notFrom)+len(e.unless) > 0 || slices.ContainsFunc(e.ways, func(w way) bool { return len(w.from)+len(w.notFrom) > 0 }) {
			return true
		}
	}
	return false
}
