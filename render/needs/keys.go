package needs

import (
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Key is a key of a Secret or a ConfigMap that a container has to have.
type Key struct {
	Who string // reads it: a variable or a volume
	objects.Field
	Name string
	Of   manifest.ID
}

// EachKey finds the keys that the pods of a workload read, by variables or files, but for those that
// may be missing: a container does not start before they are there
// (https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/).
func EachKey(o *objects.Object, found func(Key)) {
	if id := o.ID(); id.Group != objects.Apps || id.Kind == "ControllerRevision" {
		return
	}
	read := func(who string, from, key objects.Field, kind, name string) {
		wanted, _ := key.Raw().(string)
		if name != "" && wanted != "" && from.At("optional").Raw() != true {
			found(Key{who, key, wanted, manifest.ID{Kind: kind, Namespace: o.ID().Namespace, Name: name}})
		}
	}
	files := func(who string, from objects.Field, kind, name string) {
		for _, item := range from.At("items").Items().All() {
			read(who, from, item.At("key"), kind, textAt(from, name))
		}
	}
	pod := o.Workload().Template().Spec()
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.All() {
			for _, variable := range container.At("env").Items().All() {
				who := "variable " + wording.Quote(textAt(variable, "name"))
				for _, one := range [...][2]string{{"Secret", "secretKeyRef"}, {"ConfigMap", "configMapKeyRef"}} {
					from := variable.At("valueFrom", one[1])
					read(who, from, from.At("key"), one[0], textAt(from, "name"))
				}
			}
		}
	}
	for _, volume := range pod.At("volumes").Items().All() {
		who := "volume " + wording.Quote(textAt(volume, "name"))
		files(who, volume.At("secret"), "Secret", "secretName")
		files(who, volume.At("configMap"), "ConfigMap", "name")
		for _, from := range volume.At("projected", "sources").Items().All() {
			files(who, from.At("secret"), "Secret", "name")
			files(who, from.At("configMap"), "ConfigMap", "name")
		}
	}
}
