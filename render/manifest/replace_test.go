package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// TestReplaceInWrittenOrder: values come in the order in which both encoders
// write them, and nothing else of the object changes.
func TestReplaceInWrittenOrder(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(3, 4))}
	seen := 0
	for range 300 {
		object := NewObject(map[string]any{
			"metadata": map[string]any{"labels": map[string]string{"name": "n", "app": "a"}, "name": "x", "finalizers": []string{"b", "a"}},
			"kind":     "Secret", "type": "T", "data": map[string]any{"type": "d", "name": "e"}, "spec": g.object(3), "list": []any{g.object(2), g.object(2)},
		})
		n := 0
		marked, err := Replace(object, func([]string, any) (any, error) {
			n++
			return fmt.Sprintf("mark-%06d", n), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, encode := range []func([]byte, any) ([]byte, error){AppendYAML, AppendJSON} {
			text, err := encode(nil, marked)
			if err != nil {
				t.Fatal(err)
			}
			at := 0
			for i := 1; i <= n; i++ {
				next := bytes.Index(text[at:], fmt.Appendf(nil, "mark-%06d", i))
				if next < 0 {
					t.Fatalf("value %d of %d is not behind the one before it:\n%s", i, n, text)
				}
				at += next
			}
		}
		seen += n
		same, err := Replace(object, func(_ []string, v any) (any, error) { return v, nil })
		if err != nil {
			t.Fatal(err)
		}
		before, _ := AppendJSON(nil, object)
		after, _ := AppendJSON(nil, same)
		if string(before) != string(after) {
			t.Fatalf("got\n%s\nwant\n%s", after, before)
		}
	}
	if seen < 5000 {
		t.Errorf("only %d values", seen)
	}
}

func TestReplaceKeys(t *testing.T) {
	object := NewObject(map[string]any{
		"data": map[string]any{"tls.key": "k"}, "l": []any{map[string]any{"a": 1}, "x", []any{"y"}}, "none": map[string]any{}, "null": nil,
	})
	var got []string
	out, err := Replace(object, func(keys []string, v any) (any, error) {
		got = append(got, fmt.Sprintf("%s=%v", strings.Join(keys, ":"), v))
		return "new", nil
	})
	want := []string{"data:tls.key=k", "l:a=1", "l=x", "l=y", "null=<nil>"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	wanted := NewObject(map[string]any{
		"data": map[string]any{"tls.key": "new"}, "l": []any{map[string]any{"a": "new"}, "new", []any{"new"}}, "none": map[string]any{}, "null": "new",
	})
	if !reflect.DeepEqual(out, wanted) {
		t.Errorf("%v", out)
	}
	if object.Get("null") != nil || object.Object("data").Get("tls.key") != "k" {
		t.Errorf("the object it was given changed: %v", object)
	}
}

func TestReplaceErrors(t *testing.T) {
	bad := errors.New("bad")
	_, err := Replace(NewObject(map[string]any{"a": []any{"x", map[string]string{"b/c": "y"}}}), func(keys []string, _ any) (any, error) {
		if len(keys) > 1 {
			return nil, bad
		}
		return "z", nil
	})
	if !errors.Is(err, bad) || err.Error() != `a[1]["b/c"]: bad` {
		t.Error(err)
	}
	for _, deeper := range []func(any) any{
		func(v any) any { return Object{{"a", v}} }, func(v any) any { return []any{v} },
	} {
		var v any = "x"
		for range maxDepth - 1 {
			v = deeper(v)
		}
		object := Object{{"a", v}}
		same := func(_ []string, v any) (any, error) { return v, nil }
		if _, err := Replace(object, same); err != nil {
			t.Error(err)
		}
		object = Object{{"a", deeper(v)}}
		if _, err := Replace(object, same); !errors.Is(err, errTooDeep) {
			t.Error(err)
		}
	}
}
