package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// checkKeysRead warns of keys that pods read, by variables or files, of Secrets and ConfigMaps among the
// objects that have no such key: a container does not start before they are there
// (https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/).
func checkKeysRead(c *checker, o *objects.Object) {
	if id := o.ID(); id.Group != objects.Apps || id.Kind == "ControllerRevision" {
		return
	}
	pod := o.Workload().Template().Spec()
	for _, list := range [...]objects.List[objects.Container]{pod.Containers(), pod.InitContainers()} {
		for _, container := range list.All() {
			for _, variable := range container.At("env").Items().All() {
				who := "variable " + wording.Quote(textOf(variable, "name"))
				for _, one := range [...][2]string{{"Secret", "secretKeyRef"}, {"ConfigMap", "configMapKeyRef"}} {
					from := variable.At("valueFrom", one[1])
					c.keyRead(keyRead{who, from, from.At("key"), one[0], textOf(from, "name")})
				}
			}
		}
	}
	for _, volume := range pod.At("volumes").Items().All() {
		who := "volume " + wording.Quote(textOf(volume, "name"))
		c.filesRead(who, volume.At("secret"), "Secret", textOf(volume.At("secret"), "secretName"))
		c.filesRead(who, volume.At("configMap"), "ConfigMap", textOf(volume.At("configMap"), "name"))
		for _, from := range volume.At("projected", "sources").Items().All() {
			c.filesRead(who, from.At("secret"), "Secret", textOf(from.At("secret"), "name"))
			c.filesRead(who, from.At("configMap"), "ConfigMap", textOf(from.At("configMap"), "name"))
		}
	}
}

// keyRead is a key of a Secret or ConfigMap that a pod reads.
type keyRead struct {
	who        string // reads it
	from, key  objects.Field
	kind, name string
}

// filesRead warns of keys that a volume makes files of.
func (c *checker) filesRead(who string, from objects.Field, kind, name string) {
	for _, item := range from.At("items").Items().All() {
		c.keyRead(keyRead{who, from, item.At("key"), kind, name})
	}
}

// keyRead warns of a key that is not there, unless it may be missing.
func (c *checker) keyRead(r keyRead) {
	wanted, _ := r.key.Raw().(string)
	if r.name == "" || wanted == "" || r.from.At("optional").Raw() == true {
		return
	}
	keys, maker, all := c.keysOf(r.kind, r.key.Object().ID().Namespace, r.name)
	if !all || slices.Contains(keys, wanted) {
		return
	}
	out := c.diagnostic("key-missing", r.key, fmt.Sprintf("%s reads key %s of %s, which has none of that name: the container waits for it", r.who, wording.Quote(wanted), maker.ID()),
		keyMeant(wanted, keys)+", or add "+wording.Quote(wanted)+" to the "+maker.ID().Kind, c.related(maker))
	if last := len(out.Related) - 1; last > 0 && out.Related[last].Place.Source == out.Place.Source {
		// Which overlay has to do with it is no matter where none wrote the name of the key.
		out.Place, out.Related = out.Related[last].Place, out.Related[:last]
	}
	c.diagnostics.Warn(out)
}

// keyMeant is the help that has the key which is meant, or those that there are.
func keyMeant(wanted string, keys []string) string {
	const most = 6
	if near := wording.Suggest(wanted, keys); near != "" {
		return "write key: " + near
	}
	if slices.Sort(keys); len(keys) > most {
		return fmt.Sprintf("write one of its %d keys", len(keys))
	}
	return "write key: " + strings.Join(keys, ", or key: ")
}

// keysOf are the keys of a Secret or ConfigMap, and the object that says so; false where they are not
// among the objects, or may have others.
func (c *checker) keysOf(kind, namespace, name string) (keys []string, maker *objects.Object, all bool) {
	if kind == "ConfigMap" {
		m, ok := c.world.ConfigMap(namespace, name)
		if !ok {
			return nil, nil, false
		}
		keys, all = m.Keys()
		return keys, m.Object(), all
	}
	m, ok := c.world.Secret(namespace, name)
	if !ok {
		return nil, nil, false
	}
	keys, all = m.Keys()
	return keys, m.Object(), all
}
