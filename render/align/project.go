package align

import (
	"render/render/compare"
	"render/render/manifest"
)

// project is an object of a cluster as far as it is wanted, or was applied. What a
// server leaves out since it says nothing is there as it is wanted.
func project(live, want manifest.Object, applied record) manifest.Object {
	live = withoutServer(live).Without("status")
	want = want.Without("status")
	p := projection{}
	out := p.object(live, want, applied)
	if version := want.Get("apiVersion"); version != nil { // one object is served in several versions
		out = out.With(version, "apiVersion")
	}
	return out
}

type projection struct{}

// value is a value of a cluster, nil where it is to be set aside.
func (p projection) value(live, want any, applied record, was bool) any {
	switch now := live.(type) {
	case manifest.Object:
		if wanted, ok := want.(manifest.Object); ok {
			return p.object(now, wanted, applied)
		}
		if want == nil && was && !applied.whole() {
			return p.object(now, nil, applied)
		}
	case []any:
		wanted, ok := want.([]any)
		if ok || want == nil && was && !applied.whole() {
			return p.list(now, wanted, applied)
		}
	}
	if want == nil && !was {
		return nil
	}
	return live
}

// object goes through the members of an object.
func (p projection) object(live, want manifest.Object, applied record) manifest.Object {
	out := make(manifest.Object, 0, len(live))
	for _, m := range live {
		below, was := applied.member(m.Key)
		value := p.value(m.Value, want.Get(m.Key), below, was)
		if value != nil {
			out = append(out, manifest.Member{Key: m.Key, Value: value})
		}
	}
	for _, m := range want {
		if empty(m.Value) && live.Get(m.Key) == nil {
			out = out.With(m.Value, m.Key)
		}
	}
	return out
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

// list goes through the items of a list. Those that are not wanted stay where they
// were applied; where nothing tells items apart all of them do.
func (p projection) list(live, want []any, applied record) []any {
	records, was := applied.items(live)
	at := compare.Match(want, live)
	found := 0
	for _, i := range at {
		if i >= 0 {
			found++
		}
	}
	objects := len(live) > 0
	for _, item := range live {
		_, is := item.(manifest.Object)
		objects = objects && is
	}
	if !objects || found == 0 && len(want) > 0 {
		return live
	}
	out := make([]any, 0, len(live))
	for j, item := range live {
		var wanted any
		if i := at[j]; i >= 0 {
			wanted = want[i]
		}
		if value := p.value(item, wanted, records[j], was[j]); value != nil {
			out = append(out, value)
		}
	}
	return out
}
