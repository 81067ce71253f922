package child

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"render/render"
	"render/render/eval"
	"render/render/manifest"
)

func TestMain(m *testing.M) {
	if Asked(os.Args) {
		os.Exit(Serve(os.Stdin, os.Stdout))
	}
	if len(os.Args) == 2 && os.Args[1] == "starts one and waits" {
		_, _ = Limits{Memory: 1 << 30, Time: time.Hour}.Evaluate(context.Background(), eval.Job{Path: "t.jsonnet", Text: []byte(endless)}, noFiles())
		return
	}
	os.Exit(m.Run())
}

const endless = "std.length([null for a in std.range(1, 1000000) for b in std.range(1, 1000) for c in std.range(1, 1000) if false])"

func noFiles() eval.Supply {
	return eval.Supply{Open: func(string, string) eval.Opened { return eval.Opened{Refused: "is not there"} }}
}

// TestSameAsHere: a job gives the same in a process of its own as in this one:
// results, faults, places, files that are imported and files that are refused.
func TestSameAsHere(t *testing.T) {
	files := map[string]string{"lib.libsonnet": "{ a: 1, f(x): x * 2 }", "text": "a\nb", "broken.libsonnet": "{ a: ", "bin": "\x00\xff"}
	open := func(_, name string) eval.Opened {
		text, ok := files[name]
		if !ok {
			return eval.Opened{Refused: "is not there"}
		}
		return eval.Opened{Text: []byte(text), Found: "lib/" + name}
	}
	for _, text := range []string{
		"{ a: 1, b: [-0, 1.5, 1e300, 'ü\\u0000', null, true, {}, []] }",
		"(import 'lib.libsonnet').f(21) + std.length(importstr 'text') + (importbin 'bin')[1]",
		"function(ip) { ip: ip, v: std.extVar('v') }",
		"import 'broken.libsonnet'", "import 'nothing'", "{\n a: error 'no\\nmore' }", "{ a: b }", "{ a: }", "local f(x) = f(x + 1) tailstrict; f(0)",
		"std.trace('said', 1)", "1 / 0", "",
	} {
		job := eval.Job{Path: "t.jsonnet", Text: []byte(text), ExtStr: []eval.Variable{{Name: "v", Value: "w"}}}
		if strings.HasPrefix(text, "function") {
			job.TLAStr = []eval.Variable{{Name: "ip", Value: "x"}}
		}
		here, err := eval.Do(job, eval.Supply{Open: open})
		if err != nil {
			t.Fatal(err)
		}
		there, err := Usual().Evaluate(context.Background(), job, eval.Supply{Open: open})
		if err != nil || !reflect.DeepEqual(here, there) {
			t.Errorf("%s: %v\n%+v %s\nwant\n%+v %s", text, err, there.Fault, there.Text, here.Fault, here.Text)
		}
	}
}

// TestMixinInAChild: an example with a mixin is the same bytes.
func TestMixinInAChild(t *testing.T) {
	folder := filepath.Join("..", "..", "examples", "mixin")
	text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	var streams [2][]byte
	for i, evaluator := range []eval.Evaluator{nil, func(ctx context.Context, job eval.Job, supply eval.Supply) (eval.Outcome, error) {
		asked++
		return Usual().Evaluate(ctx, job, supply)
	}} {
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder), Secrets: "redacted", Evaluator: evaluator})
		if err != nil || out.Diagnostics.Failed() {
			t.Fatal(err, out.Diagnostics.Err())
		}
		if streams[i], err = out.Stream(nil, manifest.YAML); err != nil {
			t.Fatal(err)
		}
	}
	if asked != 1 || len(streams[0]) == 0 || !bytes.Equal(streams[0], streams[1]) {
		t.Errorf("%d processes; %d bytes, and %d from a process of its own", asked, len(streams[0]), len(streams[1]))
	}
}

// TestLimits: what takes too much ends as a limit, never as this process's end,
// and says nothing of Go's.
func TestLimits(t *testing.T) {
	short := Limits{Memory: 200 << 20, Time: 3 * time.Second}
	for name, text := range map[string]string{
		"a long range":   "std.foldl(function(a, b) a + b, std.range(1, 1e9), 0)",
		"doubled":        "local f(n, a) = if n == 0 then a else f(n - 1, a + a); std.length(f(60, [1]))",
		"a long text":    "local f(n, a) = if n == 0 then a else f(n - 1, a + a); std.length(f(60, 'ab'))",
		"many elements":  "std.length(std.makeArray(1e9, function(i) i))",
		"endless":        endless,
		"exponential":    "local f(n) = if n < 2 then 1 else f(n - 1) + f(n - 2); f(60)",
		"a large result": "local f(n) = if n == 0 then 1 else local x = f(n - 1); [x, x]; f(40)",
		"a long message": "error std.repeat('a', 1e9)",
	} {
		began := time.Now()
		_, err := short.Evaluate(context.Background(), eval.Job{Path: "t.jsonnet", Text: []byte(text)}, noFiles())
		limit := (*eval.Limit)(nil)
		if !errors.As(err, &limit) || strings.Contains(err.Error(), "goroutine") || limit.Help == "" {
			t.Errorf("%s: %v after %v", name, err, time.Since(began))
		}
	}
	// The system's own limit is set, not only the watch: shown by what asks for 8 GB at once.
	outcome, err := Usual().Evaluate(context.Background(), eval.Job{Path: "t.jsonnet", Text: []byte("std.range(1, 1e9)")}, noFiles())
	if err == nil {
		t.Errorf("%+v", outcome)
	}
}

