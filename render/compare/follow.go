package compare

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// What is for an app, as its PodDisruptionBudget, often differs from that of another app in names
// alone. So it follows what it is for: the workload or the Service that became another one.

// rank is the order in which kinds are paired: those that others are for come first.
func rank(k groupKind) int {
	switch k {
	case groupKind{"apps", "Deployment"}, groupKind{"apps", "StatefulSet"}, groupKind{"apps", "DaemonSet"}:
		return 0
	case groupKind{"", "Service"}:
		return 1
	}
	return rankOfOthers
}

const rankOfOthers = 2

// app is what an app is called, in its namespace.
type app struct{ namespace, name string }

// followed is what became of apps that are on one side alone, by the workloads and Services that
// were paired.
type followed struct {
	old, new map[app]int // the rank of the first kind that has it
	became   map[[2]app]bool
}

// newFollowed knows the apps of either side, and not yet what became of them.
func newFollowed(old, new []*objects.Object) *followed {
	return &followed{old: apps(old), new: apps(new), became: map[[2]app]bool{}}
}

// apps are those of workloads and Services, each with the rank of the first kind that has it.
func apps(list []*objects.Object) map[app]int {
	out := map[app]int{}
	for _, o := range list {
		if r := rank(kindOf(o)); r < rankOfOthers {
			for _, a := range names(o) {
				if first, known := out[a]; !known || r < first {
					out[a] = r
				}
			}
		}
	}
	return out
}

// note takes up which objects of a kind are the same.
func (f *followed) note(same []rename) {
	for _, r := range same {
		if rank(kindOf(r.old)) == rankOfOthers {
			continue
		}
		for _, was := range names(r.old) {
			for _, is := range names(r.new) {
				f.became[[2]app{was, is}] = true
			}
		}
	}
}

// names are what the app of a workload or a Service goes by: its own name, and that of its pods.
func names(o *objects.Object) []app {
	out := []app{{o.ID().Namespace, o.ID().Name}}
	if a, ok := appOf(o); ok && !slices.Contains(out, a) {
		out = append(out, a)
	}
	return out
}

// apart reports whether two objects are for apps of which the old one is known not to have become
// the new one.
func (f *followed) apart(old, new *objects.Object) bool {
	was, known := appOf(old)
	is, both := appOf(new)
	return known && both && (before(f.old, was, old) || before(f.new, is, new)) && !f.became[[2]app{was, is}]
}

// before reports whether an app has an object of a kind that is paired before another's.
func before(apps map[app]int, a app, o *objects.Object) bool {
	first, known := apps[a]
	return known && first < rank(kindOf(o))
}

// appOf is the app that an object is for, as it says itself: what an autoscaler scales, else by
// the labels of the pods that it selects, or by its own.
func appOf(o *objects.Object) (app, bool) {
	spec, labels := o.Members().Object("spec"), o.Members().Object("metadata").Object("labels")
	for _, name := range []string{
		spec.Object("scaleTargetRef").Text("name"),
		appLabel(spec.Object("selector").Object("matchLabels")), appLabel(spec.Object("selector")), appLabel(labels),
		serviceOf(spec.Text("host")),
	} {
		if name != "" {
			return app{o.ID().Namespace, name}, true
		}
	}
	return app{}, false
}

func appLabel(labels manifest.Object) string {
	if name := labels.Text("app"); name != "" {
		return name
	}
	return labels.Text("app.kubernetes.io/name")
}

// serviceOf is the Service of a DestinationRule's host, which may be one of another namespace.
func serviceOf(host string) string {
	name, _, _ := strings.Cut(host, ".")
	return name
}
