package compose

import (
	"slices"

	"render/render/source"
)

// IsFile reports whether a document is a Compose file: it has services, of which one has an image or is
// built, and nothing that a topology or an object of Kubernetes begins with.
func IsFile(root *source.Node) bool {
	services := root.Get("services")
	if services == nil || services.Kind != source.Map {
		return false
	}
	for _, key := range [...]string{"tiers", "apiVersion", "kind", "microk8s", "kubernetes", "istio", "metallb"} {
		if root.Get(key) != nil {
			return false
		}
	}
	for _, service := range services.Values {
		if service.Get("image") != nil || service.Get("build") != nil || service.Get("extends") != nil {
			return true
		}
	}
	return false
}

// IsOldFile reports whether a document is a Compose file of the first form, which had services alone.
func IsOldFile(root *source.Node) bool {
	for _, service := range root.Values {
		if service.Get("image") == nil && service.Get("build") == nil {
			return false
		}
	}
	return root.Kind == source.Map && len(root.Keys) > 0
}

// FilledIn is the command that writes out what Compose alone puts into a file, as variables, and makes a topology of
// that; relative paths stay so, since they are folders of the project
// (https://docs.docker.com/reference/cli/docker/compose/config/).
const FilledIn = "docker compose config --no-path-resolution | render init --from -"

// NamesHosts reports whether labels for a proxy name a host for some service of a Compose file.
func NamesHosts(root *source.Node) bool {
	return slices.ContainsFunc(root.Get("services").Values, func(service *source.Node) bool {
		labels := service.Get("labels")
		if labels == nil {
			return false
		}
		led, _ := ProxyLed(labels)
		return slices.ContainsFunc(led, func(l Led) bool { return len(l.Hosts) > 0 })
	})
}
