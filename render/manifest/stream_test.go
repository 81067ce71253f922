package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
)

func twoObjects() []Manifest {
	return []Manifest{
		{Object: NewObject(map[string]any{"kind": "Namespace", "apiVersion": "v1", "metadata": map[string]any{"name": "a"}})},
		{Object: NewObject(map[string]any{"spec": map[string]any{"none": []any{}, "list": []any{1.0, "<&>\"\\\n\té\u200b"}, "e": map[string]any{}},
			"metadata": map[string]any{"name": "b", "annotations": map[string]string{"type": "x", "a": "no"}}, "kind": "B", "apiVersion": "v1"})},
	}
}

const secondJSON = `{
  "apiVersion": "v1",
  "kind": "B",
  "metadata": {
    "name": "b",
    "annotations": {
      "a": "no",
      "type": "x"
    }
  },
  "spec": {
    "e": {},
    "list": [
      1,
      "<&>\"\\\n\té` + "\u200b" + `"
    ],
    "none": []
  }
}
`

func TestStreamForms(t *testing.T) {
	const firstJSON = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Namespace\",\n  \"metadata\": {\n    \"name\": \"a\"\n  }\n}\n"
	indented := func(s string) string {
		return "    " + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n    ")
	}
	for format, want := range map[Format]string{
		YAML: "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: B\nmetadata:\n  name: b\n  annotations:\n    a: \"no\"\n    type: x\n" +
			"spec:\n  e: {}\n  list:\n  - 1\n  - \"<&>\\\"\\\\\\n\\té\\u200B\"\n  none: []\n",
		JSON: firstJSON + secondJSON,
		List: "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [\n" + indented(firstJSON) + ",\n" + indented(secondJSON) + "\n  ]\n}\n",
	} {
		got, err := Stream(twoObjects(), format)
		if err != nil || string(got) != want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", format, err, got, want)
		}
	}
	for format, want := range map[Format]string{YAML: "", JSON: "", List: "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": []\n}\n"} {
		if got, err := Stream(nil, format); err != nil || string(got) != want {
			t.Errorf("nothing as %s: %q, %v", format, got, err)
		}
	}
}

// TestStreamsReadBack reads each form with a reader that is not of this package.
func TestStreamsReadBack(t *testing.T) {
	want := []any{canon(twoObjects()[0].Object), canon(twoObjects()[1].Object)}
	for _, format := range []Format{JSON, List} {
		text, err := Stream(twoObjects(), format)
		if err != nil {
			t.Fatal(err)
		}
		var got []any
		decoder := json.NewDecoder(bytes.NewReader(text))
		for {
			var v map[string]any
			if err := decoder.Decode(&v); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if format == List {
				got = canon(v["items"]).([]any)
			} else {
				got = append(got, canon(v))
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", format, got, want)
		}
	}
	text, _ := Stream(twoObjects(), YAML)
	list, err := Decode(text)
	if err != nil || len(list) != 2 || !reflect.DeepEqual([]any{canon(list[0]), canon(list[1])}, want) {
		t.Errorf("yaml: %v, %v", list, err)
	}
}

func TestStreamErrorNamesObject(t *testing.T) {
	list := twoObjects()
	list[1].Object = list[1].Object.With("very secret\x00", "data", "tls.key")
	list[1].Origin = Origin{"gateways", []string{"primary", "secret"}}
	for _, format := range []Format{YAML, JSON, List} {
		got, err := Stream(list, format)
		want := `B b (from gateways.primary.secret): data["tls.key"]: the character U+0000, which YAML readers do not keep`
		if got != nil || err == nil || err.Error() != want {
			t.Errorf("%s: %s, %v; want %s", format, got, err, want)
		}
	}
}

func TestFormats(t *testing.T) {
	for i, name := range Formats() {
		if f, ok := ParseFormat(name); !ok || f != Format(i) || f.String() != name {
			t.Errorf("%s: %v, %v", name, f, ok)
		}
	}
	if _, ok := ParseFormat("YAML"); ok {
		t.Error("YAML in capitals is taken")
	}
}

func TestDecode(t *testing.T) {
	got, err := Decode([]byte("# only a comment\n---\na: on\ny: 0777\n1.5: 1\n7: x\n\n--- {b: [9007199254740993, 18446744073709551615, 1e3, 0.5, 2001-01-01]}\n...\n---\n---\n\"c\": null\n--- # end\n"))
	want := []Object{
		{{"1.5", int64(1)}, {"7", "x"}, {"a", true}, {"true", int64(511)}},
		{{"b", []any{int64(9007199254740993), json.Number("18446744073709551615"), 1000.0, 0.5, "2001-01-01"}}},
		{{"c", nil}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, got %#v", err, got)
	}
	if got, err := Decode(nil); got != nil || err != nil {
		t.Errorf("nothing reads as %v, %v", got, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"a: 1\n---\nb: 1\nc: {d: 1,\n  d: 2}\n": `document 2: line 5: key "d" already set in map`,
		"a: {true: 1, \"true\": 2}":             `document 1: a: key "true" twice, once as text and once not`,
		"a: [1, .inf]":                          "document 1: a[1]: +Inf is no number",
		"b: .nan\na: 123456789012345678901\n":   "document 1: a: the number 1.2345678901234568e+20 is beyond what is kept exactly; write it as text",
		"a: 1\n---\n- 1\n":                      "document 2: a list, not an object",
		"text":                                  "document 1: text, not an object",
		"5":                                     "document 1: a single value, not an object",
		"{null: 1}":                             "document 1: a key that is neither text nor a number or bool",
		"a: [":                                  "document 1: line 1: did not find expected node content",
		"a: *b":                                 "document 1: unknown anchor 'b' referenced",
	} {
		for range 5 { // errors do not hang on the order of a map
			if got, err := Decode([]byte(in)); err == nil || err.Error() != want {
				t.Errorf("%q: %v, %v; want %s", in, got, err, want)
			}
		}
	}
	if _, err := Decode([]byte("a: " + strings.Repeat("[", 20000))); err == nil {
		t.Error("20000 levels are taken")
	}
}

// FuzzDecode checks that what is read and can be written is read back equal.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(deployment))
	f.Add([]byte("a: |2-\n    x\n  y\n---\nb: &x [1, 0x1f, ~]\nc: *x\n"))
	f.Add([]byte("{\"a\": \"\\u0085\"}\n...\n%YAML 1.1\n---\n? [a]\n: b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := Decode(text)
		if err != nil {
			return
		}
		for _, object := range list {
			if _, err := AppendYAML(nil, object); err == nil {
				agree(t, object.Map())
			}
		}
	})
}

func TestFloatsStayThemselves(t *testing.T) {
	for _, f := range []float64{math.SmallestNonzeroFloat64, 0.1, 1.0 / 3, math.Pi * 1e10, 4503599627370495.5} {
		agree(t, map[string]any{"v": f, "minus": -f})
	}
}
