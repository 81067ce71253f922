package pods

import (
	"slices"
	"strconv"

	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// sidecarMounts is what has Istio's sidecar mount volumes of the pod (Istio, Resource Annotations).
const sidecarMounts = "sidecar.istio.io/userVolumeMount"

// checkUnmounted warns of volumes that no container mounts, where nothing else adds a mount: what objects have once
// an overlay or jsonnet of the user's has been there is looked at then.
func (v *verdict) checkUnmounted(a *format.App) {
	if MayMount(v.Plan) {
		return
	}
	for _, one := range Unmounted(a) {
		v.Warn(one.Code, one.At, one.Message, one.Help)
	}
}

// MayMount reports whether an overlay or jsonnet of the user's may add mounts.
func MayMount(p *plan.Plan) bool {
	return p.Document.Jsonnet.IsSet() || slices.ContainsFunc(p.Document.Overlays, func(o format.Text) bool { return !slices.Contains(p.Options.BuiltIn, o.Value) })
}

// Volume is one that no container mounts by the topology, and what is told of it.
type Volume struct {
	Name          string
	At            format.Origin
	Code          diag.Code
	Message, Help string
}

// Unmounted are the volumes that no container of an app's pods mounts, as the topology has them. What the sidecar's own
// annotation says is not followed.
func Unmounted(a *format.App) (out []Volume) {
	if slices.ContainsFunc(a.Pod.Annotations, func(p format.Pair) bool { return p.Key.Value == sidecarMounts }) {
		return nil
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
			out = append(out, Volume{Name: name, At: at, Code: "volume-unmounted", Message: "no container mounts the volume " + wording.Quote(name), Help: mountHelp(own, name)})
		}
	}
	return out
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
