package check

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/objects"
	"render/render/platform"
	"render/render/wording"
)

// enforcing is the label of a namespace by which the API server refuses pods
// (https://kubernetes.io/docs/concepts/security/pod-security-admission/).
const enforcing = "pod-security.kubernetes.io/enforce"

// checkPodSecurity warns of pods that the API server refuses for the standard of their namespace:
// it takes what makes them, and nothing starts. It may exempt some, so that this is no refusal.
func checkPodSecurity(c *checker, o *objects.Object) {
	level, by := c.levelOf(o.ID().Namespace)
	if level != "baseline" && level != "restricted" || c.injected[o] {
		return
	}
	w := o.Workload()
	pod := w.Template().Spec()
	if !pod.Containers().Present() {
		return
	}
	s := &standard{pod: pod.Field, annotations: w.Template().Metadata().Annotations(), hostsForbidden: !c.known.ProbesFree, usersApart: !c.known.UsersShared, restricted: level == "restricted", sidecar: !c.known.SidecarsConfined && c.getsSidecar(w), byValues: c.known.SidecarValues}
	s.judge()
	if len(s.faults) == 0 {
		return
	}
	var related []diag.Related
	if by != nil {
		related = append(related, c.related(by))
	}
	c.warn("pod-security", pod.Field, fmt.Sprintf("the API server refuses its pods, since namespace %s is %s: %s", wording.Quote(o.ID().Namespace), wording.Quote(level), strings.Join(s.faults, "; ")),
		s.cure(c.added(o)), related...)
}

// levelOf is the standard of a namespace's pods, and the Namespace that says it.
func (c *checker) levelOf(namespace string) (level string, by *objects.Object) {
	if c.known.NoPodSecurity || namespace == "" {
		return "", nil
	}
	if n, ok := c.world.Namespace(namespace); ok {
		level, _ = n.Metadata().Labels().Labels().Get(enforcing)
		return level, n.Object()
	}
	return c.known.PodSecurity[namespace], nil
}

// getsSidecar reports whether istiod adds a proxy to pods.
func (c *checker) getsSidecar(w objects.Workload) bool {
	labels := w.Template().Metadata().Labels().Labels()
	inject, said := labels.Get("sidecar.istio.io/inject")
	if host, _ := w.Template().Spec().At("hostNetwork").Raw().(bool); host || platform.NeverInjected(w.ID().Namespace) || said && inject == "false" {
		return false
	}
	if a, ok := w.Template().Metadata().Annotations().Labels().Get("sidecar.istio.io/inject"); ok && a == "false" {
		return false
	}
	revision, _ := labels.Get("istio.io/rev")
	if n, ok := c.world.Namespace(w.ID().Namespace); ok {
		of := n.Metadata().Labels().Labels()
		if by, said := of.Get("istio-injection"); said {
			return by == "enabled"
		}
		if by, _ := of.Get("istio.io/rev"); by != "" {
			return true
		}
	}
	return inject == "true" || revision != ""
}
