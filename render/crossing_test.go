package render_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/features"
)

var share = flag.Int("share", 8, "TestEveryPair: of the pairs every so manieth; 1 for all")

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
	if *share == 0 {
		return
	}
	pairs := cross(t, every(*share, features.Pairs(all)))
	t.Logf("%d features in %d settings: %s", len(all), len(features.Settings()), alone)
	t.Logf("every two of them in both routings: %s", pairs)
	if total := pairs.count(&pairs.done) + pairs.count(&pairs.refused); total < 100_000/int64(*share) {
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

func (c *crossed) count(n *atomic.Int64) int64 { return n.Load() }

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
	out, fault := rendering(text, files)
	if fault == "" {
		fault = misplaced(out)
	}
	if fault == "" && out.Problems.Failed() {
		c.refused.Add(1)
		if len(one.Features) == 1 && os.Getenv("X") == "1" {
			fmt.Fprintf(os.Stderr, "## %s\n%v\n", one.Name(), out.Problems.Err())
		}
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

func rendering(text []byte, files fs.FS) (out *render.Output, fault string) {
	defer func() {
		if cause := recover(); cause != nil {
			fault = fmt.Sprintf("panic: %v", cause)
		}
	}()
	out, err := render.Render(fixed(render.Input{Name: "topology.yaml", Text: text, Files: files}))
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}

// misplaced tells of a refusal without a place inside the topology.
func misplaced(out *render.Output) string {
	for _, p := range out.Problems {
		if p.Severity != diag.Error {
			continue
		}
		var b bytes.Buffer
		inside := p.Place.Source != nil && p.Place.Line > 0 || slices.ContainsFunc(p.Also, func(a diag.Also) bool { return a.Place.Line > 0 })
		if !inside {
			_ = diag.Text(&b, diag.List{p})
			return "no place: " + b.String()
		}
	}
	return ""
}
