package consequences

import (
	"fmt"
	"strings"

	"render/render/platform"
	"render/render/wording"
)

// checkKubernetes tells of minor versions that a Kubernetes is to skip, where both sides say theirs
// (https://kubernetes.io/releases/version-skew-policy/#kube-apiserver-1).
func checkKubernetes(c *change) {
	was, is, skipped := c.kubernetesSkipped()
	if len(skipped) == 0 {
		return
	}
	each, by := " on all nodes", ""
	if c.Old.Cluster.MicroK8s && c.New.Cluster.MicroK8s {
		by = fmt.Sprintf(" (snap refresh microk8s --channel %s/stable)", skipped[0])
	}
	if len(skipped) > 1 {
		each, by = ", one after the other, each on all nodes before the next", strings.TrimSuffix(by, ")")
		if by != "" {
			by += ", and so on)"
		}
	}
	c.tell("kubernetes-skips-minors", Danger, fmt.Sprintf("Kubernetes goes from %s to %s and skips %s: its API server is made to go one minor version at a time", wording.Quote(was.String()), wording.Quote(is.String()), through(skipped)),
		"go by each minor version, on all nodes"+by+", and see before each that Istio and MetalLB are for it")
	if len(c.istioSkipped()) == 0 { // or they go by turns, of which checkUpgrade tells
		c.steps.Need(foremost, "go by Kubernetes "+through(skipped)+each+by)
	}
}

// kubernetesSkipped are the minor versions that lie between two of Kubernetes, and those.
func (c *change) kubernetesSkipped() (was, is platform.Version, skipped []string) {
	was, known := platform.ParseVersion(c.Old.Cluster.Kubernetes)
	is, says := platform.ParseVersion(c.New.Cluster.Kubernetes)
	if known && says {
		skipped, _ = platform.Upgrade(was, is)
	}
	return was, is, skipped
}

// istioSkipped are the minor versions that lie between two of Istio.
func (c *change) istioSkipped() (skipped []string) {
	if was, is := c.old.Istio().Version, c.new.Istio().Version; !was.IsZero() && !is.IsZero() {
		skipped, _ = platform.Upgrade(was, is)
	}
	return skipped
}
