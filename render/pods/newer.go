package pods

import (
	"strconv"

	"render/render/format"
	"render/render/platform"
)

// newerFields are fields that a version of Kubernetes came with, by their way from a pod's
// spec and from a container: those that topologies meet on clusters of today. An older API
// server drops one without a word, or refuses the pod.
var newerFields = []struct {
	pod     bool // the way is of a pod's spec, else of each container
	way     []string
	feature platform.Feature
}{
	{true, []string{"initContainers", "[]", "restartPolicy"}, platform.KubernetesSidecars},
	{true, []string{"hostUsers"}, platform.KubernetesUserNamespaces},
	{true, []string{"resources"}, platform.KubernetesPodResources},
	{true, []string{"volumes", "[]", "image"}, platform.KubernetesImageVolumes},
	{false, []string{"lifecycle", "preStop", "sleep"}, platform.KubernetesSleepHooks},
	{false, []string{"lifecycle", "postStart", "sleep"}, platform.KubernetesSleepHooks},
}

// checkNewer checks each of those fields in what an app hands on.
func (v *verdict) checkNewer(a *format.App) {
	each := func(within *format.Any, way []string, feature platform.Feature) {
		for _, found := range waysTo(within.Value, way) {
			v.needAny(within.At(found, false), feature)
		}
	}
	if !a.Container.IsSet() && !a.Pod.Spec.IsSet() {
		return
	}
	for _, field := range newerFields {
		if field.pod {
			each(&a.Pod.Spec, field.way, field.feature)
			continue
		}
		each(&a.Container, field.way, field.feature)
		for _, list := range []string{"containers", "initContainers"} {
			each(&a.Pod.Spec, append([]string{list, "[]"}, field.way...), field.feature)
		}
	}
}

// waysTo are the ways on which something is there, with a number for each "[]".
func waysTo(value any, way []string) [][]string {
	if len(way) == 0 {
		if value == nil {
			return nil
		}
		return [][]string{nil}
	}
	var out [][]string
	note := func(step string, inner any) {
		for _, rest := range waysTo(inner, way[1:]) {
			out = append(out, append([]string{step}, rest...))
		}
	}
	switch v := value.(type) {
	case map[string]any:
		note(way[0], v[way[0]])
	case []any:
		for i, item := range v {
			note("["+strconv.Itoa(i)+"]", item)
		}
	}
	return out
}
