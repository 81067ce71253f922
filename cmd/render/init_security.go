package main

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
)

// heldByContainers are the fields of a pod's securityContext that do nothing but stand for those
// which its containers leave out (Kubernetes API reference, PodSecurityContext); SELinux relabels
// volumes by the pod's too.
var heldByContainers = []string{"appArmorProfile", "runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile"}

// sameSecurity reports whether what a pod said for all its containers is said by each of them now,
// or was by each before.
func sameSecurity(f *compare.Field, old, new manifest.Object) bool {
	n := slices.IndexFunc(f.Path, func(s compare.Step) bool { return s.Member == "securityContext" })
	if n < 0 || n < len(f.Path)-2 || f.New != nil || !f.Path.Has("spec", "template", "spec") {
		return false
	}
	said := manifest.Object{{Key: f.Path[len(f.Path)-1].Member, Value: f.Old}}
	if n == len(f.Path)-1 {
		said, _ = f.Old.(manifest.Object)
	}
	before, after := podOf(old), podOf(new)
	return !slices.ContainsFunc(said, func(m manifest.Member) bool {
		return !slices.Contains(heldByContainers, m.Key) || !sameHeld(before, after, m.Key)
	})
}

// sameHeld reports whether each container of a pod that is rendered has a field of its security as
// it had it before.
func sameHeld(before, after manifest.Object, key string) bool {
	olds, news := containersOf(before), containersOf(after)
	if len(olds) != len(news) {
		return false
	}
	for _, c := range news {
		at := slices.IndexFunc(olds, func(o manifest.Object) bool { return o.Text("name") == c.Text("name") })
		if at < 0 { // the app's own, which is called like the app
			at = slices.IndexFunc(olds, func(o manifest.Object) bool {
				return !slices.ContainsFunc(news, func(n manifest.Object) bool { return n.Text("name") == o.Text("name") })
			})
		}
		if at < 0 || !compare.Equal(held(before, olds[at], key), held(after, c, key)) {
			return false
		}
	}
	return true
}

// held is a field of a container's security, by itself or by its pod.
func held(pod, container manifest.Object, key string) any {
	if own := container.Object("securityContext").Get(key); own != nil {
		return own
	}
	return pod.Object("securityContext").Get(key)
}

// podOf is what an object says of its pods.
func podOf(o manifest.Object) manifest.Object {
	return o.Object("spec").Object("template").Object("spec")
}

// containersOf are all containers of a pod.
func containersOf(pod manifest.Object) (out []manifest.Object) {
	for _, key := range [...]string{"initContainers", "containers"} {
		for _, one := range pod.List(key) {
			c, _ := one.(manifest.Object)
			out = append(out, c)
		}
	}
	return out
}
