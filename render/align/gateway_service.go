package align

import (
	"net/netip"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compare"
	"render/render/manifest"
)

// said are fields of a Service that somebody has said where they are not what an API
// server fills in; "" is what it leaves out.
func said() map[string]any { return saidOnce.Get(makeSaid) }

var saidOnce later.Value[map[string]any]

func makeSaid() map[string]any {
	return map[string]any{
		"allocateLoadBalancerNodePorts": true, "externalIPs": "", "externalTrafficPolicy": "Cluster", "ipFamilyPolicy": "SingleStack", "loadBalancerClass": "",
		"loadBalancerIP": "", "loadBalancerSourceRanges": "", "sessionAffinity": "None", "type": "LoadBalancer",
	}
}

// serviceOf is the Service of a gateway as its item would say it.
func serviceOf(g *gateway, object manifest.Object, want any) any {
	spec := object.Object("spec")
	wanted, is := want.(manifest.Object)
	out := projectObject(spec.Without("ports"), wanted.Without("ports"), record{})
	for _, m := range spec {
		usual, may := said()[m.Key]
		if may && wanted.Get(m.Key) == nil && !empty(m.Value) && !compare.Equal(m.Value, usual) {
			out = out.With(m.Value, m.Key)
		}
	}
	if ports, says := wanted.Get("ports").([]any); says || g.left {
		out = out.With(portsOf(spec.List("ports"), ports), "ports")
	}
	asked := wanted.Text("loadBalancerIP")
	if given := g.given(); asked != "" && len(given) > 0 {
		if want, err := netip.ParseAddr(asked); err == nil && !slices.Contains(given, want) {
			out = out.With(given[0].String(), "loadBalancerIP")
		}
	}
	if !is && len(out) == 0 {
		return nil
	}
	return out
}

// portsOf are ports as far as they are wanted, and others as they are but for what a
// cluster gives them.
func portsOf(live, want []any) []any {
	at := compare.Match(want, live)
	out := make([]any, 0, len(live))
	for i, item := range live {
		port, _ := item.(manifest.Object)
		if at[i] >= 0 {
			if wanted, is := want[at[i]].(manifest.Object); is {
				port = projectObject(port, wanted, record{})
			}
		} else {
			port = port.Without("nodePort")
		}
		out = append(out, port)
	}
	return out
}

// serviceNotesOf are those annotations of a Service that the item says, and that it must
// have said.
func serviceNotesOf(g *gateway, object manifest.Object, want any) any {
	wanted, is := want.(manifest.Object)
	applied, known := recordOf(object)
	for _, key := range [...]string{"metadata", "annotations"} {
		applied, _ = applied.member(key)
	}
	out := manifest.Object{}
	for _, m := range object.Object("metadata").Object("annotations") {
		_, was := applied.member(m.Key)
		if wanted.Get(m.Key) != nil || isRequest(m.Key) || known && was && m.Key != compare.LastApplied {
			out = append(out, m)
		}
	}
	if given := g.given(); len(given) > 0 {
		for _, name := range metallbNames {
			if key := name + requests[0]; wanted.Text(key) != "" {
				out = out.With(listed(given), key)
			}
		}
	}
	if !is && len(out) == 0 {
		return nil
	}
	return out
}

// given are the addresses of a gateway's Service that asks for none, which it has all the
// same; none where it asks for some.
func (g *gateway) given() []netip.Addr { return givenTo(g.of[services]) }

func listed(list []netip.Addr) string {
	var out []string
	for _, a := range list {
		out = append(out, a.String())
	}
	return strings.Join(out, ",")
}
