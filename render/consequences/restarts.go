package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkRestarts tells of pods that are made anew, and of those that a person has to
// make anew so that they take part in the change: first the gateways, then the rest.
func checkRestarts(c *change) {
	c.tellRolling()
	c.tellMadePods()
	r := restarts{was: c.old.Istio(), is: c.new.Istio(), tags: map[string]string{}}
	for w := range c.new.World.Workloads() {
		old := c.Old.Find(w.ID())
		if old == nil || c.restarting(w.Object()) || w.ID().Kind == "CronJob" || w.ID().Kind == "Job" {
			continue
		}
		before, had := c.old.World.InjectedBy(old.Workload())
		after, has := c.new.World.InjectedBy(w)
		switch {
		case !had && has:
			r.add("have no sidecar", w)
		case had && !has:
			r.add("keep their sidecar", w)
		case has && before != after:
			phrase := "keep the proxy of revision " + wording.Quote(before)
			r.add(phrase, w)
			c.needRevision(&r, after)
			if r.was.By == served.Nobody && before != "default" {
				r.tags[phrase] = before
			}
		case has && r.was.Moves(r.is):
			r.add("keep the proxy of Istio "+wording.Quote(r.was.Version.String()), w)
		}
	}
	c.tellStale(&r)
	c.tellOthers(&r)
	c.tellRead()
}

// needRevision notes that somebody else's control plane has to be there before pods
// ask for it.
func (c *change) needRevision(r *restarts, revision string) {
	if r.is.By == served.Nobody && r.is.Object == nil {
		c.steps.Does(beforehand, "see that istiod of revision "+wording.Quote(revision)+" is ready", scripts.SeeIstiod{Revision: revision})
	}
}

// restarts are the workloads that have to be restarted by hand, by what their pods
// keep until then.
type restarts struct {
	was, is served.Installation
	phrases []string
	stale   []stale
	tags    map[string]string // by what they keep, the revision that may be a tag of the new one: nothing here installs it
}

func (r *restarts) add(phrase string, w objects.Workload) {
	at := slices.Index(r.phrases, phrase)
	if at < 0 {
		at = len(r.phrases)
		r.phrases, r.stale = append(r.phrases, phrase), append(r.stale, stale{})
	}
	r.stale[at].add(w)
}

// all are the workloads, gateways first.
func (r *restarts) all() stale {
	var gateways, rest []objects.Workload
	for _, s := range r.stale {
		for _, w := range s.list {
			if isGatewayPod(w) {
				gateways = append(gateways, w)
			} else {
				rest = append(rest, w)
			}
		}
	}
	return stale{append(gateways, rest...)}
}

// stale are workloads whose pods are not made anew by themselves.
type stale struct{ list []objects.Workload }

func (s *stale) add(w objects.Workload) { s.list = append(s.list, w) }

func (s *stale) names() []string {
	var out []string
	for _, w := range s.list {
		out = append(out, titleOf(w))
	}
	return out
}

// commands restart them, a namespace each.
func (s *stale) commands(by Applier) string { return strings.Join(s.each(by), "; ") }

func (s *stale) each(by Applier) []string {
	var out, seen []string
	for _, w := range s.list {
		namespace := w.ID().Namespace
		if slices.Contains(seen, namespace) {
			continue
		}
		seen = append(seen, namespace)
		var own []objects.Workload
		for _, other := range s.list {
			if other.ID().Namespace == namespace {
				own = append(own, other)
			}
		}
		out = append(out, by.restart(namespace, own))
	}
	return out
}

func (s *stale) objects() []*objects.Object {
	var out []*objects.Object
	for _, w := range s.list {
		out = append(out, w.Object())
	}
	return out
}

func (c *change) tellStale(r *restarts) {
	if len(r.stale) == 0 {
		return
	}
	for i := range r.stale {
		s := &r.stale[i]
		of := s.objects()
		for _, w := range s.list {
			if n, ok := c.new.World.Namespace(w.ID().Namespace); ok {
				of = append(of, n.Object())
			}
		}
		help := "run, once istiod is ready: " + s.commands(c.by)
		if tag := r.tags[r.phrases[i]]; tag != "" {
			help += fmt.Sprintf("; where %s is a tag of the new revision (istioctl tag list) they have its proxy already, and the tag may go once no namespace has it", wording.Quote(tag))
		}
		c.tell("restart-by-hand", Warning, fmt.Sprintf("the pods of %s %s until they are restarted", quoted(s.names()), r.phrases[i]), help, append(of, r.is.Object)...)
	}
	all := r.all()
	c.tellStopping(all, Warning, " when they are restarted", "restart them at a quiet time")
	c.steps.Does(byHand, "once istiod is ready, "+all.commands(c.by), run(scripts.OnceReady, all.each(c.by)...))
}

// namespacesKnown are the namespaces of whose workloads it is known that their pods need no restart: they
// are made anew by the change, behind istiod, or nobody puts a proxy into them.
func (c *change) namespacesKnown(r *restarts) map[string]bool {
	comes := r.was.Object == nil && (r.is.By == served.Sail || r.is.By == served.Operator) // with the change, and maybe behind the pods
	known := map[string]bool{}
	for w := range c.new.World.Workloads() {
		at := w.ID().Namespace
		if _, has := c.new.World.InjectedBy(w); has && comes {
			known[at] = false
		} else if _, told := known[at]; !told && c.Old.Find(w.ID()) != nil {
			known[at] = true
		}
	}
	return known
}

// tellOthers tells of pods of namespaces of which the objects know no workload.
func (c *change) tellOthers(r *restarts) {
	if len(r.stale) > 0 {
		return
	}
	known := c.namespacesKnown(r)
	var names, commands, bare []string
	var of, ofBare []*objects.Object
	for n := range c.new.World.Namespaces() {
		before, ok := c.old.World.InjectedIn(n.ID().Name)
		after, now := c.new.World.InjectedIn(n.ID().Name)
		if c.Old.Find(n.ID()) == nil || known[n.ID().Name] || !ok && !now || ok == now && before == after && !r.was.Moves(r.is) {
			continue
		}
		if !now {
			bare, ofBare = append(bare, n.ID().Name), append(ofBare, n.Object())
			continue
		}
		names, of = append(names, n.ID().Name), append(of, n.Object())
		commands = append(commands, c.by.Restarting()+" deployment -n "+n.ID().Name)
	}
	if len(bare) > 0 {
		c.tell("restart-by-hand", Warning, fmt.Sprintf("pods that are in namespace %s already keep the sidecar that they have until they are made anew, and have none from then on", quoted(bare)),
			"see before that none of them needs one: for mutual TLS, or for policies by who sends", ofBare...)
	}
	if len(names) == 0 {
		return
	}
	c.tell("restart-by-hand", Warning, fmt.Sprintf("pods that are in namespace %s already keep the sidecar that they have, or have none, until they are restarted", quoted(names)),
		"run, once istiod is ready: "+strings.Join(commands, "; "), append(of, r.is.Object)...)
	c.steps.Does(byHand, "once istiod is ready, restart the pods of namespace "+allQuoted(names), scripts.RestartNamespaces{Names: names})
}
