package topology

import "strings"

// versionsOfApp are the versions of an app that has several.
func versionsOfApp(a *App) []versionPlan {
	var out []versionPlan
	seen := map[string]bool{}
	for i := range a.Versions {
		one := &a.Versions[i]
		v := versionPlan{version: one, deployment: a.Name.Value + "-" + one.Version.Value, replicas: a.Replicas.Value}
		if one.Replicas.IsSet() {
			v.replicas = one.Replicas.Value
		}
		if name := subsetName(one); fits(one.Version, "labelvalue") && formats["label"].takes(name) && !seen[name] {
			v.subset, seen[name] = name, true
		}
		out = append(out, v)
	}
	return out
}

// subsetName names a version in a DestinationRule, where Istio takes DNS labels
// only (istio, validateSubsetName).
func subsetName(v *AppVersion) string { return strings.ReplaceAll(v.Version.Value, ".", "-") }
