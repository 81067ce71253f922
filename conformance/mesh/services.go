package mesh

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// namespace is an app's.
func (t *topology) namespace(tier *tier, a *app) string {
	switch {
	case a.Namespace != "":
		return a.Namespace
	case tier.Namespace != "":
		return tier.Namespace
	}
	return t.Namespace
}

// serviceOf is the Service that an app has, or names as existing; no name where
// it is outside the cluster.
func (t *topology) serviceOf(tier *tier, a *app) (name, namespace string) {
	namespace = t.namespace(tier, a)
	switch {
	case a.Outside != nil:
		return "", ""
	case a.Service == "" && a.Names.Service != "":
		return a.Names.Service, namespace
	case a.Service == "":
		return a.Name, namespace
	}
	service, whole := strings.CutSuffix(a.Service, ".svc.cluster.local")
	if !whole {
		service, whole = strings.CutSuffix(a.Service, ".svc")
	}
	if !whole && strings.Count(service, ".") > 1 || address(service).IsValid() {
		return "", ""
	}
	if name, other, ok := strings.Cut(service, "."); ok {
		return name, other
	}
	return service, namespace
}

// beyond is what is outside of an app; "" for none.
func (t *topology) beyond(tier *tier, a *app) string {
	if name, _ := t.serviceOf(tier, a); name != "" {
		return ""
	}
	if a.Outside != nil {
		return a.Outside.Address
	}
	return a.Service
}

// host is what Istio calls an app's Service, or what is outside; an address is
// given a name.
func (t *topology) host(tier *tier, a *app) string {
	name, namespace := t.serviceOf(tier, a)
	switch there := t.beyond(tier, a); {
	case name != "":
		return name + "." + namespace + ".svc.cluster.local"
	case address(there).IsValid():
		return a.Name + "." + t.namespace(tier, a) + ".outside.internal"
	default:
		return there
	}
}

// hostSent is the Host that goes to an app in place of the request's; "" where
// that is kept.
func (t *topology) hostSent(tier *tier, a *app) string {
	there, said := t.beyond(tier, a), ""
	if a.Outside != nil {
		said = a.Outside.Host
	}
	switch {
	case there == "" || said == "keep" || said == "" && address(there).IsValid():
		return ""
	case said == "":
		return there
	}
	return said
}

// port is the one of an app's that a route goes to.
func (a *app) port(r *route) *port {
	for i := range a.Port {
		if p := &a.Port[i]; r != nil && r.Port != nil && (fmt.Sprint(r.Port) == p.Name || fmt.Sprint(r.Port) == strconv.Itoa(p.Port)) {
			return p
		}
	}
	connections := r != nil && (r.TCP != 0 || r.TLS != 0)
	for i := range a.Port {
		if p := &a.Port[i]; (p.Protocol == "tcp" || p.Protocol == "tls") == connections {
			return p
		}
	}
	return &a.Port[0]
}

// clusters are Envoy's names for what an app's route leads to, and their
// weights.
func (t *topology) clusters(tier *tier, a *app, r *route) map[string]uint32 {
	number, host := a.port(r).Port, t.host(tier, a)
	if len(a.Versions) == 0 {
		return map[string]uint32{fmt.Sprintf("outbound|%d||%s", number, host): 100}
	}
	out := map[string]uint32{}
	for _, v := range a.Versions {
		weight := v.Weight
		switch r.Version {
		case "":
		case v.Version:
			weight = 100
		default:
			continue
		}
		if weight > 0 {
			out[t.cluster(number, v.Version, host)] = weight
		}
	}
	return out
}

// kept is by what clients of an app come to the same pod again: what it says, or what
// another says of the same Service, since one rule is for all who go there.
func (t *topology) kept(tier *tier, a *app) *sticky {
	if a.Sticky != nil {
		return a.Sticky
	}
	hosts := t.destinations(tier, a)
	for i := range t.Tiers {
		for j := range t.Tiers[i].Apps {
			other := &t.Tiers[i].Apps[j]
			if other.Sticky != nil && slices.ContainsFunc(t.destinations(&t.Tiers[i], other), func(host string) bool { return slices.Contains(hosts, host) }) {
				return other.Sticky
			}
		}
	}
	return nil
}

// destinations are the hosts for which a rule may be: the app's, or with the Gateway API
// its versions'.
func (t *topology) destinations(tier *tier, a *app) []string {
	host := t.host(tier, a)
	if t.Routing != gatewayAPI || len(a.Versions) == 0 {
		return []string{host}
	}
	var out []string
	for _, v := range a.Versions {
		_, name, _ := strings.Cut(t.cluster(0, v.Version, host), "||")
		out = append(out, name)
	}
	return out
}

// cluster is the name of a version's. The Gateway API has a Service for each.
func (t *topology) cluster(number int, version, host string) string {
	subset := strings.ToLower(strings.NewReplacer(".", "-", "_", "-").Replace(version))
	if t.Routing == gatewayAPI {
		name, rest, _ := strings.Cut(host, ".")
		return fmt.Sprintf("outbound|%d||%s-%s.%s", number, name, subset, rest)
	}
	return fmt.Sprintf("outbound|%d|%s|%s", number, subset, host)
}
