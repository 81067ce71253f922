package fixed

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

func versionsOf(o *objects.Object) []any {
	out, _ := o.Members().Object("spec").Get("versions").([]any)
	return out
}

// ServedVersions are those in which a definition has objects served.
func ServedVersions(o *objects.Object) []string {
	var out []string
	for _, v := range versionsOf(o) {
		if version, _ := v.(manifest.Object); version.Get("served") == true {
			out = append(out, version.Text("name"))
		}
	}
	return out
}

// LacksVersions reports whether some versions are not in a definition.
func LacksVersions(o *objects.Object, lost []string) bool {
	return slices.ContainsFunc(lost, func(name string) bool {
		return !slices.ContainsFunc(versionsOf(o), func(v any) bool {
			version, _ := v.(manifest.Object)
			return version.Text("name") == name
		})
	})
}
