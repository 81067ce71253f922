package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/operator/pkg/apis"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"

	"render/render/schemas"
)

// The tests here hold render's table of fields (render/schemas), which is made of
// the same definitions, to the code that reads them: Kubernetes' strict decoder,
// the API server's for custom resources, and protojson. Every object at hand is
// changed at every place of it, in every way that the table knows of.

// changesOf are what is put in place of a value.
func changesOf(value any) []any {
	return []any{"text", true, 7.0, 1.5, []any{}, map[string]any{}, []any{"text"}, map[string]any{"somethingElse": "text"}, value}
}

// said is what is wrong with an object.
type said struct {
	all   []string
	codes map[string]bool // object-field, object-type, object-word, object-incomplete
}

func (s *said) add(code string, what any) {
	s.all = append(s.all, fmt.Sprint(what))
	if s.codes == nil {
		s.codes = map[string]bool{}
	}
	s.codes[code] = true
}

// TestFieldsAgree: what is wrong with a changed object is so for both, or for
// neither.
func TestFieldsAgree(t *testing.T) {
	right, wrong := 0, 0
	objects := samples(t)
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		object := objects[name]
		judge := judgeOfFields(object.APIVersion, object.Kind)
		if judge == nil {
			continue
		}
		var whole map[string]any
		if err := json.Unmarshal(object.json, &whole); err != nil {
			t.Fatal(err)
		}
		if real, ours := judge(object.json), byTable(&object, whole); len(real.all)+len(ours.all) > 0 {
			t.Errorf("%s: as it is: %q, %q", name, real.all, ours.all)
			continue
		}
		told := 0
		eachChange(whole, func(path string, put func(any), value any) {
			if told > 2 || strings.HasPrefix(path, ".status") || path == ".apiVersion" || path == ".kind" {
				return
			}
			for _, other := range changesOf(value) {
				if list, ok := other.([]any); ok && len(list) == 0 && object.Kind == "Secret" {
					continue // which Go's decoder takes for no bytes
				}
				put(other)
				text, err := json.Marshal(whole)
				if err != nil {
					t.Fatal(err)
				}
				real, ours := judge(text), byTable(&object, whole)
				if why := disagree(&object, real, ours); why != "" {
					t.Errorf("%s: %s = %v: %s: the API says %q, the table %q", name, path, other, why, real.all, ours.all)
					told++
				}
				if len(real.all) == 0 {
					right++
				} else {
					wrong++
				}
			}
			put(value)
		})
	}
	t.Logf("%d changes were right, %d wrong", right, wrong)
	if right < 1000 || wrong < 5000 {
		t.Error("those are too few")
	}
}

// TestFieldsOfKubernetes: every field of every kind of Kubernetes is known, of this
// release and of those before it. Kubernetes fills in all of them, to test its own
// decoding, with words that are none.
func TestFieldsOfKubernetes(t *testing.T) {
	dir, err := moduleDir("k8s.io/api", "")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "testdata", "*", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o, err := parse(text)
		if err != nil {
			continue // an AdmissionReview and its like are no objects
		}
		var whole map[string]any
		if err := json.Unmarshal(text, &whole); err != nil {
			t.Fatal(err)
		}
		release := filepath.Base(filepath.Dir(file))
		if len(schemas.Check(o.APIVersion, o.Kind, map[string]any{"somethingElse": true})) > 0 {
			kinds[o.APIVersion+" "+o.Kind] = true
		}
		for _, f := range schemas.Check(o.APIVersion, o.Kind, whole) {
			if f.Code != "object-word" {
				t.Errorf("%s: %s %s: %s: %s", release, o.APIVersion, o.Kind, f.Field(), f.Message)
			}
		}
	}
	t.Logf("%d kinds", len(kinds))
	if len(kinds) < 60 {
		t.Error("those are too few")
	}
}

// disagree says how the two differ. Go's types know nothing of words, nor of
// fields that must be there; and an older release may not ask for a field that
// the newest asks for.
func disagree(o *Object, real, ours said) string {
	custom := crdOf(o) != nil
	for code := range ours.codes {
		certain := custom || code == "object-field" || code == "object-type" || code == "quantity-form"
		if certain && len(real.all) == 0 {
			return "refused wrongly"
		}
	}
	for code := range real.codes {
		if code != "object-incomplete" && len(ours.all) == 0 {
			return "let through"
		}
		if code == "object-incomplete" && len(ours.all) == 0 && !strings.Contains(o.group(), "istio.io") {
			return "let through without a field"
		}
	}
	return ""
}

