package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// warnOfImagePort warns of an app none of whose ports is the one on which its image, which many have, listens. Who
// tells the image something may have it listen elsewhere.
func (v *verdict) warnOfImagePort(a *plan.App) {
	w := a.Written
	known := platform.PortOfImage(w.Image.Value)
	if known == 0 || !fromPublic(w.Image.Value) || w.Image.IsWrong() || len(a.Ports) == 0 || len(w.Versions)+len(w.Command)+len(w.Args) > 0 || mayListenElsewhere(w) {
		return
	}
	if slices.ContainsFunc(a.Ports, func(p plan.Port) bool { return p.Target == known || p.Written.Port.IsWrong() }) {
		return
	}
	p := a.Ports[0]
	v.warn("port-likely", format.Or(p.Written.TargetPort.Origin, p.Written.Port.Origin), fmt.Sprintf("image %s listens on %d, where nothing tells it otherwise, and nobody on %d", wording.Quote(w.Image.Value), known, p.Target),
		fmt.Sprintf("write: %d", known), w.Image.Origin)
}

// mayListenElsewhere reports whether a variable or a file of settings may tell an app's image where to listen.
func mayListenElsewhere(a *format.App) bool {
	container := format.Object(a.Container)
	for _, key := range []string{"env", "envFrom", "command", "args"} {
		if container[key] != nil {
			return true
		}
	}
	mounts, _ := container["volumeMounts"].([]any)
	for _, item := range mounts {
		mount, _ := item.(map[string]any)
		if at, _ := mount["mountPath"].(string); strings.HasPrefix(at, "/etc") || strings.Contains(at, "conf") {
			return true
		}
	}
	return slices.ContainsFunc(a.Env, func(one format.Variable) bool {
		name := strings.ToUpper(one.Key.Value)
		return slices.ContainsFunc([]string{"PORT", "LISTEN", "ADDR", "BIND"}, func(word string) bool { return strings.Contains(name, word) })
	})
}

// fromPublic reports whether an image is of a registry where its name is what many know.
func fromPublic(image string) bool {
	registry, _, ok := strings.Cut(image, "/")
	return !ok || !strings.ContainsAny(registry, ".:") || slices.Contains([]string{"docker.io", "ghcr.io", "quay.io", "lscr.io"}, registry)
}
