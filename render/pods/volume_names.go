package pods

import (
	"strconv"

	"render/render/format"
)

// checkVolumeNames finds names of volumes that the API server refuses, as Compose files have them
// (Kubernetes, pkg/apis/core/validation, ValidateVolumes), and names that no claim can have.
func (v *verdict) checkVolumeNames(spec *format.Any) {
	const list = "volumes"
	for i, item := range format.Items(*spec, list) {
		check := func(form, behind string, within map[string]any, keys ...string) {
			name, ok := within[keys[len(keys)-1]].(string)
			if !ok || name == "" {
				return
			}
			if fault := format.Formats()[form].Check(name); fault.Found() {
				v.Fail("name-form", spec.At(append([]string{list, "[" + strconv.Itoa(i) + "]"}, keys...), false), fault.Message+behind, fault.Help)
			}
		}
		check("label", ", as the name of a volume is, where it is mounted too", item, "name")
		claim, _ := item["persistentVolumeClaim"].(map[string]any)
		check("subdomain", ", as the name of a claim is", claim, "persistentVolumeClaim", "claimName")
	}
}
