package plan

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/platform"
)

// DualStackEnv is the variable of istiod, and of proxies, by which a gateway in a cluster
// that has IPv4 and IPv6 listens at both; without it, at the first address of its pod alone,
// mostly the IPv4 one (istio, pilot/pkg/features, buildGatewayListeners in
// pilot/pkg/networking/core/gateway.go;
// https://istio.io/latest/docs/setup/additional-setup/dual-stack/).
const DualStackEnv = "ISTIO_DUAL_STACK"

// IPv6 is the first IPv6 address of a tier; not set where there is none.
func (p *Plan) IPv6() format.Origin { return p.firstIP(false) }

// IPv4 is the first IPv4 address of a tier; not set where there is none.
func (p *Plan) IPv4() format.Origin { return p.firstIP(true) }

func (p *Plan) firstIP(four bool) format.Origin {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for _, one := range t.Written.IP {
			for _, ip := range t.IPs {
				if ip.Is4() == four && ip.String() == one.Value {
					return one.Origin
				}
			}
		}
	}
	return format.Origin{}
}

// DualStack reports whether istiod is told to have gateways answer at both families: where
// a tier has an IPv6 address. In a cluster of IPv6 alone it changes nothing.
func (p *Plan) DualStack() bool {
	return p.IPv6().IsSet() && platform.IstioDualStack.In(p.Versions.Istio)
}

// OnNodesAtIPv6 reports whether a tier's gateway answers at ports of nodes, and some address of
// theirs is IPv6.
func (t *Tier) OnNodesAtIPv6() bool {
	return t.Written.Service.Type.Value == format.ServiceNodePort && slices.ContainsFunc(t.IPs, netip.Addr.Is6)
}

// DeniesDualStack is what of the topology's own values or mesh configuration says that
// gateways answer at one family alone, by its path, and where those are written; at is not
// set where nothing does.
func (p *Plan) DeniesDualStack() (path string, at format.Origin) {
	i := &p.Document.Istio
	for _, one := range []struct {
		written format.Any
		path    []string
	}{
		{i.Values, []string{"pilot", "env", DualStackEnv}},
		{i.MeshConfig, []string{"defaultConfig", "proxyMetadata", DualStackEnv}},
	} {
		object, _ := one.written.Value.(map[string]any)
		value, said := ValueAt(object, one.path...)
		if on, err := strconv.ParseBool(fmt.Sprint(value)); said && (!on || err != nil) {
			return strings.Join(one.path, "."), one.written.Origin
		}
	}
	return "", format.Origin{}
}
