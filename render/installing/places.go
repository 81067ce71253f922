package installing

import (
	"slices"
	"strings"
)

// place is where a member of k8s goes in an object of a gateway.
type place struct {
	key, kind, path string
	chart           bool // the chart gives some of it, over which the member's is put
}

const (
	podLabels  = "spec.template.metadata.labels"
	deployed   = "spec.selector.matchLabels"
	containers = "spec.template.spec.containers"
	proxy      = containers + ".[name:istio-proxy]"
)

// places are those of all members that are more than a patch of their own, the inner ones first.
var places = [...]place{
	{"env", "Deployment", proxy + ".env", true},
	{"imagePullPolicy", "Deployment", proxy + ".imagePullPolicy", false},
	{"readinessProbe", "Deployment", proxy + ".readinessProbe", true},
	{"resources", "Deployment", proxy + ".resources", true},
	{"affinity", "Deployment", "spec.template.spec.affinity", true},
	{"nodeSelector", "Deployment", "spec.template.spec.nodeSelector", false},
	{"priorityClassName", "Deployment", "spec.template.spec.priorityClassName", false},
	{"securityContext", "Deployment", "spec.template.spec.securityContext", true},
	{"tolerations", "Deployment", "spec.template.spec.tolerations", false},
	{"podAnnotations", "Deployment", "spec.template.metadata.annotations", true},
	{"replicaCount", "Deployment", "spec.replicas", false},
	{"strategy", "Deployment", "spec.strategy", true},
	{"hpaSpec", "HorizontalPodAutoscaler", "spec", true},
	{"podDisruptionBudget", "PodDisruptionBudget", "spec", true},
	{"serviceAnnotations", "Service", "metadata.annotations", false},
	{"service", "Service", "spec", true},
}

// placeOf is the one that a path lies in; nil for none.
func placeOf(kind string, steps []string) *place {
	for i := range places {
		if p := &places[i]; p.kind == kind && begins(steps, stepsOf(p.path)) {
			return p
		}
	}
	return nil
}

// replaces reports whether a patch is of all that is in a place, or of an item by its number, where the chart has some too.
func (p *place) replaces(one *Patch) bool {
	rest := one.steps[len(stepsOf(p.path)):]
	return p.chart && len(rest) == 0 || p.key == "env" && !strings.HasPrefix(rest[0], "[name:")
}

// begins reports whether steps are those of a path, or lead on from it. A container is the proxy by its number too.
func begins(steps, path []string) bool {
	return len(steps) >= len(path) && slices.EqualFunc(steps[:len(path)], path, func(a, b string) bool {
		return a == b || b == "[name:istio-proxy]" && a == "[0]"
	})
}

// labelOf is the label that a path is of, "*" for all of them: of those that an item's label
// gives to each of a gateway's objects and by which they choose its pods; "" for none.
func labelOf(kind string, steps []string) string {
	path := strings.Join(steps[:min(len(steps), labelDepth(kind, steps))], ".")
	of := path == "metadata.labels" ||
		kind == "Service" && path == "spec.selector" ||
		kind == "Deployment" && (path == deployed || path == podLabels) ||
		kind == "PodDisruptionBudget" && path == deployed
	switch rest := steps[min(len(steps), labelDepth(kind, steps)):]; {
	case !of || len(rest) > 1:
		return ""
	case len(rest) == 0:
		return "*"
	default:
		return rest[0]
	}
}

// labelDepth is how many steps lead to labels.
func labelDepth(kind string, steps []string) int {
	switch {
	case steps[0] == "metadata" || kind == "Service":
		return 2
	case len(steps) > 1 && steps[1] == "template":
		return 4
	}
	return 3
}
