package topology

import (
	"strconv"
	"strings"
)

const (
	statusPort = 15021
	httpPort   = 80
	httpsPort  = 443
	// Where a pod that may not open 80 and 443 listens in their place.
	highHTTP, highHTTPS = 8080, 8443
)

// portsOf settles the names and numbers of an app's ports. Istio reads the protocol
// from a name, so it begins with it.
func portsOf(a *App) []portPlan {
	out := make([]portPlan, 0, len(a.Port))
	for i := range a.Port {
		p := &a.Port[i]
		one := portPlan{port: p, number: p.Port.Value, target: p.Port.Value, name: string(p.Protocol.Value)}
		if p.TargetPort.IsSet() {
			one.target = p.TargetPort.Value
		}
		protocol := string(p.Protocol.Value)
		switch name := p.Name.Value; {
		case name != "" && (name == protocol || strings.HasPrefix(name, protocol+"-")):
			one.name = name
		case name != "":
			one.name = protocol + "-" + name
		case i > 0:
			one.name = protocol + "-" + strconv.Itoa(one.number)
		}
		out = append(out, one)
	}
	return out
}
