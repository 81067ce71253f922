package served

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// ListenedOn are the ports on which containers of a workload say that they listen, by their numbers.
func ListenedOn(o *objects.Object) (out []string) {
	eachPort(o, func(p objects.ContainerPort) {
		if number, ok := p.Number().Value(); ok {
			out = append(out, fmt.Sprint(number))
		}
	})
	return out
}

// ListenedByName are what they call these, quoted.
func ListenedByName(o *objects.Object) (out []string) {
	eachPort(o, func(p objects.ContainerPort) {
		if name := p.Name().Value(); name != "" {
			out = append(out, wording.Quote(name))
		}
	})
	return out
}

func eachPort(o *objects.Object, do func(objects.ContainerPort)) {
	for _, container := range o.Workload().Template().Spec().Containers().All() {
		for _, p := range container.Ports().All() {
			do(p)
		}
	}
}

// Targets are the pods' ports that a Service sends requests to, by number or, quoted, by name.
func Targets(s objects.Service) []string {
	var out []string
	for _, p := range s.Ports().All() {
		if number, ok := p.TargetPort().Number(); ok {
			out = append(out, fmt.Sprint(number))
		} else if name := p.TargetPort().Name(); name != "" {
			out = append(out, wording.Quote(name))
		}
	}
	return out
}
