// Package volumes owns which claims and folders of nodes pods write to, of how many pods these are
// for, and how much claims ask for.
//
// In go workloads, and claims as they are compared; out come names, modes and amounts. It must never say
// what follows, or what to do.
package volumes

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Claims are the claims of their namespace that the pods of a workload write to.
func Claims(w objects.Workload) (out []string) {
	pod := w.Template().Spec()
	for _, v := range pod.At("volumes").Items().All() {
		claim := v.At("persistentVolumeClaim")
		if name, ok := claim.At("claimName").Raw().(string); ok && claim.At("readOnly").Raw() != true && !readAlone(pod, v.At("name").Raw()) {
			out = append(out, name)
		}
	}
	return out
}

// readAlone reports whether all containers of a pod that mount a volume only read it.
func readAlone(pod objects.PodSpec, volume any) bool {
	mounted := false
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.All() {
			for _, mount := range container.At("volumeMounts").Items().All() {
				if mount.At("name").Raw() != volume {
					continue
				}
				if mounted = true; mount.At("readOnly").Raw() != true {
					return false
				}
			}
		}
	}
	return mounted
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
