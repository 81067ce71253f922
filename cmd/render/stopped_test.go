//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"render/internal/disk"
	"render/render/tree"
)

// The variables by which a test tells runStopped where to stop and by what.
const (
	stopStep   = "RENDER_TEST_STEP"
	stopSignal = "RENDER_TEST_SIGNAL"
)

// runStopped is render as a program of the tests' own, which tells its steps on
// disk and sends itself a signal ahead of one of them.
func runStopped() {
	number, _ := strconv.Atoi(os.Getenv(stopStep))
	sig, _ := strconv.Atoi(os.Getenv(stopSignal))
	count := 0
	s := newShell(os.Stdin, disk.NewStdout(os.Stdout), os.Stderr, usualLimits())
	s.disk = disk.New(func(step disk.Step, _ string) {
		if count++; count == number {
			_ = syscall.Kill(os.Getpid(), syscall.Signal(sig))
			if syscall.Signal(sig) == syscall.SIGKILL {
				select {}
			}
			time.Sleep(200 * time.Millisecond) // another thread may take the signal, and on a busy machine late
		}
		fmt.Fprintln(os.Stderr, "step:", step)
	})
	os.Exit(run(s, os.Args[1:]))
}

// stopAt runs render in a folder, stopped ahead of a step; 0 is none.
func stopAt(folder string, number int, sig syscall.Signal, args ...string) (steps []string, status syscall.WaitStatus, said string) {
	c := exec.Command(os.Args[0])
	c.Args = append([]string{"render-stopped"}, args...)
	c.Dir = folder
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", stopStep, number), fmt.Sprintf("%s=%d", stopSignal, sig))
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	_ = c.Run()
	for line := range strings.Lines(stderr.String()) {
		if step, ok := strings.CutPrefix(strings.TrimSpace(line), "step: "); ok {
			steps = append(steps, step)
		} else {
			said += line
		}
	}
	return steps, c.ProcessState.Sys().(syscall.WaitStatus), said + stdout.String()
}

