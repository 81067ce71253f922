package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"render/internal/child"
	"render/internal/disk"
)

func TestMain(m *testing.M) {
	if child.Asked(os.Args) {
		os.Exit(child.Serve(os.Stdin, os.Stdout))
	}
	if filepath.Base(os.Args[0]) == "render.test" {
		hearSignals()
	}
	testscript.Main(m, map[string]func(){
		"render": main,
		// A kubectl, of a cluster with a MetalLB.
		"render-kubectl": runKubectl,
		// The same, stopped at a step on disk.
		"render-stopped": runStopped,
		// The same, which must not take more memory than its first argument says.
		"render-peak": runPeak,
		// The same with limits that a test can wait for.
		"render-short": func() {
			os.Exit(runWith(limits{run: time.Hour, heap: 1 << 40, every: 10 * time.Millisecond, jsonnet: child.Limits{Memory: 1 << 30, Time: time.Second}}))
		},
		"render-small": func() {
			os.Exit(runWith(limits{run: time.Hour, heap: 1 << 40, every: 10 * time.Millisecond, jsonnet: child.Limits{Memory: 256 << 20, Time: time.Hour}}))
		},
	})
}

// hearSignals lets programs that a test starts end by a signal also where this one
// was started so that it ignores some, as nohup does: what a program catches, those
// that it starts do not ignore.
func hearSignals() {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
}

func runWith(l limits) int {
	return run(newShell(os.Stdin, disk.NewStdout(os.Stdout), os.Stderr, l), os.Args[1:])
}

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".tmp", "caches"))
			return os.CopyFS(filepath.Join(e.WorkDir, "examples"), os.DirFS("../../examples"))
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repeat": repeat, "exits": exits, "mode": mode, "grow": grow, "topology": writeTopology, "only": only,
			"authority": writeAuthority, "pair": writePair, "verifies": verifies, "sums": sums,
		},
	})
}

// runPeak runs render and ends with 99 where its memory was ever more than the
// MiB that its first argument says.
func runPeak() {
	most, _ := strconv.Atoi(os.Args[1])
	os.Args = append(os.Args[:1], os.Args[2:]...)
	collectSeldom() // as main does
	code := runWith(usualLimits())
	status, err := os.ReadFile("/proc/self/status")
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	peak, _, _ = strings.Cut(strings.TrimSpace(peak), " ")
	if n, failed := strconv.Atoi(peak); err != nil || failed != nil || n > most<<10 {
		fmt.Fprintf(os.Stderr, "took %s KiB, may take %d MiB: %v\n", peak, most, err)
		code = 99
	}
	os.Exit(code)
}

// repeat makes a file of a text, another one many times, with its number for %d,
// and an end: repeat t.yaml '[' '%d, ' 1000 ']'.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[3])
	ts.Check(err)
	for i := range args {
		args[i] = strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(args[i])
	}
	var b strings.Builder
	b.WriteString(args[1])
	for i := range n {
		b.WriteString(strings.Replace(args[2], "%d", strconv.Itoa(i), 1))
	}
	b.WriteString(args[4])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// exits runs a program and compares its exit code: exits 3 render --nope. In its
// arguments \x1b is that byte.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT...")
	}
	for i, arg := range args {
		if strings.Contains(arg, `\x`) {
			var err error
			args[i], err = strconv.Unquote(`"` + arg + `"`)
			ts.Check(err)
		}
	}
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// mode compares a file's permissions: mode 600 out.yaml.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%o", info.Mode().Perm()); got != args[0] {
		ts.Fatalf("%s has mode %s, want %s", args[1], got, args[0])
	}
}

// grow makes a file of a size in bytes that takes no space: grow 1000 file.
func grow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), nil, 0o666))
	ts.Check(os.Truncate(ts.MkAbs(args[1]), size))
}

// writeTopology makes a topology with a number of apps: topology 500 big.yaml.
func writeTopology(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("name: big\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: redacted\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [big.example.org]\n  apps:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {name: app-%d, image: \"example.org/app:1.0\", port: 8080, routes: [/app-%d]}\n", i, i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o666))
}

// only compares the names in a folder: only out a.yaml b.yaml. With it a script
// shows that nothing was left behind.
func only(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		ts.Fatalf("%v", err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got, want := strings.Join(names, " "), strings.Join(args[1:], " "); got != want {
		ts.Fatalf("%s holds %q, want %q", args[0], got, want)
	}
}
