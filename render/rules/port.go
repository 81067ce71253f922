package rules

import (
	"fmt"
	"slices"
	"strconv"

	"render/internal/later"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// ownPortNames are what the ports of a gateway's Service are called; the last is there
// with HTTP/3 alone.
var ownPortNames = [...]struct {
	name   string
	number int
}{{"status-port", plan.StatusPort}, {"http2", plan.HTTPPort}, {"https", plan.HttpsPort}, {plan.HTTP3Port, plan.HttpsPort}}

// checkGatewayPorts checks the ports of the gateway Services (rule 5).
func (v *verdict) checkGatewayPorts() {
	nodes := map[int]format.Origin{}
	for i := range v.plan.Tiers {
		t := v.plan.Tiers[i].Written
		v.checkSpoken(&v.plan.Tiers[i])
		for _, n := range []format.Number{t.NodePorts.HTTP, t.NodePorts.HTTPS, t.NodePorts.Status} {
			v.checkNodePort(n, nodes)
		}
		ports, names := map[string]format.Origin{}, map[string]format.Origin{}
		numbers, told := map[int]*format.GatewayPort{}, map[*format.GatewayPort]bool{}
		own := ownPortNames[:]
		if !t.Service.HTTP3.Value {
			own = own[:len(own)-1]
		}
		for j := range t.Ports {
			p := &t.Ports[j]
			v.checkNodePort(p.NodePort, nodes)
			for _, o := range own {
				if p.Name.Value == o.name && (t.ServesHosts() || o.number == plan.StatusPort) {
					v.fail("port-name-taken", p.Name.Origin, wording.Quote(o.name)+" is the name of the gateway's own port "+strconv.Itoa(o.number), "write: another name")
				}
			}
			if first, ok := names[p.Name.Value]; ok && p.Name.Value != "" {
				v.fail("port-name-taken", p.Name.Origin, "a port called "+wording.Quote(p.Name.Value)+" is there already", "write: another name", first)
			}
			names[p.Name.Value] = p.Name.Origin
			if p.UDP() && t.Balanced() {
				v.need(p.Protocol.Origin, platform.KubernetesMixedProtocols, v.plan.Versions.Kubernetes)
			}
			if !p.Port.IsSet() || v.failReserved(p, &v.plan.Tiers[i]) {
				told[p] = true
				continue
			}
			if other := numbers[p.Port.Value]; other != nil && other.UDP() != p.UDP() {
				v.fail("port-taken", p.Port.Origin, fmt.Sprintf("%d is there for TCP and for UDP, which kubectl apply mixes up when one of them changes", p.Port.Value),
					"remove the one for UDP: nothing in a gateway listens on it", other.Port.Origin)
				told[p], told[other] = true, true
			}
			numbers[p.Port.Value] = p
			key := strconv.Itoa(p.Port.Value) + "/" + p.Transport()
			if first, ok := ports[key]; ok {
				v.fail("port-taken", p.Port.Origin, "port "+key+" is there twice", "write: another port", first)
			}
			ports[key] = p.Port.Origin
			if v.checkTargetPort(p) {
				told[p] = true
			}
		}
		v.warnOfUDP(t, told)
	}
}

// proxyPorts are taken in a gateway's pod (Istio's documentation, "Ports used by
// Istio", and the gateway's own Service).
func proxyPorts() map[int]string { return proxyPortsOnce.Get(makeProxyPorts) }

var proxyPortsOnce later.Value[map[int]string]

func makeProxyPorts() map[int]string {
	return map[int]string{
		plan.HTTPPort: "the gateway's own port http2", plan.HttpsPort: "the gateway's own port https", plan.StatusPort: "the gateway's own port status-port",
		plan.HighHTTP: "where the gateway's port 80 goes", plan.HighHTTPS: "where the gateway's port 443 goes",
		15000: "Envoy's administration", 15001: "Envoy's outbound traffic", 15004: "Istio's debug port", 15006: "Envoy's inbound traffic",
		15020: "Istio's merged metrics", 15090: "Envoy's metrics",
	}
}

// webPorts are those of proxyPorts that only tiers with hosts have.
var webPorts = []int{plan.HTTPPort, plan.HttpsPort, plan.HighHTTP, plan.HighHTTPS}

// failReserved tells of a port of the pod that is taken there.
func (v *verdict) failReserved(p *format.GatewayPort, of *plan.Tier) bool {
	hosts := of.Written.ServesHosts()
	for _, n := range []format.Number{p.Port, p.TargetPort} {
		what := proxyPorts()[n.Value]
		if !hosts && slices.Contains(webPorts, n.Value) {
			continue // free in the pod and in the Service of a tier without hosts
		}
		if n == p.TargetPort && !v.plan.OpensLowPorts() && (n.Value == plan.HTTPPort || n.Value == plan.HttpsPort) {
			continue // free in the pod, where 8080 and 8443 are taken, and too low
		}
		if what == "" || v.plan.OpensLowPorts() && (n.Value == plan.HighHTTP || n.Value == plan.HighHTTPS) || !n.IsSet() || n == p.Port && p.TargetPort.IsSet() && n.Value != plan.HTTPPort && n.Value != plan.HttpsPort && n.Value != plan.StatusPort {
			continue
		}
		message, help := fmt.Sprintf("%d is %s", n.Value, what), "write: another port"
		if n == p.Port && !p.UDP() {
			help = "remove the item, since every gateway has this port; or write: another port"
			if n.Value != plan.HTTPPort && n.Value != plan.HttpsPort && n.Value != plan.StatusPort { // the container's alone
				help = fmt.Sprintf("write targetPort: %d beside it, which is another port of the container's", n.Value+10000)
			}
		} else if n == p.Port && n.Value == plan.HttpsPort && of.EndsWeb() {
			message = "443 over UDP is HTTP/3, of which istiod is to be told too"
			help = "remove the item, and write http3: true in the tier's service; or write: another port"
		}
		v.fail("port-reserved", n.Origin, message, help)
		return true
	}
	return false
}

// checkTargetPort keeps gateway pods off ports that only root may open: Istio's
// validation refuses a targetPort below 1024 for gateways of an IstioOperator.
// Where they are injected they may open them.
// It reports whether that is told.
func (v *verdict) checkTargetPort(p *format.GatewayPort) bool {
	const unprivileged = 1024
	switch {
	case v.plan.OpensLowPorts():
		return false
	case p.TargetPort.IsSet() && p.TargetPort.Value < unprivileged:
		v.fail("port-privileged", p.TargetPort.Origin, fmt.Sprintf("%d is below 1024, which the gateway's pod may not open", p.TargetPort.Value),
			orUDP(p, fmt.Sprintf("write: %d, or another from 1024 on", highPort(p.TargetPort.Value))))
	case !p.TargetPort.IsSet() && p.Port.IsSet() && p.Port.Value < unprivileged:
		v.fail("port-privileged", p.Port.Origin, fmt.Sprintf("%d is below 1024, which the gateway's pod may not open", p.Port.Value),
			orUDP(p, fmt.Sprintf("write targetPort: %d beside it", highPort(p.Port.Value))))
	default:
		return false
	}
	return true
}

// highPort is a port from 1024 on for one below, which is free in a gateway's pod.
func highPort(low int) int {
	for _, from := range []int{8000, 9000, 10000} {
		if proxyPorts()[low+from] == "" {
			return low + from
		}
	}
	return low + 11000
}

func (v *verdict) checkNodePort(n format.Number, seen map[int]format.Origin) {
	if !n.IsSet() {
		return
	}
	if first, ok := seen[n.Value]; ok {
		v.fail("node-port-taken", n.Origin, fmt.Sprintf("node port %d is taken already", n.Value), "write: another one", first)
		return
	}
	seen[n.Value] = n.Origin
}

// checkAppPorts checks the names and numbers of an app's ports.
func (v *verdict) checkAppPorts(ports []plan.Port) {
	numbers, names := map[int]format.Origin{}, map[string]format.Origin{}
	for i := range ports {
		one := &ports[i]
		p := one.Written
		at := format.Or(p.Name.Origin, p.Origin)
		if len(one.Name) > 15 && !p.Name.IsWrong() {
			v.fail("name-too-long", at, wording.Quote(one.Name)+" is longer than 15 characters; Istio reads the protocol from a port's name, so it begins with it", "write: a shorter name")
		}
		if p.Protocol.IsWrong() || p.Port.IsWrong() {
			continue // which may be why another has its number or name, and is told
		}
		if first, ok := numbers[one.Number]; ok && p.Port.IsSet() {
			v.fail("port-taken", p.Port.Origin, fmt.Sprintf("port %d is there twice", one.Number), "write: another port", first)
		}
		if first, ok := names[one.Name]; ok {
			v.fail("port-name-taken", at, "a port called "+wording.Quote(one.Name)+" is there already", "write: another name", first)
		}
		numbers[one.Number], names[one.Name] = p.Port.Origin, at
	}
}
