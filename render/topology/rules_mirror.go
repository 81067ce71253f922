package topology

import "fmt"

// mirroredPort checks that copies of requests, which are HTTP, go to a port that
// speaks it: the first of the other app's.
func (v *verdict) mirroredPort(m *Mirror, to *appPlan) {
	if len(to.ports) == 0 {
		return
	}
	switch protocol := to.ports[0].port.Protocol.Value; protocol {
	case ProtocolTCP, ProtocolTLS, ProtocolHTTPS:
		if protocol == ProtocolHTTPS && to.backend.named() {
			return
		}
		v.fail("port-protocol", m.App.Origin, fmt.Sprintf("copies go to the first port of app %q, which speaks %s", to.app.Name.Value, protocol),
			"write: an app whose first port speaks http, http2 or grpc", to.ports[0].port.Origin)
	}
}
