// Package volumes owns which claims and folders of nodes pods write to, of how many pods these are
// for, and how much claims ask for.
//
// In go workloads, and claims as they are compared; out come names, modes and amounts, and words for what becomes of
// several pods at one claim. It must never say what to do.
package volumes

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Claims are the claims of their namespace that the pods of a workload write to, or have and do not mount.
func Claims(w objects.Workload) (out []string) {
	pod := w.Template().Spec()
	for _, v := range pod.At("volumes").Items().All() {
		if name, ok := writable(v); ok {
			if mounted, written := mountsOf(pod, v.At("name").Raw()); written || !mounted {
				out = append(out, name)
			}
		}
	}
	return out
}

// WrittenClaims are the volumes of a workload's pods that are claims, and that some of its containers write to.
func WrittenClaims(w objects.Workload) (out []objects.Field) {
	pod := w.Template().Spec()
	for _, v := range pod.At("volumes").Items().All() {
		_, ok := writable(v)
		if _, written := mountsOf(pod, v.At("name").Raw()); ok && written {
			out = append(out, v)
		}
	}
	return out
}

// writable is the claim that a volume is, if it is one that is not only read.
func writable(volume objects.Field) (name string, ok bool) {
	claim := volume.At("persistentVolumeClaim")
	name, ok = claim.At("claimName").Raw().(string)
	return name, ok && claim.At("readOnly").Raw() != true
}

// mountsOf reports whether any container of a pod mounts a volume, and whether any does not only read it. A device is
// written to.
func mountsOf(pod objects.PodSpec, volume any) (mounted, written bool) {
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.All() {
			for _, mounts := range [...]string{"volumeMounts", "volumeDevices"} {
				for _, mount := range container.At(mounts).Items().All() {
					if mount.At("name").Raw() == volume {
						mounted, written = true, written || mount.At("readOnly").Raw() != true
					}
				}
			}
		}
	}
	return mounted, written
}

// Folders are the folders of a node that the containers of a workload write to, but for those of the system.
func Folders(w objects.Workload) (out []string) {
	pod := w.Template().Spec()
	var written []any // volumes
	for _, container := range pod.Containers().All() {
		for _, mount := range container.At("volumeMounts").Items().All() {
			if mount.At("readOnly").Raw() != true {
				written = append(written, mount.At("name").Raw())
			}
		}
	}
	for _, volume := range pod.At("volumes").Items().All() {
		path, _ := volume.At("hostPath", "path").Raw().(string)
		kind, _ := volume.At("hostPath", "type").Raw().(string)
		if path != "" && !ofSystem(path) && (kind == "" || strings.HasPrefix(kind, "Directory")) && slices.Contains(written, volume.At("name").Raw()) {
			out = append(out, path)
		}
	}
	return out
}

// ofSystem reports whether a folder of a node is the system's own.
func ofSystem(path string) bool {
	return slices.ContainsFunc([]string{"/dev", "/etc", "/proc", "/run", "/sys", "/var/run"}, func(of string) bool {
		return path == of || strings.HasPrefix(path, of+"/")
	})
}

// Modes are by how many pods a claim may be mounted, as far as somebody knows
// (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes).
type Modes []string

// ModesOf are those of a claim, as the first of some sides says that has it.
func ModesOf(namespace, claim string, sides ...*objects.World) Modes {
	for _, w := range sides {
		o := w.Find(manifest.ID{Kind: "PersistentVolumeClaim", Namespace: namespace, Name: claim})
		if o == nil {
			continue
		}
		var out Modes
		for _, mode := range o.Resource().Spec().At("accessModes").Items().All() {
			out = append(out, fmt.Sprint(mode.Raw()))
		}
		return out
	}
	return nil
}

// ForMany reports whether pods of several nodes may have a claim at once.
func (m Modes) ForMany() bool {
	return slices.Contains(m, "ReadWriteMany") || slices.Contains(m, "ReadOnlyMany")
}

// ForOne reports whether one pod alone may have a claim.
func (m Modes) ForOne() bool { return slices.Contains(m, "ReadWriteOncePod") }

// Of is a claim of these modes as a message says that it is for few pods: what follows is true of one that is.
func (m Modes) Of(claim string) string {
	if len(m) == 0 {
		return fmt.Sprintf("claim %s: where that is ReadWriteOnce,", wording.Quote(claim))
	}
	return fmt.Sprintf("claim %s, which is %s:", wording.Quote(claim), wording.Listed(m))
}

// Beside is what becomes of a new pod that starts while an old one has a claim of these modes. One that is for one pod is
// not given to a second, which the scheduler leaves pending (kubernetes, pkg/scheduler/framework/plugins/volumerestrictions).
func (m Modes) Beside() string {
	if m.ForOne() {
		return "the new one waits for ever"
	}
	return "both write to it on one node, and on another the new one waits for ever"
}

// Together is what becomes of several pods that mount a claim of these modes at once.
const Together = "those of one node write to it at once, and on another they wait for ever"
