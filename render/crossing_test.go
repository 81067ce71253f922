package render_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/features"
	"render/render/places"
)

// share is odd, so that both routings are among those that are left.
var share = flag.Int("share", 25, "TestEveryPair: of the pairs every so manieth; 1 for all")

func every[T any](n int, list iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		i := 0
		for one := range list {
			if i++; i%n == 0 && !yield(one) {
				return
			}
		}
	}
}

// TestEveryPair crosses every two features of the format, and each with every
// setting: what an app is, the routing, how Istio is installed and the form of
// Secrets. Each topology is rendered, or refused with a place inside the file;
// none ends in a fault of render itself.
func TestEveryPair(t *testing.T) {
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	alone := cross(t, features.Singles(all))
	for _, f := range all {
		if !f.Refusable && alone.rendered[f.Line] == 0 {
			t.Errorf("%s: refused wherever it is", f.Line)
		}
	}
	pairs := cross(t, every(*share, features.Pairs(all)))
	t.Logf("%d features in %d settings: %s", len(all), len(features.Settings()), alone)
	t.Logf("every two of them in both routings: %s", pairs)
	if total := pairs.done.Load() + pairs.refused.Load(); total < 100_000/int64(*share) {
		t.Errorf("only %d pairs", total)
	}
}

// crossed counts what became of topologies.
type crossed struct {
	done, refused, apart atomic.Int64

	lock     sync.Mutex
	rendered map[string]int
	kinds    map[string]int
	faults   map[string]string
}

func (c *crossed) String() string {
	return fmt.Sprintf("%d rendered, %d refused, %d that cannot stand in one file", c.done.Load(), c.refused.Load(), c.apart.Load())
}

func cross(t *testing.T, list iter.Seq[features.Topology]) *crossed {
	t.Helper()
	c := &crossed{rendered: map[string]int{}, faults: map[string]string{}, kinds: map[string]int{}}
	files := features.Files()
	work := make(chan []features.Topology, 16)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for list := range work {
				for _, one := range list {
					c.judge(one, files)
				}
			}
		})
	}
	var batch []features.Topology
	for one := range list {
		if batch = append(batch, one); len(batch) == 64 {
			work <- batch
			batch = nil
		}
	}
	work <- batch
	close(work)
	workers.Wait()
	shown := 0
	for _, what := range slices.Sorted(keysOf(c.faults)) {
		if shown++; shown <= 40 {
			t.Errorf("%s (%d times)\n%s", what, c.kinds[what], c.faults[what])
		}
	}
	return c
}

func keysOf[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// judge renders one topology.
func (c *crossed) judge(one features.Topology, files fs.FS) {
	text, ok := one.Text()
	if !ok {
		c.apart.Add(1)
		return
	}
	out, fault := faultOf(fixed(render.Input{Name: "topology.yaml", Text: text, Files: files}))
	if fault == "" {
		fault = misplaced(out)
	}
	if fault == "" && out.Diagnostics.Failed() {
		c.refused.Add(1)
		return
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	if fault == "" {
		c.done.Add(1)
		if len(one.Features) == 1 {
			c.rendered[one.Features[0].Line]++
		}
		return
	}
	// One of each kind is shown: what differs in nothing but names is of a kind.
	kind, _, _ := strings.Cut(fault, " (")
	if i := strings.LastIndex(fault, ": "); i > 0 {
		kind = fault[i:]
	}
	if c.kinds[kind]++; c.faults[kind] == "" || len(c.faults[kind]) > len(one.Name())+len(fault) {
		c.faults[kind] = one.Name() + "\n" + fault
	}
}

// faultOf renders, and tells of a fault of render.
func faultOf(in render.Input) (out *render.Output, fault string) {
	defer func() {
		if cause := recover(); cause != nil {
			fault = fmt.Sprintf("panic: %v", cause)
		}
	}()
	in.Folder = true // so that layouts are rendered too
	out, err := render.Render(context.Background(), in)
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}

// misplaced tells of a diagnostic or a warning without a place inside the topology.
func misplaced(out *render.Output) string {
	for _, p := range out.Diagnostics {
		var b bytes.Buffer
		inside := p.Place.Source != nil && p.Place.Line > 0 || slices.ContainsFunc(p.Related, func(a diag.Related) bool { return a.Place.Line > 0 })
		if !inside {
			_ = diag.Text(&b, diag.List{p})
			return "no place: " + b.String()
		}
	}
	return ""
}

// TestCrossingSees: an error of Render's, a panic and a refusal without a place
// are faults; a refusal with a place, in the topology or beside it, is none.
func TestCrossingSees(t *testing.T) {
	setting := features.Settings()[0]
	setting.Secrets = "sealed"
	text, _ := features.Topology{Setting: setting}.Text()
	in := fixed(render.Input{Name: "topology.yaml", Text: text, Files: features.Files()})
	if _, fault := faultOf(in); fault != "" {
		t.Errorf("a fault of a right topology: %s", fault)
	}
	in.Random = nil
	if _, fault := faultOf(in); !strings.Contains(fault, "needs randomness") {
		t.Errorf("no fault of an error: %q", fault)
	}
	in.Files = broken{}
	if _, fault := faultOf(in); !strings.HasPrefix(fault, "panic: ") {
		t.Errorf("no fault of a panic: %q", fault)
	}
	place := places.Place{Source: places.NewSource("x", []byte("a")), Line: 1, Column: 1}
	for _, c := range []struct {
		diagnostic diag.Diagnostic
		right      bool
	}{
		{diag.Diagnostic{Message: "m"}, false},
		{diag.Diagnostic{Message: "m", Place: places.File(place.Source)}, false},
		{diag.Diagnostic{Message: "m", Place: place}, true},
		{diag.Diagnostic{Message: "m", Place: places.File(place.Source), Related: []diag.Related{{Place: place}}}, true},
	} {
		if got := misplaced(&render.Output{Diagnostics: diag.List{c.diagnostic}}); (got == "") != c.right {
			t.Errorf("%v: %q", c.diagnostic.Place, got)
		}
	}
}

type broken struct{}

func (broken) Open(string) (fs.File, error) { panic("no files") }
