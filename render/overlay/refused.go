package overlay

import "render/internal/later"

// Why fields of kustomize are refused, and what to do instead.
const (
	makes    = "would make objects under names of its own"
	reaches  = "would take in other folders or addresses, and an overlay is one folder"
	runs     = "would run programs or other configuration"
	selects  = "would change selectors, and the API server lets nobody change a selector later"
	wholeSet = "needs all objects at once"
	useNames = "set names in the topology, or write namePrefix, nameSuffix or namespace for all objects"
	useFiles = "write the objects into a file and name it under resources"
	useEntry = "list each overlay in the topology or by --overlay"
	usePatch = "write a patch"
)

// refused are the fields that kustomize knows and an overlay must not have: why,
// and what to do instead.
func refused() map[string][2]string { return refusedOnce.Get(makeRefused) }

var refusedOnce later.Value[map[string][2]string]

func makeRefused() map[string][2]string {
	return map[string][2]string{
		"configMapGenerator":          {makes, useFiles},
		"secretGenerator":             {makes, useFiles},
		"generatorOptions":            {makes, useFiles},
		"bases":                       {reaches, useEntry},
		"components":                  {reaches, useEntry},
		"helmCharts":                  {runs, useFiles},
		"helmGlobals":                 {runs, useFiles},
		"helmChartInflationGenerator": {runs, useFiles},
		"generators":                  {runs, useFiles},
		"transformers":                {runs, usePatch},
		"validators":                  {runs, "run the validator on what render writes"},
		"configurations":              {runs, usePatch},
		"crds":                        {runs, "write JSON patches for custom resources"},
		"openapi":                     {runs, "write JSON patches for custom resources"},
		"vars":                        {wholeSet, "write: replacements"},
		"sortOptions":                 {"orders objects, and render orders them by stage", "remove the field"},
		"buildMetadata":               {"adds annotations about files, which would differ from machine to machine", "remove the field"},
		"commonLabels":                {selects, "write: labels, with includeTemplates: true if pods are to have them"},
		"imageTags":                   {"is the old name of images", "write: images"},
	}
}
