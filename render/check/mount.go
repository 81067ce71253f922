package check

import "render/render/objects"

// sidecarMounts is what has Istio's sidecar mount volumes of the pod (Istio, Resource Annotations).
const sidecarMounts = "sidecar.istio.io/userVolumeMount"

// checkMounts tells of volumes that no container mounts, neither by the topology nor by what changed the objects.
func checkMounts(c *checker) {
	if len(c.known.Unmounted) == 0 {
		return
	}
	told := map[string]bool{}
	for o := range c.world.All() {
		app := appOf(o)
		if id := o.ID(); id.Group != objects.Apps || id.Kind != "Deployment" || app == "" {
			continue
		}
		if o.Workload().Template().Metadata().Annotations().Text(sidecarMounts).Present() {
			continue
		}
		spec := o.Workload().Template().Spec()
		mounted := map[string]bool{}
		for _, list := range []string{"containers", "initContainers"} {
			for _, container := range spec.At(list).Items().All() {
				for _, mounts := range []string{"volumeMounts", "volumeDevices"} {
					for _, mount := range container.At(mounts).Items().All() {
						mounted[textOf(mount, "name")] = true
					}
				}
			}
		}
		for _, volume := range spec.At("volumes").Items().All() {
			name := textOf(volume, "name")
			key := app + "/" + name
			if one, ok := c.known.Unmounted[key]; ok && !mounted[name] && !told[key] { // of several versions once
				told[key] = true
				c.diagnostics.Warn(one)
			}
		}
	}
}
