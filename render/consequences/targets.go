package consequences

import (
	"fmt"
	"slices"

	"render/render/ends"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkTargets tells of Services that send requests to another port of their pods at
// once, on which those that are there do not listen: they are made anew only after. By a
// port's name each pod is asked on the number that it has for it, if it has one.
func checkTargets(c *change) {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok || c.isToldOfWhole(old, one) {
			continue
		}
		was, is := served.Targets(old), served.Targets(one)
		come, gone := lacking(is, was), lacking(was, is)
		if len(come) == 0 || len(gone) == 0 {
			continue
		}
		for _, o := range podsOf(c.new, one) {
			before := c.Old.Find(o.ID())
			if before == nil || !c.restarting(o) || isGatewayPod(o.Workload()) { // istiod has a gateway follow its Service
				continue
			}
			for _, listening := range [...]func(*objects.Object) []string{served.ListenedOn, served.ListenedByName} {
				listens, later := listening(before), listening(o)
				late := slices.DeleteFunc(slices.Clone(come), func(port string) bool { return slices.Contains(listens, port) || !slices.Contains(later, port) })
				if len(listens) == 0 {
					listens = served.ListenedOn(before)
				}
				if len(listens) > 0 && len(late) > 0 {
					c.tellTargets(one.Object(), before, o, listens, late)
				}
			}
		}
	}
}

// tellUnheard tells of requests that go to one more port of pods, which are made anew for it in the same change.
func (c *change) tellUnheard(t *ends.Change, host, paths string) {
	for _, p := range t.Now.To {
		one, ok := c.new.World.Service(p.Namespace, p.Name)
		old, was := c.old.World.Service(p.Namespace, p.Name)
		port := fmt.Sprint(served.TargetOf(one, p.Port))
		if !ok || !was || p.Port == "" || slices.Contains(served.Targets(old), port) || c.tellsOf("port-before-pods", one.Object()) {
			continue
		}
		for _, o := range podsOf(c.new, one) {
			before := c.Old.Find(o.ID())
			if before == nil || !c.restarting(o) || c.by == ArgoCD && waveOf(o) < waveOf(t.Now.From) || !slices.Contains(served.ListenedOn(o), port) {
				continue
			}
			if listens := served.ListenedOn(before); len(listens) > 0 && !slices.Contains(listens, port) {
				c.tell("port-before-pods", Warning, fmt.Sprintf("%s: requests for %s go to port %s of the pods of %s at once, and those that are there listen on %s alone: they fail with 503 until these are made anew",
					host, paths, port, titled(one.Object()), wording.Listed(listens)), "give the app the port in a step of its own, and change the route in the next", t.Now.From, o)
				c.steps.Need(beforehand, fmt.Sprintf("have the pods of %s listen on port %s too", titled(one.Object()), port))
			}
		}
	}
}

// isToldOfWhole reports whether a Service has pods of one version of an app, and the ports of that app's own
// Service, of which the same is told.
func (c *change) isToldOfWhole(old, one objects.Service) bool {
	whole, ok := c.new.WholeOf(served.NameOf(one))
	was, there := c.old.World.Service(whole.Namespace, whole.Name)
	is, _ := c.new.World.Service(whole.Namespace, whole.Name)
	alike := func(a, b objects.Service) bool {
		return slices.Equal(served.Targets(a), served.Targets(b)) && slices.Equal(served.PortsOfService(a), served.PortsOfService(b))
	}
	return ok && there && alike(was, old) && alike(is, one)
}

func (c *change) tellTargets(service, before, pods *objects.Object, listens, late []string) {
	title := titled(service)
	help := "have the pods listen on both first, and let the Service follow: two steps; or do it at a quiet time"
	if runsOther(before, pods, late) {
		help = "run the new image as another app, lead the routes there once its pods are ready, and take the old app out last; or do it at a quiet time"
	} else {
		c.steps.Need(beforehand, fmt.Sprintf("have the pods of %s listen on port %s too", title, wording.Listed(late)))
	}
	c.tell("port-before-pods", Warning, fmt.Sprintf("%s: sends requests to port %s of its pods at once, and those that are there listen on %s alone: requests fail, at a gateway with 503, until they are made anew",
		title, wording.Listed(late), wording.Listed(listens)), help, service, pods)
}

// runsOther reports whether what listens on some ports of pods is an image that none of those before runs: it can
// be that only the new one listens there.
func runsOther(before, pods *objects.Object, ports []string) bool {
	var ran []string
	for _, container := range before.Workload().Template().Spec().Containers().All() {
		ran = append(ran, container.Image().Value())
	}
	for _, container := range pods.Workload().Template().Spec().Containers().All() {
		for _, p := range container.Ports().All() {
			number, _ := p.Number().Value()
			if listed := slices.Contains(ports, fmt.Sprint(number)) || slices.Contains(ports, wording.Quote(p.Name().Value())); listed && !slices.Contains(ran, container.Image().Value()) {
				return true
			}
		}
	}
	return false
}
