package served

import (
	"fmt"

	"render/render/objects"
)

// TargetOf is the port of the pods to which one of a Service leads, by its name or number; 0 where it is not known.
func TargetOf(s objects.Service, port string) int64 {
	if s.Object() == nil {
		return 0
	}
	for _, p := range PortsSpoken(s) {
		if p.Name == port || fmt.Sprint(p.Number) == port {
			return p.Target
		}
	}
	return 0
}
