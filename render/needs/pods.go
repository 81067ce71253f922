package needs

import (
	"cmp"
	"slices"

	"render/render/calls"
	"render/render/manifest"
	"render/render/objects"
)

// ReadOnce are the ConfigMaps and Secrets that the containers of a workload read by
// variables, or by files that do not follow them.
func ReadOnce(w objects.Workload) []manifest.ID {
	var out []manifest.ID
	add := func(kind string, name any) {
		if text, ok := name.(string); ok {
			out = append(out, manifest.ID{Kind: kind, Namespace: w.ID().Namespace, Name: text})
		}
	}
	spec := w.Template().Spec()
	var fixed []any // volumes of which single files are mounted
	for _, list := range [...]objects.List[objects.Container]{spec.Containers(), spec.InitContainers()} {
		for _, container := range list.All() {
			for _, env := range container.At("env").Items().All() {
				add("ConfigMap", env.At("valueFrom", "configMapKeyRef", "name").Raw())
				add("Secret", env.At("valueFrom", "secretKeyRef", "name").Raw())
			}
			for _, from := range container.At("envFrom").Items().All() {
				add("ConfigMap", from.At("configMapRef", "name").Raw())
				add("Secret", from.At("secretRef", "name").Raw())
			}
			for _, mount := range container.At("volumeMounts").Items().All() {
				if mount.At("subPath").Present() {
					fixed = append(fixed, mount.At("name").Raw())
				}
			}
		}
	}
	for _, volume := range spec.At("volumes").Items().All() {
		if slices.Contains(fixed, volume.At("name").Raw()) {
			add("ConfigMap", volume.At("configMap", "name").Raw())
			add("Secret", volume.At("secret", "secretName").Raw())
		}
	}
	return out
}

// EachOfPod finds what a pod names of its namespace, wherever it does: Secrets, ConfigMaps and claims.
func EachOfPod(f objects.Field, found func(kind, name string)) {
	for _, m := range f.Members() {
		inner := f.At(m.Key)
		name, _ := inner.At("name").Raw().(string)
		switch m.Key {
		case "secretKeyRef", "secretRef":
			found("Secret", name)
		case "configMapKeyRef", "configMapRef", "configMap":
			found("ConfigMap", name)
		case "secret":
			text, _ := inner.At("secretName").Raw().(string)
			found("Secret", cmp.Or(text, name))
		case "persistentVolumeClaim":
			text, _ := inner.At("claimName").Raw().(string)
			found("PersistentVolumeClaim", text)
		case "imagePullSecrets":
			for _, item := range inner.Items().All() {
				text, _ := item.At("name").Raw().(string)
				found("Secret", text)
			}
		}
		EachOfPod(inner, found)
		for _, item := range inner.Items().All() {
			EachOfPod(item, found)
		}
	}
}

// Accounts are the ServiceAccounts to which a RoleBinding or a ClusterRoleBinding gives rights.
func Accounts(o *objects.Object) (out []manifest.ID) {
	for _, one := range o.Members().List("subjects") {
		subject, _ := one.(manifest.Object)
		if namespace := cmp.Or(subject.Text("namespace"), o.ID().Namespace); subject.Text("kind") == "ServiceAccount" {
			out = append(out, manifest.ID{Kind: "ServiceAccount", Namespace: namespace, Name: subject.Text("name")})
		}
	}
	return out
}

// Call is an address that a variable names.
type Call struct {
	calls.Address
	Variable string
}

// Called are the addresses that the variables of a workload's containers name.
func Called(w objects.Workload) (out []Call) {
	spec := w.Template().Spec()
	for _, list := range [...]objects.List[objects.Container]{spec.InitContainers(), spec.Containers()} {
		for _, container := range list.All() {
			for _, env := range container.At("env").Items().All() {
				for _, at := range calls.In(textAt(env, "name"), textAt(env, "value")) {
					out = append(out, Call{at, textAt(env, "name")})
				}
			}
		}
	}
	return out
}
