package align

import (
	"render/render/manifest"
)

// project is an object of a cluster as far as it is wanted, or was applied. What a
// server leaves out since it says nothing is there as it is wanted.
func project(live, want manifest.Object, applied record) manifest.Object {
	applied.custom, applied.merges = customOf(want), mergesLists(want)
	out := projectObject(withoutTrackers(withoutServer(live), want), want.Without("status"), applied)
	if version := want.Get("apiVersion"); version != nil { // one object is served in several versions
		out = out.With(version, "apiVersion")
	}
	return out
}

// projectValue is a value of a cluster, nil where it is to be set aside; was tells that it
// was applied.
func projectValue(live, want any, applied record, was bool) any {
	if want == nil && !was {
		return nil
	}
	switch now := live.(type) {
	case manifest.Object:
		if wanted, ok := want.(manifest.Object); ok || want == nil {
			out := projectObject(now, wanted, applied)
			if want == nil && len(out) == 0 && len(now) > 0 {
				return nil // all that was applied is gone since
			}
			return out
		}
	case []any:
		if wanted, ok := want.([]any); ok || want == nil {
			return projectList(now, wanted, applied)
		}
	}
	return live
}

// projectObject goes through the members of an object.
func projectObject(live, want manifest.Object, applied record) manifest.Object {
	out := make(manifest.Object, 0, len(live))
	wanted, there := want.Finder(), live.Finder()
	for _, m := range live {
		below, was := applied.member(m.Key)
		switch {
		case applied.inList:
			was = !applied.custom.fills(m)
		case applied.whole && filledIn(m):
			was = false
		}
		if value := projectValue(m.Value, wanted(m.Key), below, was); value != nil {
			out = append(out, manifest.Member{Key: m.Key, Value: value})
		}
	}
	for _, m := range want {
		if empty(m.Value) && there(m.Key) == nil {
			out = out.With(m.Value, m.Key)
		}
	}
	return out
}

// filledIn reports whether a member of a value that was applied as one is what an API
// server writes into such values of built-in kinds where it is left out
// (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go).
func filledIn(m manifest.Member) bool {
	switch m.Key {
	case "apiVersion": // of a fieldRef
		return m.Value == "v1"
	case "divisor": // of a resourceFieldRef
		return m.Value == "0" || m.Value == int64(0)
	}
	return false
}

// empty reports whether a value says nothing, so that a server may leave it out.
func empty(v any) bool {
	switch v := v.(type) {
	case manifest.Object:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case string:
		return v == ""
	}
	return false
}

// projectList goes through the items of a list. Those that are not wanted stay where
// they were applied; where nothing tells items apart all of them do, and so do scalars.
func projectList(live, want []any, applied record) []any {
	at, apart := applied.match(want, live)
	found := 0
	for i, item := range live {
		if _, is := item.(manifest.Object); !is {
			return live
		}
		if at[i] >= 0 {
			found++
		}
	}
	if found == 0 && len(want) > 0 && applied.custom == nil && !apart {
		return live
	}
	records, was := applied.items(live)
	out := make([]any, 0, len(live))
	for j, item := range live {
		var wanted any
		if i := at[j]; i >= 0 {
			wanted = want[i]
		}
		if value := projectValue(item, wanted, records[j], was[j]); value != nil {
			out = append(out, value)
		}
	}
	return out
}