// byTable is what render's table says.
func byTable(o *Object, value any) (out said) {
	for _, f := range schemas.Check(o.APIVersion, o.Kind, value) {
		out.add(string(f.Code), f.Field()+": "+f.Message)
	}
	return out
}

// eachChange visits each value below an object, and a field that no API has in each
// object.
func eachChange(value any, visit func(path string, put func(any), value any)) {
	var walk func(path string, value any)
	walk = func(path string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				inner := v[key]
				visit(path+"."+key, func(other any) { v[key] = other }, inner)
				walk(path+"."+key, inner)
			}
			visit(path+".somethingElse", func(other any) {
				if v["somethingElse"] = other; other == nil {
					delete(v, "somethingElse")
				}
			}, nil)
		case []any:
			for i, inner := range v {
				visit(fmt.Sprintf("%s[%d]", path, i), func(other any) { v[i] = other }, inner)
				walk(fmt.Sprintf("%s[%d]", path, i), inner)
			}
		}
	}
	walk("", value)
}

func crdOf(o *Object) *definition {
	known, err := crds()
	if err != nil {
		panic(err)
	}
	return known[o.APIVersion+" "+o.Kind]
}

// judgeOfFields is the code that reads a kind, as far as names, types and words
// of fields go; nil for the Sail operator's, whose types are written by hand here
// as there.
func judgeOfFields(apiVersion, name string) func(text []byte) said {
	if d := crdOf(&Object{APIVersion: apiVersion, Kind: name}); d != nil {
		return d.fieldsOnly
	}
	k, ok := lookup(apiVersion, name)
	if !ok || strings.HasPrefix(apiVersion, "sailoperator.io/") {
		return nil
	}
	return func(text []byte) (out said) {
		into := k.new()
		errs := strictly("", text, into)
		if o, ok := into.(*apis.IstioOperator); ok && o.Spec.MeshConfig != nil {
			errs = append(errs, protoJSON("spec.meshConfig", o.Spec.MeshConfig, &meshconfig.MeshConfig{})...)
		}
		for _, err := range errs {
			out.add("object-type", err)
		}
		return out
	}
}

// ofJSON are the types that a schema's validation complains of; a format such as
// ipv4 is one too for it.
var ofJSON = regexp.MustCompile(`must be of type (string|integer|u?int32|u?int64|number|float|double|boolean|array|object)`)

// fieldsOnly says what a CustomResourceDefinition says of names, types, words and
// fields that must be there, and nothing of patterns, bounds and rules.
func (d *definition) fieldsOnly(text []byte) (out said) {
	var content map[string]any
	if err := kjson.UnmarshalCaseSensitivePreserveInts(text, &content); err != nil {
		out.add("object-type", err)
		return out
	}
	for _, path := range pruning.PruneWithOptions(content, d.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}) {
		out.add("object-field", path)
	}
	metadata, err := json.Marshal(content["metadata"])
	if err != nil {
		panic(err)
	}
	for _, err := range strictly("metadata", metadata, new(metav1.ObjectMeta)) {
		out.add("object-type", err)
	}
	for _, e := range validation.ValidateCustomResource(nil, content, d.values) {
		switch {
		case e.Type == field.ErrorTypeTypeInvalid && ofJSON.MatchString(e.Detail):
			out.add("object-type", e)
		case e.Type == field.ErrorTypeRequired:
			out.add("object-incomplete", e)
		case e.Type == field.ErrorTypeNotSupported:
			out.add("object-word", e)
		}
	}
	return out
}

// samples are objects of every kind: those that are valid here, and those in
// which Kubernetes fills in every field to test its own decoding.
func samples(t *testing.T) map[string]Object {
	t.Helper()
	out := map[string]Object{}
	files, err := filepath.Glob("testdata/valid/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	more, _ := filepath.Glob("testdata/valid/*/*.yaml")
	for _, name := range append(files, more...) {
		stream, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		objects, errs := Split(stream)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for i := range objects {
			if objects[i].sopsEncrypted() {
				continue // no base64
			}
			out[name+" "+objects[i].String()] = objects[i]
		}
	}
	return out
}
