package manifest

import (
	"reflect"
	"testing"
)

func TestKeyOrderIsTotal(t *testing.T) {
	keys := []string{"zz", "aa", "", "A"}
	for k := range keyRanks {
		keys = append(keys, k)
	}
	for _, open := range []bool{false, true} {
		m := map[string]any{}
		for _, k := range keys {
			m[k] = nil
		}
		a, b := appendEntries(nil, m, open), appendEntries(nil, m, open)
		sortEntries(a)
		sortEntries(b)
		if !reflect.DeepEqual(a, b) {
			t.Error("two orders")
		}
		for i := 1; i < len(a); i++ {
			if compareEntries(a[i-1], a[i]) >= 0 {
				t.Errorf("%q before %q", a[i-1].key, a[i].key)
			}
			if open && a[i-1].key >= a[i].key {
				t.Errorf("%q before %q in an open map", a[i-1].key, a[i].key)
			}
		}
	}
}

// TestWideObject has more siblings than levels may lie in each other.
func TestWideObject(t *testing.T) {
	var list []any
	for range 3 * maxDepth {
		list = append(list, map[string]any{"a": []any{1}})
	}
	v := map[string]any{"list": list}
	agree(t, v)
	if _, err := AppendJSON(nil, v); err != nil {
		t.Error(err)
	}
}
