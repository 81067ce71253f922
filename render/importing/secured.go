package importing

import (
	"fmt"
	"slices"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// secures reports whether a rule sends all that comes in clear to the same address by TLS, which is
// a server's to do in a topology.
func secures(rule manifest.Object) bool {
	to := rule.Object("redirect")
	if to.Text("scheme") != "https" || to.Get("uri") != nil || to.Get("authority") != nil {
		return false
	}
	return !slices.ContainsFunc(rule.List("match"), func(m any) bool {
		return slices.ContainsFunc(asObject(m), func(one manifest.Member) bool {
			switch one.Key {
			case "port":
				n, _ := number(one.Value)
				return n != 80
			case "scheme":
				return document.Flow(one.Value) != "{exact: http}"
			case "uri":
				return document.Flow(one.Value) != "{prefix: /}"
			}
			return one.Key != "name"
		})
	})
}

// names reports whether a VirtualService is for a Gateway.
func names(v, g *objects.Object) bool {
	return slices.ContainsFunc(v.Members().Object("spec").List("gateways"), func(one any) bool {
		text, _ := one.(string)
		return text == g.ID().Namespace+"/"+g.ID().Name || text == g.ID().Name && v.ID().Namespace == g.ID().Namespace
	})
}

// tellSecured tells what became of a VirtualService that does no more than that.
func (im *importer) tellSecured(t *tier, v *objects.Object) {
	spec := v.Members().Object("spec")
	hosts := document.Texts(spec.List("hosts"))
	if len(spec.List("http")) == 1 && slices.ContainsFunc(t.servers, func(s *server) bool {
		return s.clearly.Get("httpsRedirect") == true && slices.ContainsFunc(s.hosts, func(h string) bool {
			return slices.ContainsFunc(hosts, func(wide string) bool { return wide == h || routing.Covers(wide, h) })
		})
	}) {
		im.tell(v.ID(), "", fmt.Sprintf("becomes tls.redirect of tier %q", t.name))
	}
}
