package main

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"render/render"
	"render/render/format"
)

// overlaid tells of a topology whose objects are more than what the library
// makes of its model.
var overlaid = regexp.MustCompile(`(?m)^(overlays|jsonnet):`)

// TestLibraryInPlainJsonnet evaluates the library from its files, with nothing
// that is render's own, over the model that render prints: the objects are the
// stream's.
func TestLibraryInPlainJsonnet(t *testing.T) {
	found, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, name := range found {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if overlaid.Match(text) {
			continue
		}
		compared++
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			got := map[string]any{}
			components := evaluatedLibrary(t, name, "--secrets", "redacted")
			if values := components["helm"].(map[string]any)["values"]; values != nil {
				got[objectKey(values.(map[string]any))] = values
			}
			delete(components, "helm") // whose values are no object
			collectObjects(t, got, components)
			want := map[string]any{}
			for _, stage := range []string{"namespaces,metallb,operator,gateways,apps", "istio"} {
				for _, object := range decoded(t, output(t, "--format", "json", "--stage", stage, "--secrets", "redacted", name)) {
					want[objectKey(object.(map[string]any))] = object
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d objects in plain jsonnet, %d in the stream", len(got), len(want))
			}
			withoutMarks(got)
			withoutDigest(want)
			for key := range want {
				if !reflect.DeepEqual(got[key], want[key]) {
					t.Errorf("%s: plain jsonnet gives\n%v\nand the stream holds\n%v", key, got[key], want[key])
				}
			}
		})
	}
	if compared < 2 {
		t.Errorf("%d examples compared", compared)
	}
}

// withoutMarks takes off the labels that overlays choose by, which render itself
// takes off last.
func withoutMarks(objects map[string]any) {
	for _, object := range objects {
		metadata, _ := object.(map[string]any)["metadata"].(map[string]any)
		labels, _ := metadata["labels"].(map[string]any)
		maps.DeleteFunc(labels, func(key string, _ any) bool { return strings.HasPrefix(key, format.SelectorPrefix) })
	}
}

// withoutDigest takes off the sum of what is for istioctl or helm, and the version,
// which render itself puts on last.
func withoutDigest(objects map[string]any) {
	for _, object := range objects {
		metadata, _ := object.(map[string]any)["metadata"].(map[string]any)
		annotations, _ := metadata["annotations"].(map[string]any)
		if annotations[render.OperatorDigest] == nil && annotations[render.ValuesDigest] == nil {
			continue
		}
		for _, key := range []string{render.OperatorDigest, render.ValuesDigest, render.VersionNote} {
			delete(annotations, key)
		}
		if len(annotations) == 0 {
			delete(metadata, "annotations")
		}
	}
}

// output is what render prints for arguments.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(newShell(strings.NewReader(""), &stdout, &stderr, usualLimits()), args); code != exitOK {
		t.Fatalf("render %v: exit %d\n%s", args, code, &stderr)
	}
	return stdout.String()
}

// decoded reads a stream of JSON values.
func decoded(t *testing.T, text string) []any {
	t.Helper()
	var out []any
	d := json.NewDecoder(strings.NewReader(text))
	for {
		var value any
		err := d.Decode(&value)
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, value)
	}
}

// collectObjects finds the manifests in what the library evaluates to.
func collectObjects(t *testing.T, into map[string]any, value any) {
	t.Helper()
	object, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("%v is no object", value)
	}
	if _, ok := object["kind"].(string); ok {
		key := objectKey(object)
		if into[key] != nil {
			t.Errorf("%s is there twice", key)
		}
		into[key] = object
		return
	}
	for _, inner := range object {
		collectObjects(t, into, inner)
	}
}

// objectKey is what objects are told apart by; "" for what is none.
func objectKey(object map[string]any) string {
	if object["kind"] == nil {
		return ""
	}
	metadata, _ := object["metadata"].(map[string]any)
	namespace, _ := metadata["namespace"].(string)
	return object["apiVersion"].(string) + " " + object["kind"].(string) + " " + namespace + "/" + metadata["name"].(string)
}

// TestFormatsAgree reads json and list back: both hold the same objects.
func TestFormatsAgree(t *testing.T) {
	const name = "../../examples/small/topology.yaml"
	stream := decoded(t, output(t, "--format", "json", name))
	list := decoded(t, output(t, "--format", "list", name))
	if len(stream) < 5 || len(list) != 1 {
		t.Fatalf("%d objects in the stream, %d lists", len(stream), len(list))
	}
	whole := list[0].(map[string]any)
	if whole["kind"] != "List" || whole["apiVersion"] != "v1" || !reflect.DeepEqual(whole["items"], stream) {
		t.Errorf("the list holds %v, the stream %v", whole, stream)
	}
	if documents := strings.Count("\n"+output(t, name), "\nkind: "); documents != len(stream) {
		t.Errorf("%d documents in YAML, %d objects in JSON", documents, len(stream))
	}
}