// filesOf are the files below a folder, with their texts.
func filesOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		out[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const stoppedTopology = `
name: home
microk8s: "1.36"
istio: "1.31"
tiers:
- {name: primary, ip: 192.168.1.141, hosts: [a.example.org]}
- {name: second, ip: 192.168.1.142, hosts: [b.example.org], cert: tls/b}
`

// TestStopped stops the verbs that write at every step on disk: what is there
// then is whole, a signal leaves nothing beside it, and the next run ends right
// and leaves nothing.
func TestStopped(t *testing.T) {
	const look = ".render-1-0.key" // of nobody's list
	for _, c := range []struct {
		name          string
		before, after []string // the run before, and the one that is stopped
		want          int      // files in the end
	}{
		{"-o, a new file", []string{"certs", "topology.yaml"}, []string{"-q", "-o", "out/all.yaml", "topology.yaml"}, 11},
		{"-o, an old file", []string{"-o", "out/all.yaml", "--secrets", "omit", "topology.yaml"}, []string{"-o", "out/all.yaml", "--secrets", "omit", "--stage", "gateways", "topology.yaml"}, 3},
		{"-o, a new folder", nil, []string{"-q", "-o", "out/", "--secrets", "omit", "--stage", "metallb", "topology.yaml"}, 10},
		{"-o, another folder", []string{"-o", "out/", "--secrets", "omit", "--stage", "metallb,apps", "topology.yaml"},
			[]string{"-o", "out/", "--secrets", "omit", "--stage", "metallb,apps", "--force", "--set", "tiers[1].ip=192.168.1.149", "topology.yaml"}, 10},
		{"certs, all new", nil, []string{"certs", "topology.yaml"}, 10},
		{"certs, another address", []string{"certs", "topology.yaml"}, []string{"certs", "--set", "tiers[0].ip=192.168.1.149", "topology.yaml"}, 10},
	} {
		stage := func() string {
			folder := t.TempDir()
			for name, text := range map[string]string{"topology.yaml": stoppedTopology, "out/" + look: "precious"} {
				if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if c.before != nil {
				if _, status, said := stopAt(folder, 0, 0, c.before...); status.ExitStatus() != 0 {
					t.Fatal(said)
				}
			}
			return folder
		}
		steps, status, said := stopAt(stage(), 0, 0, c.after...)
		if status.ExitStatus() != 0 || len(steps) < 7 {
			t.Fatalf("%s: %d, %q: %s", c.name, status.ExitStatus(), steps, said)
		}
		for number := 1; number <= len(steps); number++ {
			for _, sig := range []syscall.Signal{syscall.SIGKILL, []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}[number%3]} {
				about := fmt.Sprintf("%s, %v ahead of step %d, %s", c.name, sig, number, steps[number-1])
				folder := stage()
				_, status, said := stopAt(folder, number, sig, c.after...)
				// On a busy machine a signal may come when all is done.
				late := sig != syscall.SIGKILL && status.Exited() && status.ExitStatus() == 0 && !slices.ContainsFunc(steps[number-1:], func(s string) bool { return s == string(disk.StepRename) || s == string(disk.StepLink) })
				if !late && (!status.Signaled() || status.Signal() != sig) {
					// A sweep is no part of a set: a signal there is the system's to answer.
					t.Errorf("%s: exit %d: %s", about, status.ExitStatus(), said)
				}
				left := besideFiles(filesOf(t, folder), look)
				if sig != syscall.SIGKILL && len(left) > 0 {
					t.Errorf("%s: left %q", about, left)
				}
				if _, status, said := stopAt(folder, 0, 0, c.after...); status.ExitStatus() != 0 {
					t.Errorf("%s: the next run: exit %d: %s", about, status.ExitStatus(), said)
				}
				now := filesOf(t, folder)
				if left := besideFiles(now, look); len(left) > 0 || len(now) != c.want || now["out/"+look] != "precious" {
					t.Errorf("%s: behind the next run: left %q of %d files", about, left, len(now))
				}
				if c.after[0] == "certs" && number%4 == 0 {
					if _, status, said := stopAt(folder, 0, 0, append([]string{"certs", "--check"}, c.after[1:]...)...); status.ExitStatus() != 0 {
						t.Errorf("%s: not settled: %s", about, said)
					}
				}
			}
		}
		t.Logf("%s: %d steps", c.name, len(steps))
	}
}

// Nothing but a run that writes into a folder removes what a killed one left
// there: not one that prints, checks or looks, nor one that fails.
func TestOnlyWritersRemove(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "topology.yaml"), []byte(stoppedTopology), 0o600); err != nil {
		t.Fatal(err)
	}
	_, status, said := stopAt(folder, 0, 0, "certs", "topology.yaml")
	if status.ExitStatus() != 0 {
		t.Fatal(said)
	}
	renew := []string{"certs", "--set", "tiers[0].ip=192.168.1.149", "topology.yaml"}
	if steps, _, _ := stopAt(folder, 8, syscall.SIGKILL, renew...); len(steps) != 7 {
		t.Fatalf("%q", steps)
	}
	if steps, _, _ := stopAt(folder, 6, syscall.SIGKILL, "-q", "-o", "all.yaml", "topology.yaml"); len(steps) != 5 {
		t.Fatalf("%q", steps)
	}
	left := besideFiles(filesOf(t, folder), "")
	if len(left) < 4 {
		t.Fatalf("left %q", left)
	}
	for _, args := range [][]string{
		{"-q", "topology.yaml"}, {"-o", "/dev/null", "topology.yaml"}, {"-o", "/dev/stdout", "topology.yaml"}, {"check", "topology.yaml"},
		{"certs", "--check", "topology.yaml"}, {"certs", "--dry-run", "topology.yaml"}, {"-o", "all.yaml", "--set", "istio=x", "topology.yaml"},
		{"-o", "topology.yaml", "topology.yaml"}, {"certs", "--set", "istio=x", "topology.yaml"}, {"explain"}, {"version"},
	} {
		steps, _, _ := stopAt(folder, 0, 0, args...)
		if now := besideFiles(filesOf(t, folder), ""); !slices.Equal(now, left) {
			t.Errorf("%q: left %q, and now %q", args, left, now)
		}
		if steps = slices.DeleteFunc(steps, func(s string) bool { return s == string(disk.StepWriteInto) }); len(steps) > 0 {
			t.Errorf("%q changes the disk: %q", args, steps)
		}
	}
	for _, args := range [][]string{{"-q", "-o", "other.yaml", "topology.yaml"}, renew} {
		if _, status, said := stopAt(folder, 0, 0, args...); status.ExitStatus() != 0 {
			t.Error(said)
		}
	}
	if now := besideFiles(filesOf(t, folder), ""); len(now) > 0 {
		t.Errorf("left behind: %q", now)
	}
}

