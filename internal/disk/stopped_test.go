//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package disk

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// TestKilledAnywhere kills a run at every step. Every file is its old or its new
// whole; no key is readable by others; the next run ends right, and removes what
// is left, but nothing that only looks so.
func TestKilledAnywhere(t *testing.T) {
	total, seen := 0, map[string]bool{}
	var left atomic.Int32
	for _, name := range slices.Sorted(maps.Keys(scenes)) {
		c := scenes[name]
		steps, _ := run(t, name, c.stage(t), 0, 0)
		for _, step := range steps {
			seen[step] = true
		}
		total += len(steps)
		each(len(steps), func(number int) {
			about := fmt.Sprintf("%s, killed ahead of step %d, %s", name, number, steps[number-1])
			folder := c.stage(t)
			began := tree(t, folder)
			if _, status := run(t, name, folder, number, syscall.SIGKILL); status.Signal() != syscall.SIGKILL {
				t.Errorf("%s: ended by %v", about, status.Signal())
			}
			for _, file := range c.whole(t, about, began, tree(t, folder)) {
				left.Add(1)
				if mode := info(t, filepath.Join(folder, file)).Mode(); strings.HasSuffix(file, ".key") && mode&0o077 != 0 {
					t.Errorf("%s: %s has mode %o", about, file, mode)
				}
			}
			c.ends(t, about, folder, began)
		})
		t.Logf("%s: %d steps", name, len(steps))
	}
	if left.Load() == 0 {
		t.Error("no killed run left anything")
	}
	t.Logf("%d steps in all, of %d kinds", total, len(seen))
	for _, step := range Steps() {
		if step != StepLeftover && step != StepLeftoverList && step != StepWriteInto && !seen[string(step)] {
			t.Errorf("no run has the step %q", step)
		}
	}
}

// TestKilledRemoving kills a run that removes what another one left, which the
// one behind it then does.
func TestKilledRemoving(t *testing.T) {
	const name = "a set"
	c := scenes[name]
	steps, _ := run(t, name, c.stage(t), 0, 0)
	first := slices.Index(steps, string(StepLink)) + 1
	prepared := func() (folder string, began map[string]string) {
		folder = c.stage(t)
		began = tree(t, folder)
		run(t, name, folder, first, syscall.SIGKILL)
		return folder, began
	}
	folder, _ := prepared()
	steps, _ = run(t, name, folder, 0, 0)
	removed := 0
	for _, step := range steps {
		if s := Step(step); s == StepLeftover || s == StepLeftoverList {
			removed++
		}
	}
	each(len(steps), func(number int) {
		about := fmt.Sprintf("killed ahead of step %d, %s", number, steps[number-1])
		folder, began := prepared()
		run(t, name, folder, number, syscall.SIGKILL)
		c.whole(t, about, began, tree(t, folder))
		c.ends(t, about, folder, began)
	})
	if want := len(c.order) + len(c.folders); removed != want {
		t.Errorf("%d steps remove something, want %d", removed, want)
	}
	t.Logf("%d steps, of which %d remove what was left", len(steps), removed)
}

