package overlay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/manifest"
)

// builtin is all that kustomize knows of its own accord, and which kinds each is of.
func builtin(t *testing.T) (schemas map[string]map[string]any, kinds map[string][]string) {
	t.Helper()
	forget()
	schemas, kinds = map[string]map[string]any{}, map[string][]string{}
	for name, schema := range openapi.Schema().Definitions {
		schemas[name] = pruned(asJSON(t, schema))
		list, _ := schemas[name]["x-kubernetes-group-version-kind"].([]any)
		for _, item := range list {
			apiVersion, _ := manifest.At(item, "version").(string)
			if group, _ := manifest.At(item, "group").(string); group != "" {
				apiVersion = group + "/" + apiVersion
			}
			kinds[name] = append(kinds[name], apiVersion+" "+manifest.At(item, "kind").(string))
		}
	}
	forget()
	return schemas, kinds
}

// forget has kustomize begin anew, knowing all that it knows.
func forget() {
	openapi.ResetOpenAPI()
	taught.kinds = nil
}

func asJSON(t *testing.T, v any) (out map[string]any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// pruned is what merging asks of a schema.
func pruned(schema map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range schema {
		object, _ := value.(map[string]any)
		switch key {
		case "$ref", "type", "x-kubernetes-patch-strategy", "x-kubernetes-patch-merge-key", "x-kubernetes-list-map-keys", "x-kubernetes-group-version-kind":
			out[key] = value
		case "items", "additionalProperties":
			out[key] = value
			if object != nil {
				out[key] = pruned(object)
			}
		case "properties":
			properties := map[string]any{}
			for name, property := range object {
				properties[name] = pruned(property.(map[string]any))
			}
			out[key] = properties
		}
	}
	return out
}

// The file says what kustomize's own schema does.
func TestDefinitions(t *testing.T) {
	schemas, kinds := builtin(t)
	var want bytes.Buffer
	for _, name := range sortedKeys(schemas) {
		text, err := json.Marshal(schemas[name])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&want, "%s\t%s\t%s\n", name, strings.Join(kinds[name], ","), text)
	}
	if *update {
		if err := os.WriteFile("definitions.txt", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want.String() != definitions {
		t.Error("kustomize knows something else; run: go test ./render/overlay -run TestDefinitions -update")
	}
}

// Told of one kind, kustomize has what it would have read of that kind and of all it
// refers to; and where objects of any kind lie does not depend on it.
func TestTaught(t *testing.T) {
	schemas, kinds := builtin(t)
	defer forget()
	for _, name := range sortedKeys(schemas) {
		for _, kind := range kinds[name] {
			forget()
			apiVersion, kind, _ := strings.Cut(kind, " ")
			of := yaml.TypeMeta{APIVersion: apiVersion, Kind: kind}
			teach(map[string]any{"apiVersion": apiVersion, "kind": kind})()
			got := openapi.SchemaForResourceType(of)
			if got == nil || !reflect.DeepEqual(pruned(asJSON(t, got.Schema)), schemas[name]) {
				t.Errorf("%s: not what kustomize has", name)
			}
			if len(openapi.Schema().Definitions) > len(schemas)/2 {
				t.Errorf("%s: everything is read", name)
			}
			refersTo(t, schemas, schemas[name], map[string]bool{name: true})
		}
	}
	if !slices.Contains(kinds["io.k8s.api.apps.v1.Deployment"], "apps/v1 Deployment") {
		t.Error("there is no Deployment")
	}
}

// refersTo asks kustomize for all that a schema refers to.
func refersTo(t *testing.T, schemas map[string]map[string]any, schema any, seen map[string]bool) {
	t.Helper()
	switch schema := schema.(type) {
	case map[string]any:
		for key, value := range schema {
			name, refers := value.(string)
			if name = strings.TrimPrefix(name, "#/definitions/"); key != "$ref" || !refers {
				refersTo(t, schemas, value, seen)
				continue
			}
			if seen[name] {
				continue
			}
			seen[name] = true
			if got, there := openapi.Schema().Definitions[name]; !there || !reflect.DeepEqual(pruned(asJSON(t, got)), schemas[name]) {
				t.Errorf("%s: not what kustomize has", name)
			}
			refersTo(t, schemas, schemas[name], seen)
		}
	case []any:
		for _, item := range schema {
			refersTo(t, schemas, item, seen)
		}
	}
}

// A second kind adds what the first had not, and a custom resource nothing.
func TestTaughtTwice(t *testing.T) {
	forget()
	defer forget()
	object := func(apiVersion, kind string) map[string]any {
		return map[string]any{"apiVersion": apiVersion, "kind": kind}
	}
	teach(object("v1", "ConfigMap"))()
	before := len(openapi.Schema().Definitions)
	teach(object("networking.istio.io/v1", "Gateway"))()
	if after := len(openapi.Schema().Definitions); after != before {
		t.Errorf("a custom resource adds %d definitions", after-before)
	}
	teach(map[string]any{"items": []any{object("apps/v1", "Deployment")}})()
	for _, kind := range []yaml.TypeMeta{{APIVersion: "v1", Kind: "ConfigMap"}, {APIVersion: "apps/v1", Kind: "Deployment"}} {
		if openapi.SchemaForResourceType(kind) == nil {
			t.Errorf("%v is not there", kind)
		}
	}
	if openapi.SchemaForResourceType(yaml.TypeMeta{APIVersion: "networking.istio.io/v1", Kind: "Gateway"}) != nil {
		t.Error("a custom resource is there")
	}
}

// Which kinds lie in no namespace kustomize knows without reading anything.
func TestScopesUnread(t *testing.T) {
	_, kinds := builtin(t)
	defer forget()
	scopes := func() map[string]string {
		out := map[string]string{}
		for _, list := range kinds {
			for _, of := range list {
				apiVersion, kind, _ := strings.Cut(of, " ")
				out[of] = fmt.Sprint(openapi.IsNamespaceScoped(yaml.TypeMeta{APIVersion: apiVersion, Kind: kind}))
			}
		}
		return out
	}
	openapi.Schema()
	want := scopes()
	forget()
	teach(map[string]any{"apiVersion": "v1", "kind": "ConfigMap"})()
	for of, got := range scopes() {
		if got != want[of] {
			t.Errorf("%s: %s, read whole %s", of, got, want[of])
		}
	}
}
