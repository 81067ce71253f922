package plan

import (
	"strconv"
	"strings"

	"render/render/format"
)

const (
	StatusPort = 15021
	HTTPPort   = 80
	HttpsPort  = 443
	// Where a pod that may not open 80 and 443 listens in their place.
	HighHTTP, HighHTTPS = 8080, 8443
)

// portsOf settles the names and numbers of an app's ports. Istio reads the protocol
// from a name, so it begins with it.
func portsOf(a *format.App) []Port {
	out := make([]Port, 0, len(a.Port))
	for i := range a.Port {
		p := &a.Port[i]
		one := Port{Written: p, Number: p.Port.Value, Target: p.Port.Value, Name: string(p.Protocol.Value)}
		if p.TargetPort.IsSet() {
			one.Target = p.TargetPort.Value
		}
		protocol := string(p.Protocol.Value)
		switch name := p.Name.Value; {
		case name != "" && (name == protocol || strings.HasPrefix(name, protocol+"-")):
			one.Name = name
		case name != "":
			one.Name = protocol + "-" + name
		case i > 0:
			one.Name = protocol + "-" + strconv.Itoa(one.Number)
		}
		out = append(out, one)
	}
	return out
}

// ContainerPort is the port of an app's containers that has a number; the first where none
// has.
func (a *App) ContainerPort(target format.Number) *Port {
	for i := range a.Ports {
		if target.IsSet() && a.Ports[i].Target == target.Value {
			return &a.Ports[i]
		}
	}
	return &a.Ports[0]
}
