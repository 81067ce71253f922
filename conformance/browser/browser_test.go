package browser

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

const (
	root  = "../.."
	drawn = root + "/render/testdata/drawn"
	cure  = "; make conformance-browser installs it"
)

// tab is a page of the browser, and what it asked for and complained of.
type tab struct {
	context.Context
	mu       sync.Mutex
	asked    []string
	problems []string
}

// open shows a file in a window of its own.
func open(t *testing.T, file string) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("there is no chromium" + cure)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(2*time.Minute), chromedp.WindowSize(1900, 1200))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	allocator, cancel = context.WithTimeout(allocator, 8*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	out := &tab{Context: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		out.mu.Lock()
		defer out.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			out.asked = append(out.asked, e.Request.URL)
		case *log.EventEntryAdded:
			out.problems = append(out.problems, e.Entry.Text)
		}
	})
	out.show(t, file)
	return out
}

// show shows another file in the same window.
func (w *tab) show(t *testing.T, file string) {
	t.Helper()
	absolute, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	w.run(t, network.Enable(), log.Enable(), emulation.SetFocusEmulationEnabled(true), chromedp.Navigate("file://"+absolute))
}

func (w *tab) run(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(w, actions...); err != nil {
		t.Fatal(err)
	}
}

// is runs a script, and reads what it gives.
func (w *tab) is(t *testing.T, script string, out any) {
	t.Helper()
	w.run(t, chromedp.Evaluate(script, out))
}

// dark says which colours a person prefers.
func dark(on bool) chromedp.Action {
	value := "light"
	if on {
		value = "dark"
	}
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}})
}

// tool builds the tool.
var tool = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "browser")
	if err != nil {
		return "", err
	}
	program := filepath.Join(folder, "render")
	build := exec.Command("go", "build", "-o", program, "./cmd/render")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return string(out), err
	}
	return program, nil
})

// draw draws a topology into a file.
func draw(t *testing.T, topology, format string, flags ...string) string {
	t.Helper()
	program, err := tool()
	if err != nil {
		t.Fatal(err, program)
	}
	file := filepath.Join(t.TempDir(), "drawn."+format)
	if out, err := exec.Command(program, append([]string{"graph", "-q", "--format", format, "-o", file, topology}, flags...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// topologies are those of all examples, and the one of five tiers with forty apps.
func topologies(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(root + "/examples/*/topology.*")
	if err != nil || len(list) < 50 {
		t.Fatalf("%d examples, %v", len(list), err)
	}
	return append(list, drawn+"/forty.yaml")
}

func TestMain(m *testing.M) {
	code := m.Run()
	if program, err := tool(); err == nil {
		os.RemoveAll(filepath.Dir(program))
	}
	os.Exit(code)
}

// sentence is a list of words in a message.
func sentence(list []string) string { return strings.Join(list, ", ") }
