package plan

import (
	"fmt"
	"strconv"

	"render/render/format"
	"render/render/platform"
)

// QUICEnv is the variable of istiod by which gateways take HTTP/3 on each server that ends
// TLS for requests, where their Service has the server's port over UDP too (istio,
// pilot/pkg/features and pilot/pkg/model/gateway.go).
const QUICEnv = "PILOT_ENABLE_QUIC_LISTENERS"

// HTTP3Port is what port 443 of a gateway's Service is called over UDP.
const HTTP3Port = "http3"

// HTTP3 is where a tier asks for HTTP/3, the first that does; not set where none does.
func (p *Plan) HTTP3() format.Origin {
	for i := range p.Tiers {
		if asked := p.Tiers[i].Written.Service.HTTP3; asked.Value {
			return asked.Origin
		}
	}
	return format.Origin{}
}

// SaysQUIC is what the topology's own values say of HTTP/3: whether they do, and what.
func (p *Plan) SaysQUIC() (said, on bool) {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	value, said := ValueAt(values, "pilot", "env", QUICEnv)
	on, err := strconv.ParseBool(fmt.Sprint(value))
	return said, said && on && err == nil
}

// EndsWeb reports whether a tier ends TLS for requests, on port 443 among others.
func (t *Tier) EndsWeb() bool {
	return t.AnyServer(func(s *Server) bool { return s.TLS.Terminated() })
}

// OpensAllHTTP3 reports whether istiod opens HTTP/3 by itself in every Service that it
// makes of a Gateway of the Gateway API, whichever tier asks for it (istio,
// extractServicePorts in pilot/pkg/config/kube).
func (p *Plan) OpensAllHTTP3() bool {
	_, on := p.SaysQUIC()
	return p.GatewayAPI() && (on || p.HTTP3().IsSet()) && platform.IstioGatewayHTTP3.In(p.Versions.Istio)
}