// TestSignals sends a run each signal ahead of every step: it ends by the signal, at
// once nothing is left, and every file is its old or its new whole.
func TestSignals(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(scenes)) {
		c := scenes[name]
		steps, _ := run(t, name, c.stage(t), 0, 0)
		each(len(steps), func(number int) {
			for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
				about := fmt.Sprintf("%s, %v ahead of step %d, %s", name, sig, number, steps[number-1])
				folder := c.stage(t)
				began := tree(t, folder)
				_, status := run(t, name, folder, number, sig)
				// On a busy machine a signal may come when all is done.
				late := !c.fails && status.Exited() && status.ExitStatus() == 0 &&
					!slices.ContainsFunc(steps[number-1:], func(s string) bool { return s == string(StepRename) || s == string(StepLink) })
				quit := sig == syscall.SIGQUIT && status.ExitStatus() == 128+int(sig)
				if !late && !quit && (!status.Signaled() || status.Signal() != sig) {
					t.Errorf("%s: exit %d, signal %v", about, status.ExitStatus(), status.Signal())
				}
				now := tree(t, folder)
				if left := c.whole(t, about, began, now); len(left) > 0 {
					t.Errorf("%s: left %q", about, left)
				}
				news := 0
				for name, text := range c.after {
					if now[name] == text && c.before[name] != text {
						news++
					}
				}
				for _, name := range c.gone {
					if _, there := now[name]; there == (news > 0) {
						t.Errorf("%s: %d of %d files are new, and %s is there: %v", about, news, len(c.after), name, there)
					}
				}
				if !c.fails && news != 0 && news != len(c.after) {
					t.Errorf("%s: %d of %d files are new", about, news, len(c.after))
				}
				for _, empty := range []string{"tls", "new"} {
					if _, there := now[empty]; there && news == 0 {
						t.Errorf("%s: the folder %s is left", about, empty)
					}
				}
				if number%7 == 0 { // what a signal leaves is what a kill would, or less
					c.ends(t, about, folder, began)
				}
			}
		})
		t.Logf("%s: %d steps, 4 signals each", name, len(steps))
	}
}

// Runs at once in one folder never remove each other's files, wherever one of them stands.
func TestLivingRuns(t *testing.T) {
	c := scenes["a set"]
	steps, _ := run(t, "a set", c.stage(t), 0, 0)
	for number := 1; number <= len(steps); number++ {
		folder := t.TempDir()
		other := File{Path: filepath.Join(folder, "certs", "other"), Text: []byte("other")}
		set, count := c.set(folder), 0
		one := New(func(s Step, path string) {
			if s == StepCreate {
				id, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), prefix), "-")
				if _, err := os.Lstat(filepath.Join(filepath.Dir(path), prefix+id+listEnding)); err != nil {
					t.Errorf("another run ahead of step %d: %s is on no list", number, path)
				}
			}
			if count++; count == number {
				if err := New(nil).Replace(Set{Files: []File{other}, Folders: true}); err != nil {
					t.Errorf("ahead of step %d, %s: %v", number, s, err)
				}
			}
		})
		if err := one.Replace(set); err != nil {
			t.Errorf("another run ahead of step %d: %v", number, err)
		}
		got := tree(t, folder)
		if len(got) != 10 || got["certs/other"] != "other" {
			t.Errorf("another run ahead of step %d: %v", number, slices.Sorted(maps.Keys(got)))
		}
	}
}

// A hard link to what a killed run left keeps it.
func TestLeftoverWithLink(t *testing.T) {
	c := scenes["a new file"]
	folder := t.TempDir()
	steps, _ := run(t, "a new file", c.stage(t), 0, 0)
	run(t, "a new file", folder, slices.Index(steps, string(StepSync))+1, syscall.SIGKILL)
	found, err := filepath.Glob(filepath.Join(folder, ".render-*.tmp"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if err := os.Link(found[0], filepath.Join(folder, "kept")); err != nil {
		t.Fatal(err)
	}
	New(nil).Sweep(folder)
	got := tree(t, folder)
	if len(got) != 1 || got["kept"] != large {
		t.Errorf("%d files", len(got))
	}
	// In place of one that a list names there is something else by now.
	run(t, "a new file", folder, slices.Index(steps, string(StepSync))+1, syscall.SIGKILL)
	found, _ = filepath.Glob(filepath.Join(folder, ".render-*.tmp"))
	if err := os.Remove(found[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("kept", found[0]); err != nil {
		t.Fatal(err)
	}
	New(nil).Sweep(folder)
	if mode := info(t, found[0]).Mode(); mode&fs.ModeSymlink == 0 {
		t.Error("a link is gone")
	}
}
