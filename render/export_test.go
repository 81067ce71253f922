package render

import (
	"context"
	"sync/atomic"

	"render/render/causes"
)

// FileName is fileName, for tests.
var FileName = fileName

// NamedAlone reports whether a file is named for a kind without its group.
func NamedAlone(group, kind string) bool {
	home, known := homes()[kind]
	return known && home == group
}

// AskWhole has why try everything in the whole topology, however much that is.
func (a *Reasons) AskWhole() { a.subject.Small = 1 << 20 }

// Counted counts from now on how often variations are rendered, and how much of topologies that is.
func (a *Reasons) Counted() (renders, bytes *atomic.Int64) {
	renders, bytes = &atomic.Int64{}, &atomic.Int64{}
	inner := a.subject.Render
	a.subject.Render = func(ctx context.Context, v causes.Variation) (causes.Objects, error) {
		renders.Add(1)
		bytes.Add(int64(len(v.Topology)))
		return inner(ctx, v)
	}
	return renders, bytes
}
