package pods

import (
	"maps"
	"slices"
	"strconv"

	"render/render/format"
	"render/render/schemas"
	"render/render/wording"
)

// checkHandedOn checks what an app says of its container and pods in Kubernetes'
// words, which is handed on as it is.
func (f *finder) checkHandedOn(a *format.App) {
	if a.Container.IsSet() {
		f.diagnostics = append(f.diagnostics, Fields(&a.Container, format.OwnContainerFields, f.newer, schemas.CheckContainer)...)
	}
	if a.Pod.Spec.IsSet() {
		f.diagnostics = append(f.diagnostics, Fields(&a.Pod.Spec, format.OwnPodFields, f.newer, schemas.CheckPod)...)
	}
	eachNewer(a, f.needAny)
	f.checkDeploymentPods(&a.Pod.Spec)
	f.checkVolumes(a)
	seen := map[string]format.Origin{a.Name.Value: a.Name.Origin}
	for _, list := range []string{"containers", "initContainers"} {
		f.checkNamedTwice(&a.Pod.Spec, list, "container", seen)
	}
}

// checkDeploymentPods finds what a pod may have and a Deployment's may not
// (Kubernetes, pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet).
func (f *finder) checkDeploymentPods(spec *format.Any) {
	pod := format.Object(*spec)
	if policy, ok := pod["restartPolicy"].(string); ok && policy != "Always" {
		f.fail("pod-refused", spec.At([]string{"restartPolicy"}, false), wording.Quote(policy)+" is for Jobs: the containers of a Deployment's pods are started again always", "remove it")
	}
	for _, key := range []string{"activeDeadlineSeconds", "ephemeralContainers"} {
		if pod[key] != nil {
			f.fail("pod-refused", spec.KeyOrigin(key), "a Deployment's pods have no "+key, "remove it")
		}
	}
}

// checkNamedTwice finds items of a list that have one name.
func (f *finder) checkNamedTwice(spec *format.Any, list, what string, seen map[string]format.Origin) {
	for i, item := range format.Items(*spec, list) {
		name, ok := item["name"].(string)
		if !ok {
			continue
		}
		at := spec.At([]string{list, "[" + strconv.Itoa(i) + "]", "name"}, false)
		if first, twice := seen[name]; twice {
			f.fail("pod-name-twice", at, "a "+what+" "+wording.Quote(name)+" is in the pod already", "write: another name", first)
			continue
		}
		seen[name] = at
	}
}

// checkVolumes checks that what is mounted is there.
func (f *finder) checkVolumes(a *format.App) {
	volumes := map[string]format.Origin{}
	f.checkNamedTwice(&a.Pod.Spec, "volumes", "volume", volumes)
	f.checkMounts(volumes, &a.Container, nil, format.Object(a.Container))
	for _, list := range []string{"containers", "initContainers"} {
		for i, item := range format.Items(a.Pod.Spec, list) {
			f.checkMounts(volumes, &a.Pod.Spec, []string{list, "[" + strconv.Itoa(i) + "]"}, item)
		}
	}
}

// checkMounts checks those of a container, which stands somewhere in what is handed on.
func (f *finder) checkMounts(volumes map[string]format.Origin, within *format.Any, way []string, container map[string]any) {
	mounts, _ := container["volumeMounts"].([]any)
	paths := map[string]format.Origin{}
	for i, item := range mounts {
		mount, _ := item.(map[string]any)
		place := func(key string) format.Origin {
			return within.At(append(append([]string{}, way...), "volumeMounts", "["+strconv.Itoa(i)+"]", key), false)
		}
		if at, ok := mount["mountPath"].(string); ok {
			if first, twice := paths[at]; twice {
				f.fail("pod-name-twice", place("mountPath"), "something is mounted at "+wording.Quote(at)+" already", "write: another path", first)
			} else {
				paths[at] = place("mountPath")
			}
		}
		name, ok := mount["name"].(string)
		if _, there := volumes[name]; there || !ok {
			continue
		}
		help := "write it into the volumes of `pod`, as in {name: " + format.YAMLWord(name) + ", emptyDir: {}}"
		if near := wording.Suggest(name, slices.Sorted(maps.Keys(volumes))); near != "" {
			help = "did you mean " + wording.Quote(near) + "?"
		}
		f.fail("volume-unknown", place("name"), "the pod has no volume "+wording.Quote(name), help)
	}
}
