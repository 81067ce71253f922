package trace_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"render/internal/jsonschema"
	"render/render/trace"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.Read(trace.Schema)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// replies is what programs read of each case, as they read it.
func replies(t *testing.T) map[string]map[string]any {
	t.Helper()
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	out := map[string]map[string]any{}
	for _, name := range names {
		text, ask, _, _ := readCase(t, name, string(base))
		var list []trace.Followed
		chased(t, text, ask, func(r trace.Request, ways []trace.Trace) { list = append(list, trace.NewFollowed(&r, ways, lineOf)) })
		list[0].Expected, list[0].Traces[0].Hops = "fails", slices.Clone(list[0].Traces[0].Hops)
		for i := range list[0].Traces[0].Hops {
			list[0].Traces[0].Hops[i].Topology = "topology.yaml:1" // of which no case has any
		}
		var b bytes.Buffer
		if err := trace.WriteJSON(&b, list); err != nil {
			t.Fatal(err)
		}
		out[name] = decoded(t, b.Bytes())
	}
	return out
}

func decoded(t *testing.T, text []byte) (out map[string]any) {
	t.Helper()
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSchemaOfCases: what programs read of every case is what the schema says, and every
// member, step and verdict of the schema is in some.
func TestSchemaOfCases(t *testing.T) {
	s := schema(t)
	seen := map[string]bool{}
	for name, reply := range replies(t) {
		for _, bad := range s.Check(s.Root, reply, "") {
			t.Errorf("%s: %s: %s", name, bad.Path, bad.Why)
		}
		walk(reply, func(object map[string]any) {
			for key, value := range object {
				seen[key], seen[fmt.Sprint(key, "=", value)] = true, true
			}
		})
	}
	for of, definition := range s.Root["definitions"].(map[string]any) {
		for name, rule := range definition.(map[string]any)["properties"].(map[string]any) {
			if !seen[name] {
				t.Errorf("no case has the member %s of %s", name, of)
			}
			words, _ := rule.(map[string]any)["enum"].([]any)
			for _, word := range words {
				if !seen[fmt.Sprint(name, "=", word)] {
					t.Errorf("in no case is %s %v", name, word)
				}
			}
		}
	}
}

// walk hands over each object of a value.
func walk(value any, each func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		each(v)
		for _, one := range v {
			walk(one, each)
		}
	case []any:
		for _, one := range v {
			walk(one, each)
		}
	}
}

// TestSchemaRefuses: whatever of an answer has another name or type, or a word that is
// not known, is not what the schema says.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	const step = 61 // of the cases' answers, which are much alike
	tried := 0
	for name, reply := range replies(t) {
		at := 0
		walk(reply, func(object map[string]any) {
			refused := func(what string) {
				if at++; at%step != 0 {
					return
				}
				if tried++; len(s.Check(s.Root, reply, "")) == 0 {
					t.Errorf("%s: the schema takes %s", name, what)
				}
			}
			for key, value := range object {
				for _, other := range []any{1.5, "", []any{}, map[string]any{"a": "b"}, true, nil} {
					if reflect.TypeOf(other) != reflect.TypeOf(value) || other == "" && key != "expected" && key != "name" && key != "host" {
						object[key] = other
						refused(fmt.Sprintf("%s: %v", key, other))
					}
				}
				delete(object, key)
				object[key+"s"] = value
				refused(key + "s in place of " + key)
				delete(object, key+"s")
				object[key] = value
			}
		})
	}
	if tried < 500 {
		t.Errorf("only %d answers were broken", tried)
	}
}

// TestSchemaOfTypes: the schema has the members that are written, those that may be left
// out and no others.
func TestSchemaOfTypes(t *testing.T) {
	definitions := schema(t).Root["definitions"].(map[string]any)
	for name, of := range map[string]any{"Reply": trace.Reply{}, "Followed": trace.Followed{}, "Trace": trace.Report{}, "Destination": trace.ReportedTo{}, "Hop": trace.Reported{}, "Object": trace.ReportedObject{}} {
		var needed, all []string
		for i := range reflect.TypeOf(of).NumField() {
			key, options, _ := strings.Cut(reflect.TypeOf(of).Field(i).Tag.Get("json"), ",")
			if all = append(all, key); options != "omitempty" {
				needed = append(needed, key)
			}
		}
		if name == "Hop" {
			needed = append([]string{"step"}, needed...) // which what is not judged has not
		}
		definition := definitions[name].(map[string]any)
		var required []string
		for _, key := range definition["required"].([]any) {
			required = append(required, key.(string))
		}
		if !slices.Equal(required, needed) {
			t.Errorf("%s requires %v, and %v are always written", name, required, needed)
		}
		known := definition["properties"].(map[string]any)
		for _, key := range all {
			if known[key] == nil {
				t.Errorf("%s has no member %s", name, key)
			}
		}
		if len(known) != len(all) {
			t.Errorf("%s has %d members, and %d are written", name, len(known), len(all))
		}
	}
}
