package causes

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"render/render/source"
)

// trial is one variation that tells something of a cause.
type trial struct {
	cause   int
	edit    edit
	how     How
	with    string // the other value
	form    bool   // it is an object or a list, where a scalar is written
	files   map[File][]byte
	without int // a flag of the command line, from 1 on
}

// variation is what is rendered for a trial.
func (t *trial) variation(root *source.Node, cut edit) Variation {
	e := cut.joined(t.edit)
	return Variation{Topology: e.text(root), Files: t.files, Without: t.without, Uncertified: t.how == Uncertified, Left: t.how == Refused}
}

// tried is what was seen of a trial; nothing where the variation is refused.
type tried[T any] struct {
	valid bool
	seen  T
}

// try renders each trial, several at a time, and looks at what it gives. What it finds is in
// the order of the trials.
func try[T any](ctx context.Context, s *Subject, cut edit, trials []trial, look func(*trial, Objects) T) ([]tried[T], error) {
	out := make([]tried[T], len(trials))
	workers := min(runtime.GOMAXPROCS(0), len(trials))
	errs := make([]error, workers)
	var next atomic.Int64
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			defer func() {
				if recover() != nil { // it is told where, and not what the program held
					errs[w] = fmt.Errorf("a variation has panicked:\n%s", debug.Stack())
				}
			}()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(trials) || ctx.Err() != nil {
					return
				}
				objects, err := s.Render(ctx, trials[i].variation(s.Topology, cut))
				if err != nil {
					errs[w] = err
					return
				}
				if objects != nil {
					out[i] = tried[T]{true, look(&trials[i], objects)}
				}
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, context.Cause(ctx)
}
