package served

import (
	"cmp"
	"fmt"
	"strconv"

	"render/render/objects"
)

// Destination is where a route sends requests: a port of a Service, or of a host outside.
type Destination struct {
	Host string // as it is written
	To   Service
	Port int64 // 0 for none
}

// DestinationsOf are those of a route.
func DestinationsOf(o *objects.Object) []Destination {
	var out []Destination
	spec := o.Resource().Spec()
	switch {
	case o.ID().Group == objects.IstioNetworking && o.ID().Kind == "VirtualService":
		for _, kind := range [...]string{"http", "tls", "tcp"} {
			for _, route := range spec.At(kind).Items().All() {
				for _, to := range route.At("route").Items().All() {
					at := to.At("destination")
					host, port := textAt(at, "host"), numberAt(at, "port", "number")
					out = append(out, Destination{host, ServiceOf(host, o.ID().Namespace), port})
				}
			}
		}
	case o.ID().Group == objects.GatewayAPI:
		for _, rule := range spec.At("rules").Items().All() {
			for _, ref := range rule.At("backendRefs").Items().All() {
				if port := numberAt(ref, "port"); port != 0 && cmp.Or(textAt(ref, "kind"), "Service") == "Service" {
					out = append(out, Destination{"", Service{Namespace: cmp.Or(textAt(ref, "namespace"), o.ID().Namespace), Name: textAt(ref, "name")}, port})
				}
			}
		}
	}
	return out
}

// numberAt is a whole number, whichever type it is of; 0 for none.
func numberAt(f objects.Field, path ...string) int64 {
	n, _ := strconv.ParseInt(fmt.Sprint(f.At(path...).Raw()), 10, 64)
	return n
}
