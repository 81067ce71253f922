package conformance

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
)

// notRendered are members with a default inside a list that no topology gives a
// parent: render writes nothing of what is around them.
var notRendered = []string{
	"ExternalSecret .spec.data[].sourceRef.", "ExternalSecret .spec.dataFrom[].", "ExternalSecret .spec.target.template.templateFrom[].",
	"HTTPRoute .spec.rules[].backendRefs[].filters[].", "GRPCRoute .spec.rules[].backendRefs[].filters[].",
	"HTTPRoute .spec.rules[].filters[].requestMirror.fraction.", "GRPCRoute .spec.rules[].filters[].requestMirror.",
	"Issuer .spec.acme.", "Gateway .spec.listeners[].allowedRoutes.kinds[].",
}

// TestDefaultsAreMet: TestStored has seen every default that a definition fills
// in inside a list, of the kinds that are rendered, in some golden object.
func TestDefaultsAreMet(t *testing.T) {
	all, err := crds()
	if err != nil {
		t.Fatal(err)
	}
	files, err := yamlFiles(os.DirFS("../golden"))
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	kinds := map[string]*definition{}
	for _, name := range files {
		text, err := os.ReadFile("../golden/" + name)
		if err != nil {
			t.Fatal(err)
		}
		objects, _ := Split(text)
		for _, o := range objects {
			key := o.APIVersion + " " + o.Kind
			d := all[key]
			if d == nil {
				continue
			}
			kinds[key] = d
			var tree any
			if err := json.Unmarshal(o.json, &tree); err != nil {
				t.Fatal(err)
			}
			meet(d.structural, tree, key+" ", met)
		}
	}
	for key, d := range kinds {
		_, kind, _ := strings.Cut(key, " ")
		for _, path := range defaultsInLists(d.structural, "", false) {
			unused := slices.ContainsFunc(notRendered, func(prefix string) bool { return strings.HasPrefix(kind+" "+path, prefix) })
			if strings.HasPrefix(path, ".status") || met[key+" "+path] && !unused {
				continue
			}
			if met[key+" "+path] == unused {
				t.Errorf("%s %s: a golden object has what it is a member of, or it is among those that are never rendered, and not both", key, path)
			}
		}
	}
	if len(met) < 20 {
		t.Errorf("%d defaults are met", len(met))
	}
}

// defaultsInLists are the paths of members with a default that are somewhere
// inside a list.
func defaultsInLists(s *schema.Structural, path string, inside bool) []string {
	if s == nil {
		return nil
	}
	var out []string
	if inside && s.Default.Object != nil {
		out = append(out, path)
	}
	for name, member := range s.Properties {
		out = append(out, defaultsInLists(&member, path+"."+name, inside)...)
	}
	return append(out, defaultsInLists(s.Items, path+"[]", true)...)
}

// meet notes which members with a default an object has the parent of.
func meet(s *schema.Structural, value any, path string, met map[string]bool) {
	switch node := value.(type) {
	case map[string]any:
		for name, member := range s.Properties {
			if member.Default.Object != nil {
				met[path+"."+name] = true
			}
			if inner, there := node[name]; there {
				meet(&member, inner, path+"."+name, met)
			}
		}
	case []any:
		for _, item := range node {
			if s.Items != nil {
				meet(s.Items, item, path+"[]", met)
			}
		}
	}
}
