package importing

import (
	"cmp"

	"render/render/manifest"
	"render/render/objects"
)

// Release is a release of Helm's, or what somebody else makes of a chart in its place.
type Release struct{ Name, Chart string }

// ReleaseOf is what an object's labels say that it is of, as charts write them; false where it is of no chart. That
// which says no name is the chart's alone.
func ReleaseOf(o manifest.Object) (of Release, is bool) {
	labels := objects.Labels(labelsOf(o))
	text := func(key string) string {
		value, _ := labels.Get(key)
		return value
	}
	of.Chart = text("helm.sh/chart")
	if text("heritage") == "Helm" { // of charts as Helm 2 had them
		of.Chart = cmp.Or(of.Chart, text("chart"))
	}
	of.Name = cmp.Or(annotationsOf(o).Text("meta.helm.sh/release-name"), instance(o), text("release"))
	return of, of.Chart != "" || text("heritage") == "Helm" || text(manifest.ManagedBy) == "Helm"
}

// Hook is when Helm applies an object apart from the rest, as its annotation says; "" where it does not.
func Hook(o manifest.Object) string { return annotationsOf(o).Text("helm.sh/hook") }

// Releases are those that some objects are of, by name.
type Releases map[string]bool

// ReleasesOf are the releases that objects say.
func ReleasesOf(world *objects.World) Releases {
	found := Releases{}
	for o := range world.All() {
		if of, is := ReleaseOf(o.Members()); is && of.Name != "" {
			found[of.Name] = true
		}
	}
	return found
}

// Of is the release of an object, which may say no more than that one's name.
func (r Releases) Of(o manifest.Object) (of Release, is bool) {
	if of, is = ReleaseOf(o); is {
		return of, true
	}
	of.Name = instance(o)
	return of, r[of.Name]
}

// instance is the label by which charts say the release that an object is of, and others what they like.
func instance(o manifest.Object) string {
	name, _ := objects.Labels(labelsOf(o)).Get("app.kubernetes.io/instance")
	return name
}
