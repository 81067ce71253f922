package served

import (
	"fmt"

	"render/render/objects"
)

// TargetOf is the port of the pods to which one of a Service leads, by its name or number, or the only one; 0 where it is not known.
func TargetOf(s objects.Service, port string) int64 {
	if s.Object() == nil {
		return 0
	}
	all := PortsSpoken(s)
	for _, p := range all {
		if port == "" && len(all) == 1 || p.Name == port || fmt.Sprint(p.Number) == port {
			return p.Target
		}
	}
	return 0
}