// TestCancelled: where the context is cancelled the process is killed at once, and
// the error is the cause.
func TestCancelled(t *testing.T) {
	cause := errors.New("ended by the test")
	for _, wait := range []time.Duration{0, 300 * time.Millisecond} {
		ctx, cancel := context.WithCancelCause(context.Background())
		if wait == 0 {
			cancel(cause)
		}
		time.AfterFunc(wait, func() { cancel(cause) })
		began := time.Now()
		_, err := Limits{Memory: 1 << 30, Time: time.Hour}.Evaluate(ctx, eval.Job{Path: "t.jsonnet", Text: []byte(endless)}, noFiles())
		if !errors.Is(err, cause) || time.Since(began) > time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	}
}

// TestModelRaisesTheLimits: a job that asks for a large model is given more memory
// with it, and one whose model cannot be had says why.
func TestModelRaisesTheLimits(t *testing.T) {
	limits := Limits{Memory: 270 << 20, Time: 30 * time.Second}
	const joined = "{ x: { x: { apiVersion: 'v1', kind: 'X', n: std.length(std.join('', texts)) } } }" // takes some 400 MiB
	model, err := json.Marshal(map[string]any{"texts": slices.Repeat([]string{strings.Repeat("a", 1<<10)}, 32<<10)})
	if err != nil {
		t.Fatal(err)
	}
	mixin := ""
	supply := eval.Supply{
		Open:  func(_, name string) eval.Opened { return eval.Opened{Text: []byte(mixin), Found: name} },
		Model: func() ([]byte, error) { return model, nil },
	}
	job := eval.Job{Path: "site.jsonnet", Mixin: true}
	mixin = "function(t) local texts = t.texts[:16384]; " + joined // half of it, and the model itself
	if outcome, err := limits.Evaluate(t.Context(), job, supply); err != nil || !bytes.Contains(outcome.Text, []byte(`"n":16777216`)) {
		t.Errorf("with a large model: %v, %+v", err, outcome.Fault)
	}
	mixin = "local texts = std.makeArray(32768, function(i) std.repeat('a', 1024)); " + joined
	if outcome, err := limits.Evaluate(t.Context(), job, supply); err == nil {
		t.Errorf("without one: %s, %+v", outcome.Text, outcome.Fault)
	}
	mixin = "function(t) { [t.name]: {} }"
	supply.Model = func() ([]byte, error) { return nil, errors.New("there is none") }
	if _, err := limits.Evaluate(t.Context(), job, supply); err == nil || err.Error() != "there is none" {
		t.Errorf("where it cannot be had: %v", err)
	}
}

// TestNotByAccident: nobody but Evaluate makes a process serve.
func TestNotByAccident(t *testing.T) {
	for _, args := range [][]string{nil, {"render"}, {"render", "t.yaml"}, {"render", word, "x"}, {"render", "evaluates jsonnet"}, {word}} {
		if Asked(args) {
			t.Errorf("%q asks for it", args)
		}
	}
	var out bytes.Buffer
	for _, in := range []string{"", "name: home\n", "render evaluates jsonnet 2\n", greeting[:5]} {
		if code := Serve(strings.NewReader(in), &out); code != exitAlone || out.Len() > 0 {
			t.Errorf("%q: code %d, %q", in, code, &out)
		}
	}
}

// TestParentKilled: no process is left when the one that started it is killed.
func TestParentKilled(t *testing.T) {
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("there is no /proc to look for it in")
	}
	parent := exec.Command(os.Args[0], "starts one and waits")
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var found []string
	for range 500 {
		if found = childrenOf(t, parent.Process.Pid); len(found) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if len(found) != 1 {
		t.Fatalf("%d processes were started", len(found))
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // it was killed
	for range 500 {
		text, err := os.ReadFile("/proc/" + found[0] + "/cmdline")
		if err != nil || !bytes.Contains(text, []byte(word)) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %s is still there", found[0])
}

func childrenOf(t *testing.T, pid int) []string {
	t.Helper()
	want, err := json.Marshal(pid)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it ended meanwhile
		}
		_, after, _ := strings.Cut(string(text), ") ")
		if f := strings.Fields(after); len(f) > 1 && f[1] == string(want) {
			out = append(out, filepath.Base(filepath.Dir(name)))
		}
	}
	return out
}
