package manifest

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
)

// checkOrder: each object below v has its members in the order in which they are
// written, each key once, and there is no map.
func checkOrder(t *testing.T, v any, open bool) {
	t.Helper()
	switch v := v.(type) {
	case Object:
		for i, m := range v {
			if i > 0 && compareKeys(v[i-1].Key, m.Key, open) >= 0 {
				t.Errorf("%q stands before %q", v[i-1].Key, m.Key)
			}
			checkOrder(t, m.Value, openMap(m.Key))
		}
	case []any:
		for _, item := range v {
			checkOrder(t, item, false)
		}
	case map[string]any, map[string]string, []string:
		t.Errorf("%#v is in an object", v)
	}
}

// TestObjectsAreOrdered: whatever is put into an object, or taken out, its
// members are in order, and it is the same as the map that was changed alike.
func TestObjectsAreOrdered(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(5, 6))}
	keys := []string{"name", "labels", "data", "zz", "app", "kind", "metadata"}
	key := func() string { return keys[g.IntN(len(keys))] }
	for range 2000 {
		m := g.object(3)
		for range g.IntN(5) {
			m[key()] = g.value(2)
		}
		object := NewObject(m)
		checkOrder(t, object, false)
		if !reflect.DeepEqual(object.Map(), m) {
			t.Fatalf("%v became %v", m, object)
		}
		for range 4 {
			before, _ := json.Marshal(object)
			path := []string{key(), key(), key()}[:1+g.IntN(3)]
			changed := object.With("new", path...)
			checkOrder(t, changed, false)
			set(m, "new", path)
			if !reflect.DeepEqual(changed.Map(), m) {
				t.Fatalf("with %q: %v, want %v", path, changed, m)
			}
			fewer := changed.Without(path...)
			checkOrder(t, fewer, false)
			holder := fewer
			for _, key := range path[:len(path)-1] {
				holder = holder.Object(key)
			}
			if holder == nil && len(path) > 1 || holder.Find(path[len(path)-1]) != nil {
				t.Fatalf("without %q: %v", path, fewer)
			}
			if after, _ := json.Marshal(object); string(after) != string(before) {
				t.Fatalf("the object itself changed from %s to %s", before, after)
			}
			object = changed
		}
		if t.Failed() {
			return
		}
	}
}

func set(m map[string]any, value any, path []string) {
	for _, key := range path[:len(path)-1] {
		inner, ok := m[key].(map[string]any)
		if !ok {
			inner = map[string]any{}
			m[key] = inner
		}
		m = inner
	}
	m[path[len(path)-1]] = value
}

func TestWithout(t *testing.T) {
	object := NewObject(map[string]any{"kind": "A", "metadata": map[string]any{"name": "a", "labels": map[string]any{"x": "1", "y": "2"}}})
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"kind"}, `{"metadata":{"name":"a","labels":{"x":"1","y":"2"}}}`},
		{[]string{"metadata", "labels", "x"}, `{"kind":"A","metadata":{"name":"a","labels":{"y":"2"}}}`},
		{[]string{"metadata", "labels", "z"}, `{"kind":"A","metadata":{"name":"a","labels":{"x":"1","y":"2"}}}`},
		{[]string{"kind", "x"}, `{"kind":"A","metadata":{"name":"a","labels":{"x":"1","y":"2"}}}`},
		{[]string{"none"}, `{"kind":"A","metadata":{"name":"a","labels":{"x":"1","y":"2"}}}`},
	} {
		if got, _ := json.Marshal(object.Without(c.keys...)); string(got) != c.want {
			t.Errorf("%q: %s, want %s", c.keys, got, c.want)
		}
	}
}

// TestPassedOnAsJSON: an object that passes through encoding/json stays as it
// was, inside of other values too.
func TestPassedOnAsJSON(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(7, 8))}
	type holder struct{ Objects, None Object }
	for range 500 {
		m := g.object(3)
		given := holder{Objects: NewObject(m)}
		text, err := json.Marshal(given)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := json.Marshal(map[string]any{"Objects": m})
		if err != nil {
			t.Fatal(err)
		}
		var read, want holder
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(plain, &want); err != nil {
			t.Fatal(err)
		}
		checkOrder(t, read.Objects, false)
		if !reflect.DeepEqual(read.Objects, want.Objects) {
			t.Fatalf("%s read as %v, want %v", text, read.Objects, want.Objects)
		}
	}
	var none Object
	if err := json.Unmarshal([]byte("null"), &none); err != nil || none != nil {
		t.Errorf("null is %v, %v", none, err)
	}
	if err := json.Unmarshal([]byte(`{"a":1}{`), &none); err == nil {
		t.Error("what is no JSON is taken")
	}
}

// What passes objects on writes texts and keys as encoding/json does.
func TestMarshalText(t *testing.T) {
	for c := range 0x3000 {
		for _, s := range []string{string(rune(c)), "a" + string(rune(c)) + "b", string([]byte{byte(c)})} {
			want, err := json.Marshal(map[string]any{s: []any{s}})
			if err != nil {
				t.Fatal(err)
			}
			got, err := Object{{s, []any{s}}}.MarshalJSON()
			if err != nil || string(got) != string(want) {
				t.Errorf("%q: %s, not %s, %v", s, got, want, err)
			}
		}
	}
}
