package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
)

// restarting is why pods of a workload are made anew by themselves.
func (c *change) restarting(o *objects.Object) bool {
	one := c.changes[o]
	if one == nil || one.Old == nil || one.New == nil {
		return one != nil
	}
	for _, f := range one.Fields {
		if f.Path.Has("spec", "template") {
			return true
		}
	}
	return false
}

// titleOf is a workload as a message names it.
func titleOf(w objects.Workload) string { return w.ID().Namespace + "/" + w.ID().Name }

// Restarting is the command that makes pods anew, of which what is left out. Flux takes back what kubectl's
// own managers of fields wrote, the time of a restart too, with which the pods would be made
// anew once more; it leaves what has this manager (fluxcd/website, the FAQ).
func (by Applier) Restarting() string {
	if by == Flux {
		return "kubectl rollout restart --field-manager=flux-client-side-apply"
	}
	return "kubectl rollout restart"
}

// restart is the command that makes the pods of workloads of one namespace anew.
func (by Applier) restart(namespace string, list []objects.Workload) string {
	var names, kinds []string
	for _, w := range list {
		if kind := strings.ToLower(w.ID().Kind); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		names = append(names, strings.ToLower(w.ID().Kind)+"/"+w.ID().Name)
	}
	if len(names) > maxRun { // all of the namespace
		names = []string{strings.Join(kinds, ",")}
	}
	return by.Restarting() + " " + strings.Join(names, " ") + " -n " + namespace
}
