package check

import (
	"fmt"
	"path"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// linkReaders are images, by the end of their name, that take a variable for a setting of theirs which
// Kubernetes gives a pod for a Service, and do not start with that; one that ends in "_" is all that begin so.
// (https://github.com/searxng/searxng/issues/6121, https://docs.romm.app, Kubernetes,
// https://github.com/immich-app/immich/blob/main/server/src/dtos/env.dto.ts, https://github.com/immich-app/immich-charts/pull/162,
// https://www.authelia.com/integration/kubernetes/introduction/, https://github.com/paperless-ngx/paperless-ngx/issues/264,
// https://github.com/TandoorRecipes/recipes/blob/develop/boot.sh)
var linkReaders = []struct{ image, variable string }{
	{"authelia", "AUTHELIA_"}, {"immich-server", "IMMICH_PORT"}, {"immich-server", "DB_PORT"}, {"immich-server", "REDIS_PORT"},
	{"immich-machine-learning", "IMMICH_PORT"}, {"paperless-ngx", "PAPERLESS_PORT"}, {"romm", "ROMM_PORT"}, {"searxng", "SEARXNG_PORT"},
	{"vabene1111/recipes", "TANDOOR_PORT"},
}

// checkServiceLinks warns of a pod that takes the address of a Service for a setting of its own: a pod
// gets variables for each Service of its namespace that is there before it, as <NAME>_PORT=tcp://10.1.2.3:80
// (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
func checkServiceLinks(c *checker, o *objects.Object) {
	pod := o.Workload().Template().Spec()
	if o.ID().Group != objects.Apps || pod.At("enableServiceLinks").Raw() == false {
		return
	}
	for _, list := range [...]objects.List[objects.Container]{pod.InitContainers(), pod.Containers()} {
		for _, container := range list.All() {
			for _, reader := range linkReaders {
				if !isImage(container.Image().Value(), reader.image) {
					continue
				}
				service := c.linkedBy(o.ID().Namespace, reader.variable)
				variable := linkOf(service)
				if service == "" || variable == reader.variable && saysVariable(container, variable) {
					continue
				}
				c.warn("service-links", container.At("image"), fmt.Sprintf("%s takes %s for a setting of its own, and Kubernetes sets it to tcp://ADDRESS:PORT for Service %s of its namespace: pods that begin once that is there do not start", wording.Quote(reader.image), variable, wording.Quote(service)),
					"write enableServiceLinks: false in `pod` of the app, as in pod: {enableServiceLinks: false}; pods of an overlay or a mixin have the field in their spec")
				break // the same cure for all its variables
			}
		}
	}
}

// saysVariable reports whether a container says a variable itself, which holds.
func saysVariable(container objects.Container, name string) bool {
	for _, e := range container.At("env").Items().All() {
		if textOf(e, "name") == name {
			return true
		}
	}
	return false
}

// linkedBy is the Service of a namespace for which pods there get a variable; "" for none.
func (c *checker) linkedBy(namespace, variable string) string {
	for s := range c.world.Services() {
		name := s.ID().Name
		if s.ID().Namespace != namespace || s.Settings().ClusterIP().Value() == "None" || s.Ports().Len() == 0 {
			continue
		}
		if linkOf(name) == variable || strings.HasSuffix(variable, "_") && strings.HasPrefix(linkOf(name), variable) {
			return name
		}
	}
	return ""
}

// linkOf is the variable for a Service's first port.
func linkOf(service string) string {
	return strings.ToUpper(strings.ReplaceAll(service, "-", "_")) + "_PORT"
}

// isImage reports whether an image is called by a name, in whichever registry.
func isImage(image, name string) bool {
	image, _, _ = strings.Cut(image, "@")
	folder, last := path.Split(image)
	last, _, _ = strings.Cut(last, ":")
	if whose, of, ok := strings.Cut(name, "/"); ok {
		return last == of && path.Base(folder) == whose
	}
	return last == name
}
