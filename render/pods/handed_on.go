package pods

import (
	"maps"
	"slices"
	"strconv"

	"render/render/findings"
	"render/render/format"
	"render/render/schemas"
	"render/render/wording"
)

// checkHandedOn checks what an app says of its container and pods in Kubernetes'
// words, which is handed on as it is.
func (v *verdict) checkHandedOn(a *format.App) {
	failed := v.Failed
	v.Failed = false
	if a.Container.IsSet() {
		Fields(v.Findings, &a.Container, format.OwnContainerFields(), besides(schemas.CheckContainer, "pod", schemas.CheckPod))
	}
	if a.Pod.Spec.IsSet() {
		Fields(v.Findings, &a.Pod.Spec, format.OwnPodFields(), besides(schemas.CheckPod, "container", schemas.CheckContainer))
	}
	v.checkNewer(a)
	v.checkDeploymentPods(&a.Pod.Spec)
	v.checkEscalation(&a.SecurityContext)
	if own := format.Object(a.Container); own["pod"] == nil && own["volumes"] == nil { // else the volumes are where they are not read
		v.checkVolumes(a)
	}
	v.checkClaims(a)
	seen := map[string]format.Origin{a.Name.Value: a.Name.Origin}
	for _, list := range []string{"containers", "initContainers"} {
		v.checkNamedTwice(&a.Pod.Spec, list, "container", seen)
	}
	if !v.Failed { // else a volume may be what was written wrong
		v.checkUnmounted(a)
	}
	v.Failed = v.Failed || failed
}

// besides is a check whose help for a field that only the other of the two has names that one.
func besides(check func(any) []schemas.Fault, other string, checkOther func(any) []schemas.Fault) func(any) []schemas.Fault {
	return func(value any) []schemas.Fault {
		faults := check(value)
		for i := range faults {
			fault := &faults[i]
			if fault.Code == "object-field" && len(fault.Path) == 1 && format.VolumeHelp(fault.Path[0]) != "" {
				fault.Help = format.VolumeHelp(fault.Path[0])
			} else if fault.Code == "object-field" && len(fault.Path) == 1 && format.IsOfApp(fault.Path[0]) {
				fault.Help = "it is a field of the app: write it beside " + map[string]string{"pod": "container", "container": "pod"}[other]
			} else if fault.Code == "object-field" && len(fault.Path) == 1 && len(checkOther(map[string]any{fault.Path[0]: nil})) == 0 {
				fault.Help = "write it in " + other + ", as in " + other + ": {" + fault.Path[0] + ": ...}"
			}
		}
		return faults
	}
}

// Fields tells what Kubernetes or Istio would not take of what is handed on, by the
// definitions of schemas; own are keys of which is told already. Where an API is newer than
// those, what they have not may be there.
func Fields(f *findings.Findings, a *format.Any, own []string, check func(any) []schemas.Fault) {
	if _, ok := a.Value.(map[string]any); !ok {
		return
	}
	for _, fault := range check(a.Value) {
		switch at := a.At(fault.Path, fault.OfKey()); {
		case len(fault.Path) > 0 && slices.Contains(own, fault.Path[0]):
		case fault.MayBeNew() && f.Plan.Versions.Newer:
			f.Warn(fault.Code, at, fault.Message, fault.Help)
		default:
			f.Fail(fault.Code, at, fault.Message, fault.Help)
		}
	}
}

// checkDeploymentPods finds what a pod may have and a Deployment's may not
// (Kubernetes, pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet).
func (v *verdict) checkDeploymentPods(spec *format.Any) {
	pod := format.Object(*spec)
	if policy, ok := pod["restartPolicy"].(string); ok && policy != "Always" {
		v.Fail("pod-refused", spec.At([]string{"restartPolicy"}, false), wording.Quote(policy)+" is for Jobs: the containers of a Deployment's pods are started again always", "remove it")
	}
	for _, key := range []string{"activeDeadlineSeconds", "ephemeralContainers"} {
		if pod[key] != nil {
			v.Fail("pod-refused", spec.KeyOrigin(key), "a Deployment's pods have no "+key, "remove it")
		}
	}
}

