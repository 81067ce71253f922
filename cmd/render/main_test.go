package main

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

type panicking struct{ cause any }

func (p panicking) Read([]byte) (int, error) { panic(p.cause) }

// A fault of render ends with its own code, with no result, and says nothing of
// what the program held.
func TestFaultOfRender(t *testing.T) {
	for _, cause := range []any{"a private key", errors.New("a private key")} {
		var stdout, stderr bytes.Buffer
		code := run(newShell(panicking{cause}, &stdout, &stderr, usualLimits()), []string{"-"})
		if code != exitBug || stdout.Len() > 0 {
			t.Errorf("exit %d, stdout %q", code, &stdout)
		}
		for _, want := range []string{"render: this is a fault of render, not of your input\n", "render " + version, "panicking"} {
			if !strings.Contains(stderr.String(), want) {
				t.Errorf("no %q in %q", want, &stderr)
			}
		}
		if strings.Contains(stderr.String(), "private key") {
			t.Errorf("%q tells a value", &stderr)
		}
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

// Every verb ends with 2 where stdout cannot be written, and quietly where its
// reader has gone.
func TestBrokenStdout(t *testing.T) {
	for _, args := range [][]string{
		{"--secrets", "redacted", "../../examples/small/topology.yaml"}, {"--format", "model", "../../examples/small/topology.yaml"},
		{"explain"}, {"schema"}, {"version"}, {"--version"}, {"help"}, {"--help"}, {"help", "check"}, {"check", "--help"},
		{"certs", "--dry-run", "../../examples/small/topology.yaml"}, {"help", "certs"},
		{"init", "-o", "-", "--ip", "192.168.1.141", "--host", "home.example.org"},
		{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"},
	} {
		var stderr bytes.Buffer
		code := run(newShell(strings.NewReader(""), broken{syscall.ENOSPC}, &stderr, usualLimits()), args)
		if code != exitInput || !strings.Contains(stderr.String(), "render: stdout: cannot be written: no space left on device\n") {
			t.Errorf("%v: exit %d, %q", args, code, &stderr)
		}
		stderr.Reset()
		code = run(newShell(strings.NewReader(""), broken{syscall.EPIPE}, &stderr, usualLimits()), args)
		if code != exitOK || strings.Contains(stderr.String(), "render:") {
			t.Errorf("%v: exit %d, %q", args, code, &stderr)
		}
	}
}

// Where stderr cannot be written the code still tells what happened.
func TestBrokenStderr(t *testing.T) {
	for want, text := range map[int]string{exitInput: "name: [", exitOK: warned} {
		var stdout bytes.Buffer
		if code := run(newShell(strings.NewReader(text), &stdout, broken{syscall.ENOSPC}, usualLimits()), []string{"-"}); code != want {
			t.Errorf("exit %d, want %d", code, want)
		}
	}
}

// warned is a topology with a warning: one host on two tiers.
const warned = `
name: twice
microk8s: "1.36"
istio: "1.31"
secrets: redacted
tiers:
- {name: primary, ip: 192.168.1.141, hosts: [a.example.org]}
- {name: second, ip: 192.168.1.142, hosts: [a.example.org]}
`

// A slow reader of stdin is no rendering that does not end.
func TestLimitsAreNotForReading(t *testing.T) {
	var stdout, stderr bytes.Buffer
	l := limits{run: time.Second, heap: 1 << 40, every: time.Millisecond}
	code := run(newShell(&slow{text: warned, wait: 1500 * time.Millisecond}, &stdout, &stderr, l), []string{"-"})
	if code != exitOK || stdout.Len() == 0 {
		t.Errorf("exit %d, %q", code, &stderr)
	}
}

// A certificate that is missing is made by a command that reads the topology from
// where it came.
func TestCureOfStdin(t *testing.T) {
	t.Chdir(t.TempDir())
	const topology = "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\ntiers:\n- {name: primary, ip: 192.168.1.141, hosts: [a.example.org]}\n"
	var stdout, stderr bytes.Buffer
	code := run(newShell(strings.NewReader(topology), &stdout, &stderr, usualLimits()), []string{"-"})
	if code != exitInput || !strings.Contains(stderr.String(), "make it: render certs -;") {
		t.Fatalf("exit %d, %q", code, &stderr)
	}
	for _, args := range [][]string{{"certs", "-"}, {"-"}} {
		if code := run(newShell(strings.NewReader(topology), &stdout, &stderr, usualLimits()), args); code != exitOK {
			t.Errorf("render %q: exit %d, %q", args, code, &stderr)
		}
	}
}

type slow struct {
	text string
	wait time.Duration
}

func (s *slow) Read(into []byte) (int, error) {
	time.Sleep(s.wait)
	s.wait = 0
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(into, s.text)
	s.text = s.text[n:]
	return n, nil
}

// Work ends by a limit as an error, whether it looks at its context or not; what
// ends by itself has its own outcome.
func TestBound(t *testing.T) {
	forever := make(chan struct{})
	defer close(forever)
	obedient := func(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) }
	for about, work := range map[string]func(context.Context) error{
		"that ends by its context": obedient,
		"that does not":            func(context.Context) error { <-forever; return nil },
	} {
		for want, l := range map[string]limits{
			"does not come to an end": {run: time.Millisecond, heap: 1 << 60, every: time.Hour},
			"too large":               {run: time.Hour, heap: 1, every: time.Millisecond},
		} {
			limit := (*errLimit)(nil)
			if err := l.bound(work); !errors.As(err, &limit) || !strings.Contains(limit.reason, want) {
				t.Errorf("work %s: %v, want %q", about, err, want)
			}
		}
	}
	own := errors.New("its own")
	for _, want := range []error{nil, own} {
		if err := usualLimits().bound(func(context.Context) error { return want }); err != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

// Work that panics is a fault of render, told with the place of the work and
// without its value.
func TestBoundPanics(t *testing.T) {
	var stderr bytes.Buffer
	func() {
		defer func() { reportBug(&stderr, recover()) }()
		_ = usualLimits().bound(func(context.Context) error { panicsInWork(); return nil })
	}()
	if said := stderr.String(); !strings.Contains(said, "panicsInWork") || strings.Contains(said, "a private key") || !strings.Contains(said, ownFault) {
		t.Errorf("%q", said)
	}
}

func panicsInWork() { panic("a private key") }

// Nothing that render does depends on the environment, and it starts no process
// and opens no connection.
func TestNoEnvironment(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	forbidden := []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv", "TempDir", "CreateTemp", "UserHomeDir", "UserConfigDir", "UserCacheDir", "StartProcess"}
	read := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		read++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if path := strings.Trim(spec.Path.Value, `"`); path == "os/exec" || path == "net" || strings.HasPrefix(path, "net/") && path != "net/netip" { // which reads addresses
				t.Errorf("%s imports %s", name, path)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains(forbidden, s.Sel.Name) && !(name == "color.go" && s.Sel.Name == "LookupEnv") && !(name == "fleet_cache.go" && s.Sel.Name == "UserCacheDir") {
				t.Errorf("%s uses %s", name, s.Sel.Name)
			}
			return true
		})
	}
	if read < 5 {
		t.Errorf("%d files read", read)
	}
}
