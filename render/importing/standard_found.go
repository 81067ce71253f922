package importing

import (
	"render/render/manifest"
	"render/render/objects"
)

// standard is the reading of the Kubernetes Gateway API: each of its Gateways and routes is
// said in Istio's words, from which the topology is made as from Istio's own. Where that
// loses anything the comparison afterwards tells it.
type standard struct {
	im       *importer
	gateways []*objects.Object
	routes   []manifest.Manifest
	out      []manifest.Manifest
	served   map[string][]*section  // by "<namespace>/<Gateway>"
	behind   map[manifest.ID]string // the app that a Service of one version is of
}

// section is what a Gateway serves for some hosts: one of its listeners on port 443, those
// hosts of it of which port 80 redirects or those of which it does not, or port 80 alone.
type section struct {
	gateway  string // as Istio's Gateway is called
	listener manifest.Object
	hosts    []string
	redirect bool
	clear    bool
	excepted bool            // some paths are not redirected
	clients  manifest.Object // the authority of clients, where a file has it
}

const (
	usualWorkload = "istio-ingressgateway"
	usualGateway  = "gateway-ingressgateway"
)

// add adds an object of Istio's or of Kubernetes'.
func (s *standard) add(apiVersion, kind string, metadata, spec manifest.Object) {
	s.out = append(s.out, manifest.Manifest{Object: manifest.Object{{Key: "apiVersion", Value: apiVersion}, {Key: "kind", Value: kind}, {Key: "metadata", Value: metadata}, {Key: "spec", Value: spec}}})
}

// object is an object of keys and values, without those of nothing.
func object(list ...any) (out manifest.Object) {
	for i := 0; i+1 < len(list); i += 2 {
		switch v := list[i+1].(type) {
		case nil:
			continue
		case string:
			if v == "" {
				continue
			}
		case []any:
			if v == nil {
				continue
			}
		case manifest.Object:
			if v == nil {
				continue
			}
		}
		out = append(out, manifest.Member{Key: list[i].(string), Value: list[i+1]})
	}
	return out
}