// checkNamedTwice finds items of a list that have one name.
func (v *verdict) checkNamedTwice(spec *format.Any, list, what string, seen map[string]format.Origin) {
	for i, item := range format.Items(*spec, list) {
		name, ok := item["name"].(string)
		if !ok {
			continue
		}
		at := spec.At([]string{list, "[" + strconv.Itoa(i) + "]", "name"}, false)
		if first, twice := seen[name]; twice {
			v.Fail("pod-name-twice", at, "a "+what+" "+wording.Quote(name)+" is in the pod already", "write: another name", first)
			continue
		}
		seen[name] = at
	}
}

// checkVolumes checks that what is mounted is there.
func (v *verdict) checkVolumes(a *format.App) {
	v.checkVolumeNames(&a.Pod.Spec)
	volumes := map[string]format.Origin{}
	if v.checkNamedTwice(&a.Pod.Spec, "volumes", "volume", volumes); format.Unread(a.Pod.Spec, "volumes") {
		return
	}
	v.checkMounts(volumes, &a.Container, nil, format.Object(a.Container))
	for _, list := range []string{"containers", "initContainers"} {
		for i, item := range format.Items(a.Pod.Spec, list) {
			v.checkMounts(volumes, &a.Pod.Spec, []string{list, "[" + strconv.Itoa(i) + "]"}, item)
		}
	}
}

// ha is the built-in overlay that gives apps two pods where nothing says how many.
const ha = "ha"

// checkClaims warns of a claim that two pods mount since an overlay says two: most storage lets
// the pods of one node have it (ReadWriteOnce).
func (v *verdict) checkClaims(a *format.App) {
	chosen := v.Plan.Options.Chosen[ha]
	if !chosen.IsSet() || !a.Replicas.IsSet() || a.Replicas.At().Source == a.Name.At().Source {
		return
	}
	help := "write replicas: 1 at the app, or replicas: 2 where the claim is ReadWriteMany"
	if a.Strategy == nil {
		help = "write replicas: 1 and strategy: Recreate at the app, or replicas: 2 and strategy: RollingUpdate where the claim is ReadWriteMany"
	}
	for i, volume := range format.Items(a.Pod.Spec, "volumes") {
		claim, _ := volume["persistentVolumeClaim"].(map[string]any)
		if name, ok := claim["claimName"].(string); ok {
			at := a.Pod.Spec.At([]string{"volumes", "[" + strconv.Itoa(i) + "]", "persistentVolumeClaim", "claimName"}, false)
			v.Warn("pod-claim", at, "the overlay ha gives the app two pods, spread over the nodes, and where the claim "+wording.Quote(name)+" is ReadWriteOnce the second never starts",
				help, chosen)
		}
	}
}

// checkMounts checks those of a container, which stands somewhere in what is handed on.
func (v *verdict) checkMounts(volumes map[string]format.Origin, within *format.Any, way []string, container map[string]any) {
	mounts, _ := container["volumeMounts"].([]any)
	paths := map[string]format.Origin{}
	for i, item := range mounts {
		mount, _ := item.(map[string]any)
		place := func(key string) format.Origin {
			return within.At(append(append([]string{}, way...), "volumeMounts", "["+strconv.Itoa(i)+"]", key), false)
		}
		if at, ok := mount["mountPath"].(string); ok {
			if first, twice := paths[at]; twice {
				v.Fail("pod-name-twice", place("mountPath"), "something is mounted at "+wording.Quote(at)+" already", "write: another path", first)
			} else {
				paths[at] = place("mountPath")
			}
		}
		name, ok := mount["name"].(string)
		if _, there := volumes[name]; there || !ok {
			continue
		}
		help := "write it into the volumes of `pod`, as in {name: " + format.YAMLWord(name) + ", persistentVolumeClaim: {claimName: ...}}, or emptyDir: {} for what may go with the pod"
		if near := wording.Suggest(name, slices.Sorted(maps.Keys(volumes))); near != "" {
			help = "did you mean " + wording.Quote(near) + "?"
		}
		v.Fail("volume-unknown", place("name"), "the pod has no volume "+wording.Quote(name), help)
	}
}
