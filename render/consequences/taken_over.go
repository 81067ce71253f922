package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/making"
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// foreign is what the old side names without having it, each with who names it: others made it.
type foreign struct {
	order []manifest.ID
	by    map[manifest.ID][]string
}

func (f *foreign) add(id manifest.ID, title string) {
	if f.by[id] == nil {
		f.order = append(f.order, id)
	}
	if !slices.Contains(f.by[id], title) {
		f.by[id] = append(f.by[id], title)
	}
}

// named is all that the old side names.
func (c *change) named() *foreign {
	f := &foreign{by: map[manifest.ID][]string{}}
	for _, r := range c.old.World.RoutedServices() {
		f.add(manifest.ID{Kind: "Service", Namespace: r.Namespace, Name: r.Name}, titled(r.Route))
	}
	for _, p := range c.old.World.MeshConfig().ProviderServices() {
		f.add(manifest.ID{Kind: "Service", Namespace: p.Namespace, Name: p.Name}, "provider "+wording.Quote(p.Provider))
	}
	for _, one := range c.old.credentials {
		for _, from := range one.From {
			f.add(one.ID, titled(from))
		}
	}
	for _, one := range c.old.authorities {
		for _, id := range one.Secrets() {
			f.add(id, titled(one.From[0]))
		}
	}
	for o := range c.Old.All() {
		needs.Each(o, func(to manifest.ID, _ string) { f.add(to, titled(o)) })
	}
	return f
}

// checkTakenOver tells of what the old side names without having it, and the new side brings: where
// somebody else made one, it is applied over that. Accounts and claims that are applied over others are the
// same, or refused. Of what a cluster has the old side holds it, so that
// it is compared.
func checkTakenOver(c *change) {
	if c.Live {
		return
	}
	in := map[string]bool{} // namespaces that are there
	for o := range c.Old.All() {
		in[o.ID().Namespace] = true
	}
	f := c.named()
	for _, id := range f.order {
		one := served.Service{Namespace: id.Namespace, Name: id.Name}
		if c.Old.Find(id) != nil || id.Kind == "ServiceAccount" || isClaim(id) || id.Kind == "Service" && c.old.ByService[one] != nil || id.Kind == "Secret" && c.old.making(id).Object != nil {
			continue
		}
		in[id.Namespace] = true
		if service, ok := c.new.World.Service(id.Namespace, id.Name); ok && id.Kind == "Service" {
			c.tellTakenOver(service)
		} else if id.Kind != "Service" {
			c.tellReplaced(id, f.by[id])
		}
	}
	for o := range c.New.All() {
		if id := o.ID(); id.Group == objects.Core && id.Kind == "Namespace" && in[id.Name] && c.Old.Find(id) == nil {
			c.tellJoinedNamespace(o)
		}
	}
}

// tellTakenOver tells of a Service that may be applied over one of somebody else's. What nobody applied
// before as its own goes on beside what is applied now: labels of a selector add up. The selector of
// a workload may not change at all.
func (c *change) tellTakenOver(one objects.Service) {
	name, what, pods := one.ID().Name, titled(one.Object()), podsOf(c.new, one)
	of, see, help := []*objects.Object{one.Object()}, "service/"+name, "see that it says the same: kubectl get "
	says := fmt.Sprintf("%s: requests go to it already, and the old side does not have it: where somebody else made it, this is applied over that one", what)
	if len(one.Selector().Labels()) > 0 {
		says += ", and chooses pods by the labels of both, which may be none"
	}
	if len(pods) > 0 {
		says += "; " + titled(pods[0]) + " is refused where there is one with another selector, and nobody answers until the new pods are ready"
		help = "give it another name: requests go over once its pods are ready, and the other is deleted afterwards; or delete the other before, and nobody answers meanwhile. What is there: kubectl get "
		of, what = append(of, pods...), what+" and "+titledWhole(pods)
		for _, o := range pods {
			see += " " + resource(o) + "/" + o.ID().Name
		}
	}
	c.tell("taken-over", Warning, says, help+see+" -n "+one.ID().Namespace+" -o yaml", of...)
	c.steps.Need(beforehand, fmt.Sprintf("see that nobody else made %s, or give it another name", what))
}

// tellReplaced tells of another object, or of a Secret that comes by what makes it.
func (c *change) tellReplaced(id manifest.ID, by []string) {
	o, form := c.New.Find(id), making.Unmade
	if id.Kind == "Secret" {
		made := c.new.making(id)
		o, form = made.Object, made.Form
	}
	if o == nil || c.tellsOf("secret-placeholder", o) {
		return
	}
	what, names, becomes := id.Kind+" "+wording.Quote(id.Name), "names", "this is applied over that one"
	if len(by) > 1 {
		names = "name"
	}
	switch {
	case form == making.Sealed:
		becomes = "it stays as it is, since " + makerNames[form] + " changes no Secret that is not its own"
	case makerNames[form] != "":
		becomes = makerNames[form] + " replaces what is in it"
	case id.Kind == "Secret", id.Kind == "ConfigMap":
		becomes = "this takes the place of what is in it"
	case id.Group == objects.CertManager:
		becomes = "what both say adds up, which cert-manager refuses, or another authority issues from now on what it is asked for"
	}
	see := "kubectl get " + strings.ToLower(id.Kind) + " " + id.Name + " -o yaml"
	if id.Namespace != "" {
		see += " -n " + id.Namespace
	}
	c.tell("taken-over", Warning, fmt.Sprintf("%s: %s %s it already, and the old side does not have it: where somebody else made it, %s", what, fewListed(by), names, becomes), "give it another name, or see that it says the same: "+see, o)
	c.steps.Need(beforehand, fmt.Sprintf("see that nobody else made %s, or give it another name", what))
}

// tellJoinedNamespace tells of a Namespace that comes with a label for sidecars, and that was there.
func (c *change) tellJoinedNamespace(o *objects.Object) {
	if _, ok := c.new.World.InjectedIn(o.ID().Name); ok {
		c.tell("sidecar-changes", Warning, fmt.Sprintf("%s: it is there already, and the old side does not have it: by its labels all that somebody else has in it gets a sidecar too, once its pods are made anew", titled(o)),
			"where that is not meant, write create: false at the namespace, or inject: false", o)
	}
}
