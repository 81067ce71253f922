package plan

import (
	"strings"

	"render/render/format"
)

// versionsOfApp are the versions of an app that has several.
func versionsOfApp(a *format.App) []Version {
	var out []Version
	seen := map[string]bool{}
	for i := range a.Versions {
		one := &a.Versions[i]
		v := Version{Written: one, Deployment: a.Name.Value + "-" + one.Version.Value, Replicas: &a.Replicas}
		if one.Replicas.IsSet() {
			v.Replicas = &one.Replicas
		}
		if name := SubsetName(one); format.Fits(one.Version, "labelvalue") && format.Formats()["label"].Takes(name) && !seen[name] {
			v.Subset, seen[name] = name, true
		}
		out = append(out, v)
	}
	return out
}

// SubsetName names a version in a DestinationRule, where Istio takes DNS labels
// only (istio, validateSubsetName).
func SubsetName(v *format.AppVersion) string { return strings.ReplaceAll(v.Version.Value, ".", "-") }
