package consequences

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// checkProxySettings tells of what proxies are given when their pods are made: pods that are
// there keep what they were given (istio, pkg/kube/inject, PROXY_CONFIG); and of EnvoyFilters,
// which are not read here.
func checkProxySettings(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil {
			continue
		}
		if id := one.New.ID(); id.Group == objects.IstioNetworking && id.Kind == "EnvoyFilter" {
			c.tell("handling-changes", Note, titled(one.New)+": it changes proxies while they run, and how is not to be seen here", "", one.New)
		}
		if compare.Equal(proxyDefaults(one.Old), proxyDefaults(one.New)) {
			continue
		}
		s := c.withProxies()
		var names, commands []string
		for _, e := range c.new.Entrances {
			if e.Maker == served.Installer && c.old.ByService[e.Service] != nil {
				names = append(names, e.Namespace+"/"+e.Name)
				commands = append(commands, c.by.Restarting()+" deployment/"+e.Name+" -n "+e.Namespace)
			}
		}
		names = append(names, s.names()...)
		if len(s.list) > 0 {
			commands = append(commands, s.each(c.by)...)
		}
		if len(names) == 0 {
			continue
		}
		all := strings.Join(commands, "; ")
		c.tell("restart-by-hand", Warning, fmt.Sprintf("the pods of %s keep the settings of proxies that they were made with until they are restarted", quoted(names)), "run, once istiod knows the new ones: "+all, one.New)
		c.steps.Does(byHand, "once istiod knows the new settings of proxies, "+all, run(scripts.OnceReady, commands...))
	}
}

// proxyDefaults are the settings of proxies of an object that installs Istio; nil for none.
func proxyDefaults(o *objects.Object) any {
	mesh := o.Resource().Spec().At("meshConfig")
	switch {
	case o.ID().Group == objects.SailOperator:
		mesh = o.Resource().Spec().At("values", "meshConfig")
	case o.IsValues():
		mesh = o.Root().At("meshConfig")
	case o.ID().Group != objects.IstioInstall:
		return nil
	}
	return mesh.At("defaultConfig").Raw()
}
