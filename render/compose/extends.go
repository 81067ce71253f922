package compose

import (
	"slices"

	"render/render/places"
	"render/render/source"
)

// mostExtended is how many services one goes on from, one behind the other.
const mostExtended = 16

// Extended are services of which each has what it extends. The function reads another file's services, or says why it
// does not; one that cannot be extended keeps the key, of which wrong has the reason.
func Extended(services *source.Node, read func(file string) (*source.Node, string)) (out *source.Node, wrong map[places.Place]string) {
	e := &extending{read: read, wrong: map[places.Place]string{}}
	all := *services
	all.Values = slices.Clone(services.Values)
	for i, service := range services.Values {
		all.Values[i] = e.extended(service, services, 0)
	}
	return &all, e.wrong
}

type extending struct {
	read  func(file string) (*source.Node, string)
	wrong map[places.Place]string
}

// extended is a service of a file with what it extends.
func (e *extending) extended(service, services *source.Node, depth int) *source.Node {
	from := service.Get("extends")
	if from == nil {
		return service
	}
	name, file := Text(from, "service"), Text(from, "file")
	if from.Kind == source.Scalar {
		name = from.Text
	}
	if file != "" {
		other, why := e.read(file)
		if why != "" {
			e.wrong[from.Place] = why
			return service
		}
		services = other
	}
	base := services.Get(name)
	switch {
	case base == nil || base.Kind != source.Map:
		e.wrong[from.Place] = "no service of it is called so"
		return service
	case depth == mostExtended:
		e.wrong[from.Place] = "it goes on from itself, or through too many others"
		return service
	}
	base = e.extended(base, services, depth+1)
	if base.Get("extends") != nil {
		e.wrong[from.Place] = "what it extends has something that cannot be extended"
		return service
	}
	out := *Merged(base, without(service, "extends"))
	return &out
}

// without is an object without a key.
func without(n *source.Node, key string) *source.Node {
	out := *n
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
	out.Keys, out.Values = slices.Delete(slices.Clone(n.Keys), at, at+1), slices.Delete(slices.Clone(n.Values), at, at+1)
	return &out
}