// A signal while the user's jsonnet is evaluated ends the run by that signal at
// once, with nothing printed, and its process too.
func TestStoppedEvaluating(t *testing.T) {
	folder := t.TempDir()
	endless := "std.length([null for a in std.range(1, 1000000) for b in std.range(1, 1000) for c in std.range(1, 1000) if false])"
	if err := os.WriteFile(filepath.Join(folder, "t.jsonnet"), []byte(endless), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		c := exec.Command(os.Args[0], "t.jsonnet")
		c.Args[0] = "render"
		c.Dir = folder
		var said bytes.Buffer
		c.Stdout, c.Stderr = &said, &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		child := ""
		for range 1000 {
			if child = childOf(t, c.Process.Pid); child != "" {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if child == "" {
			t.Skip("there is no /proc to look for a process in")
		}
		time.Sleep(5 * disk.Unheard) // it listens from then on
		began := time.Now()
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // it is ended by a signal
		if status := c.ProcessState.Sys().(syscall.WaitStatus); !endedBy(status, sig) || said.Len() > 0 || time.Since(began) > 5*time.Second {
			t.Errorf("%v: exit %d, signal %v after %v: %s", sig, status.ExitStatus(), status.Signal(), time.Since(began), &said)
		}
		for range 500 {
			if _, err := os.Stat("/proc/" + child); err != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if _, err := os.Stat("/proc/" + child); err == nil {
			t.Errorf("%v: process %s is left", sig, child)
		}
	}
}

// TestQuit: SIGQUIT ends also a run that waits for its input, without a dump.
func TestQuit(t *testing.T) {
	c := exec.Command(os.Args[0], "-")
	c.Args[0] = "render"
	stdin, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	// The run reads a text that never ends, and is at work once it has taken more
	// than a pipe holds.
	if _, err := stdin.Write(bytes.Repeat([]byte("# a comment\n"), 20_000)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * disk.Unheard) // it listens from then on
	if err := c.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it is ended by a signal
	if status := c.ProcessState.Sys().(syscall.WaitStatus); !endedBy(status, syscall.SIGQUIT) || said.Len() > 0 {
		t.Errorf("exit %d: %s", status.ExitStatus(), &said)
	}
}

// endedBy reports whether a process ended by a signal, or with its code where Go
// has another use for the signal.
func endedBy(status syscall.WaitStatus, sig syscall.Signal) bool {
	if sig == syscall.SIGQUIT {
		return status.ExitStatus() == 128+int(sig)
	}
	return status.Signaled() && status.Signal() == sig
}

// childOf is a process that another one has started; "" for none.
func childOf(t *testing.T, pid int) string {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it ended meanwhile
		}
		_, after, _ := strings.Cut(string(text), ") ")
		if f := strings.Fields(after); len(f) > 1 && f[1] == strconv.Itoa(pid) {
			return filepath.Base(filepath.Dir(name))
		}
	}
	return ""
}

func besideFiles(files map[string]string, known string) (out []string) {
	for name := range files {
		if base := filepath.Base(name); strings.HasPrefix(base, ".render-") && base != known && base != tree.IndexName {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
