package align

import (
	"slices"

	"render/render/manifest"
)

// Merged are the objects of both sides as they are to be compared where kubectl itself merges the new ones into
// what a cluster has: keys of selectors and labels of pods' templates that somebody else put there stay, and
// decide which pods a Service has (kubectl, pkg/cmd/apply: what was applied last, and is not any more, goes).
// Server-side apply takes a selector whole (x-kubernetes-map-type: atomic).
func Merged(old, new []manifest.Manifest) (olds, news []manifest.Manifest, aside Aside) {
	if Live(old) && !Live(new) {
		new = withForeign(new, old)
	}
	return Sides(old, new)
}

// withForeign are objects with what others put into those that are there.
func withForeign(want, live []manifest.Manifest) []manifest.Manifest {
	there := make(map[manifest.ID]manifest.Object, len(live))
	for i := range live {
		if id := live[i].ID(); choosing(id) != nil {
			there[id] = live[i].Object
		}
	}
	out := slices.Clone(want)
	for i := range out {
		id := out[i].ID()
		if now := there[id]; now != nil {
			out[i].Object = keeping(out[i].Object, now, choosing(id))
		}
	}
	return out
}

// choosing is where a kind has what Services choose pods by; nil for none.
func choosing(id manifest.ID) []string {
	switch {
	case id.Group == "" && id.Kind == "Service":
		return []string{"spec", "selector"}
	case id.Group == "apps" && (id.Kind == "Deployment" || id.Kind == "DaemonSet" || id.Kind == "StatefulSet"):
		return []string{"spec", "template", "metadata", "labels"}
	}
	return nil
}

// keeping is an object with the members that another one has at a path, nobody applied, and it does not say.
func keeping(want, now manifest.Object, path []string) manifest.Object {
	applied, known := recordOf(now)
	says := want
	for _, member := range path {
		says, now = says.Object(member), now.Object(member)
		applied, _ = applied.member(member)
	}
	if len(says) == 0 {
		return want
	}
	for _, m := range now {
		if _, was := applied.member(m.Key); says.Get(m.Key) == nil && !(known && was) {
			want = want.With(m.Value, append(slices.Clone(path), m.Key)...)
		}
	}
	return want
}
