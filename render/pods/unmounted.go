package pods

import (
	"slices"
	"strconv"

	"render/render/format"
	"render/render/wording"
)

// sidecarMounts is what has Istio's sidecar mount volumes of the pod (Istio, Resource Annotations).
const sidecarMounts = "sidecar.istio.io/userVolumeMount"

// checkUnmounted warns of volumes that no container mounts. What else may add a mount is not known
// here: an overlay or jsonnet of the user's, and the sidecar's own annotation.
func (v *verdict) checkUnmounted(a *format.App) {
	d := v.Plan.Document
	if d.Jsonnet.IsSet() || slices.ContainsFunc(d.Overlays, func(o format.Text) bool { return !slices.Contains(v.Plan.Options.BuiltIn, o.Value) }) ||
		slices.ContainsFunc(a.Pod.Annotations, func(p format.Pair) bool { return p.Key.Value == sidecarMounts }) {
		return
	}
	mounted := map[string]bool{}
	note := func(container map[string]any) {
		for _, list := range []string{"volumeMounts", "volumeDevices"} {
			items, _ := container[list].([]any)
			for _, item := range items {
				mount, _ := item.(map[string]any)
				name, _ := mount["name"].(string)
				mounted[name] = true
			}
		}
	}
	own := format.Object(a.Container)
	note(own)
	for _, list := range []string{"containers", "initContainers"} {
		for _, item := range format.Items(a.Pod.Spec, list) {
			note(item)
		}
	}
	for i, volume := range format.Items(a.Pod.Spec, "volumes") {
		if name, ok := volume["name"].(string); ok && !mounted[name] {
			mounted[name] = true
			at := a.Pod.Spec.At([]string{"volumes", "[" + strconv.Itoa(i) + "]", "name"}, false)
			v.Warn("volume-unmounted", at, "no container mounts the volume "+wording.Quote(name), mountHelp(own, name))
		}
	}
}

// mountHelp is what mounts a volume in the app's own container, beside what that says already.
func mountHelp(own map[string]any, name string) string {
	mount := "{name: " + format.YAMLWord(name) + ", mountPath: /" + name + "}"
	const where = ", with the path where the app looks for it"
	switch {
	case own["volumeMounts"] != nil:
		return "add " + mount + " to the volumeMounts of `container`" + where
	case len(own) > 0:
		return "write volumeMounts: [" + mount + "] in `container`" + where
	}
	return "write container: {volumeMounts: [" + mount + "]} at the app" + where
}
