package overlay

import (
	"strings"
	"testing"
)

// A fault of a patch is told in the line that has it, however the patch is written down.
func TestPatchPlaces(t *testing.T) {
	const (
		merge = "apiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata:\n  name: gateway-ingressgateway\n  namespace: default\nspec:\n"
		other = merge + "  selector:\n    a: b\n"
		wrong = merge + "  servers:\n  - port:\n      name: https\n    tsl: {}\n"
		list  = "- op: add\n  path: /metadata/labels/a\n  value: b\n- op: replace\n  path: /spec/servres\n  value: [1]\n"
		json  = "[\n  {\"op\": \"add\", \"path\": \"/metadata/labels/a\", \"value\": \"b\"},\n  {\"op\": \"replace\",\n   \"path\": \"/spec/servres\", \"value\": [1]}\n]\n"
		// Two lines alike, of which a folded block makes other lines than it has.
		alike = "apiVersion: networking.istio.io/v1beta1\n\nkind: Gateway\n\n\nmetadata: {name: gateway-ingressgateway,\nnamespace: default}\n\nspec: {servers: 1}\n\nspec: {servers: 1}\n"
	)
	objects := golden(t, "seed")
	entry := func(head, text string, indent int) string {
		return head + "\n" + indented(text, indent)
	}
	const target = "patches:\n- target: {kind: Gateway, name: gateway-ingressgateway}\n  patch: "
	for name, c := range map[string]struct {
		files map[string]string
		want  string // in the line
	}{
		"block":               {inPlace(entry(target+"|-", list, 4)), "servres"},
		"JSON":                {inPlace(entry(target+"|-", json, 4)), "servres"},
		"deep":                {inPlace(entry(target+"|", list, 11)), "servres"},
		"blank lines":         {inPlace("# first\n\n" + entry(target+"|+\n\n", list, 4)), "servres"},
		"comments":            {inPlace(entry(target+"|- # of the patch\n    # why\n\n    # more", list, 4)), "servres"},
		"indentation written": {inPlace(entry(target+"|4-", list, 6)), "servres"},
		"in the next line":    {inPlace(entry(target+"# why\n\n    |-", list, 4)), "servres"},
		"line feeds of two":   {inPlace(strings.ReplaceAll(entry(target+"|-", list, 4), "\n", "\r\n")), "servres"},
		"a document's start":  {inPlace(entry(target+"|-\n    ---", list, 4)), "servres"},
		"target behind":       {inPlace(entry("patches:\n- patch: |-", list, 4) + "  target: {kind: Gateway, name: gateway-ingressgateway}\n"), "servres"},
		"merge":               {inPlace(entry("patches:\n- patch: |-", wrong, 4)), "tsl"},
		"second document":     {inPlace(entry("patches:\n- patch: |-", "# one\n---\n"+other+"---\n# two\n\n"+wrong, 4)), "tsl"},
		"first document":      {inPlace(entry("patches:\n- patch: |-", wrong+"---\n"+other, 4)), "tsl"},
		"of the old field":    {inPlace(entry("patchesStrategicMerge:\n- |-\n", wrong, 2)), "tsl"},
		"file":                {inFile("# one\n\n---\n# two\n" + wrong), "tsl"},
		"file of documents":   {inFile(other + "...\n---\n# nothing\n---\n\n" + wrong + "---\n"), "tsl"},
		"not closed":          {inPlace(entry(target+"|-\n", strings.Replace(list, "[1]", "[1", 1), 4)), "value: [1"},
		"quoted":              {inPlace(target + "'" + strings.ReplaceAll(strings.TrimLeft(indented(json, 4), " "), "\n", "\n\n") + "'\n"), "patch:"},
		"folded":              {inPlace(entry("patches:\n- patch: >-", alike, 4)), "patch:"},
		"no such kind":        {inPlace(entry("patches:\n- patch: |-", strings.Replace(other, "kind: Gateway", "kind: Gatway", 1), 4)), "kind: Gatway"},
		"no such name":        {inPlace(entry("patches:\n- patch: |-", strings.Replace(other, "gateway-ingress", "gateway-", 1), 4)), "name: gateway-gateway"},
		"no such namespace":   {inPlace(entry("patches:\n- patch: |-", strings.Replace(other, "namespace: default", "namespace: web", 1), 4)), "namespace: web"},
		"no such version":     {inPlace(entry("patches:\n- patch: |-", strings.Replace(other, "v1beta1", "v9", 1), 4)), "v9"},
		"another kind there":  {inPlace(entry("patches:\n- patch: |-", strings.Replace(other, "selector:\n    a: b", "selector: a", 1), 4)), "selector: a"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diagnostics := applyAll(t, decode(t, objects), []Overlay{folder("site", c.files)})
			if len(diagnostics) == 0 {
				t.Fatal("nothing is told")
			}
			at := diagnostics[0].Place
			if line := at.Source.Line(at.Line); !strings.Contains(line, c.want) {
				t.Errorf("%s: told in line %d, %q", diagnostics[0].Message, at.Line, line)
			}
		})
	}
}

// indented is a text each line of which begins with so many spaces, but empty ones.
func indented(text string, spaces int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.Repeat(" ", spaces))
		}
		b.WriteString(line)
	}
	return b.String()
}

func inPlace(kustomization string) map[string]string {
	return map[string]string{"kustomization.yaml": kustomization}
}

func inFile(patch string) map[string]string {
	return map[string]string{"kustomization.yaml": "patches:\n- path: p.yaml\n", "p.yaml": patch}
}
