package importing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/manifest"
	"render/render/objects"
)

// streamed is a port's value in the ConfigMap by which ingress-nginx passes on whole connections
// (https://kubernetes.github.io/ingress-nginx/user-guide/exposing-tcp-udp-services/).
func streamed() *regexp.Regexp {
	return streamedOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`^([a-z0-9-]+)/([a-z0-9-]+):([a-z0-9-]+)(:.*)?$`)
	})
}

var streamedOnce later.Value[*regexp.Regexp]

// streams reports whether a ConfigMap is one of those, of TCP or of UDP, by the name that its documentation, its chart
// or microk8s' addon gives it.
func streams(id manifest.ID) (protocol string, is bool) {
	if id.Group != objects.Core || id.Kind != "ConfigMap" {
		return "", false
	}
	for _, protocol := range []string{"tcp", "udp"} {
		if id.Name == protocol+"-services" || strings.HasSuffix(id.Name, "ingress-nginx-"+protocol) || strings.HasSuffix(id.Name, "ingress-nginx-controller-"+protocol) || id.Name == "nginx-ingress-"+protocol+"-microk8s-conf" {
			return protocol, true
		}
	}
	return "", false
}

// connections adds the routes of connections that a ConfigMap of ingress-nginx says, and gives the servers of a Gateway for them.
func (s *standard) connections(m manifest.Manifest, gateway string) (servers []any) {
	protocol, is := streams(m.ID())
	if !is {
		return nil
	}
	for _, one := range m.Object.Object("data") {
		value, _ := one.Value.(string)
		parts := streamed().FindStringSubmatch(value)
		number, err := strconv.ParseInt(one.Key, 10, 32)
		path := "data[" + one.Key + "]"
		switch {
		case parts == nil || err != nil:
			continue
		case protocol == "udp":
			s.im.tell(m.ID(), path, "is not taken up, and nobody answers it once the controller is gone: Istio passes on no UDP; give the Service a type LoadBalancer and an address of its own")
			continue
		}
		port, known := s.portOf(parts[1], parts[2], parts[3])
		if !known {
			s.im.tell(m.ID(), path, fmt.Sprintf("is not taken up: no Service that was read has a port %q; read it too", parts[3]))
			continue
		}
		if strings.Contains(strings.ToUpper(parts[4]), "PROXY") {
			s.im.tell(m.ID(), path, "is taken up without the PROXY protocol, which a tier has for all of its ports: write proxies: {protocol: true} where all that comes in speaks it")
		}
		servers = append(servers, object("port", object("number", number, "name", "tcp-"+one.Key, "protocol", "TCP"), "hosts", []any{"*"}))
		s.add("networking.istio.io/v1", "VirtualService", object("name", parts[2]+"-tcp-"+one.Key, "namespace", parts[1]),
			object("gateways", []any{gateway}, "hosts", []any{"*"}, "tcp", []any{object("match", []any{object("port", number)},
				"route", []any{object("destination", object("host", parts[2], "port", object("number", port)))})}))
		s.im.tell(m.ID(), path, "becomes a route of TCP")
	}
	return servers
}

// portOf is the number of a Service's port that is given by that or by its name.
func (s *standard) portOf(namespace, name, port string) (int64, bool) {
	if n, err := strconv.ParseInt(port, 10, 32); err == nil {
		return n, true
	}
	service, found := s.im.world.Service(namespace, name)
	if !found {
		return 0, false
	}
	for _, p := range service.Members().Object("spec").List("ports") {
		if asObject(p).Text("name") == port {
			return number(asObject(p).Get("port"))
		}
	}
	return 0, false
}
