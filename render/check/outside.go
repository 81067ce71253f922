package check

import (
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// checkRefusedOutside warns of a Service for clients outside the cluster at whose pods the sidecar, or ztunnel of
// their node, takes mutual TLS of Istio's alone: it closes every connection of theirs.
// (https://istio.io/latest/docs/reference/config/security/peer_authentication/)
func checkRefusedOutside(c *checker, o *objects.Object) {
	if id := o.ID(); id.Group != objects.Core || id.Kind != "Service" {
		return
	}
	s := o.Service()
	refused := c.world.RefusedOutside(nil, s)
	if len(refused) == 0 {
		return
	}
	var ports, modes []string
	for _, r := range refused {
		ports, modes = append(ports, fmt.Sprint(r.Port)), append(modes, fmt.Sprintf("%d: {mode: PERMISSIVE}", r.Target))
	}
	one, port, taker := refused[0], "port ", "the sidecar of"
	if refused[0].ByNode {
		taker = "ztunnel on the nodes of"
	}
	if len(ports) > 1 {
		port = "ports "
	}
	by := one.By.ID()
	write := strings.Join(modes, ", ")
	if len(one.By.Selector().Labels()) > 0 {
		write = "write " + write + " into portLevelMtls of PeerAuthentication " + wording.Quote(by.Name)
	} else {
		write = "write portLevelMtls: {" + write + "} into a PeerAuthentication of namespace " + wording.Quote(s.ID().Namespace) + " with a selector for these pods"
	}
	place := s.Type().Field
	if !place.Present() {
		place = s.Spec().At("externalIPs")
	}
	c.warn("outside-refused", place, fmt.Sprintf("clients from outside the cluster are refused on %s: %s %s %s takes mutual TLS of Istio's alone, as PeerAuthentication %s of namespace %s says",
		port+wording.Listed(ports), taker, one.Pods.ID().Kind, wording.Quote(one.Pods.ID().Name), wording.Quote(by.Name), wording.Quote(by.Namespace)),
		write)
}
