//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"render/internal/disk"
)

var errKilled = errors.New("killed")

// kills are runs that are killed on the way from one state of a folder to another.
type kills struct {
	t        *testing.T
	folder   string
	from, to *folderState
	count    int
	at       map[disk.Step]bool // the kinds of steps at which one was killed
}

func newKills(t *testing.T, from, to *folderState) *kills {
	k := &kills{t: t, folder: quick(t), from: from, to: to, at: map[disk.Step]bool{}}
	withForeign(t, k.folder)
	return k
}

// begin brings the folder to where the first run finds it.
func (k *kills) begin() {
	k.t.Helper()
	if k.from.out == nil {
		if err := os.RemoveAll(k.folder); err != nil {
			k.t.Fatal(err)
		}
		withForeign(k.t, k.folder)
	} else if err := k.from.write(disk.New(nil), k.folder, io.Discard); err != nil {
		k.t.Fatal(err)
	}
}

// run is a run that is killed at a step, where all of what it would still do does not
// happen, and gives the steps it asked for. The disk is full for the one step before that
// full names; 0 for none.
func (k *kills) run(state *folderState, full, number int) (steps []disk.Step) {
	d := disk.NewFailing(func(step disk.Step, _ string) error {
		steps = append(steps, step)
		switch at := len(steps); {
		case at == full:
			return syscall.ENOSPC
		case at < number:
			return nil
		case at == number:
			k.count++
			k.at[step] = true
		}
		return errKilled
	})
	_ = state.write(d, k.folder, io.Discard)
	return steps
}

// never is a step that no run gets to.
const never = 1 << 30

// ends has a run that nobody kills end right, behind what was killed.
func (k *kills) ends(state *folderState, about string) {
	k.t.Helper()
	var said strings.Builder
	if err := state.write(disk.New(nil), k.folder, &said); err != nil {
		k.t.Errorf("%s: the next run: %v", about, err)
	}
	if err := state.is(filesOf(k.t, k.folder)); err != nil || strings.Contains(said.String(), "somebody") {
		k.t.Errorf("%s: behind the next run: %v; %s", about, err, &said)
	}
}

// isWhole has each file be its old or its new whole.
func (k *kills) isWhole(about string) {
	k.t.Helper()
	if err := whole(filesOf(k.t, k.folder), k.from, k.to, false); err != nil {
		k.t.Errorf("%s: %v", about, err)
	}
}

// side is one of the states, by turns.
func (k *kills) side(other bool) *folderState {
	if other && k.from.out != nil {
		return k.from
	}
	return k.to
}

// everyStep has kills been made at each step that disk lists, but for some.
func everyStep(t *testing.T, but []disk.Step, of ...*kills) {
	t.Helper()
	at, count := map[disk.Step]bool{}, 0
	for _, k := range of {
		count += k.count
		for step := range k.at {
			at[step] = true
		}
	}
	t.Logf("%d kills, at steps of %d kinds", count, len(at))
	for _, step := range disk.Steps() {
		if except := slices.Contains(but, step); at[step] == except {
			t.Errorf("killed at %q: %v", step, at[step])
		}
	}
	if count < 1000 {
		t.Errorf("%d kills", count)
	}
}

// TestFolderKilled kills a run of 300 objects at every step on disk: each file is its old
// or its new whole, and the next run, of either side, ends right. No file that render did
// not write is ever touched.
func TestFolderKilled(t *testing.T) {
	none := &folderState{} // nothing is there
	one, two := newFolderState(t, someApps(0, 100, "1", "")), newFolderState(t, someApps(50, 150, "2", "metallb: none\n"))
	if n := len(one.out.Manifests); n < 300 {
		t.Fatalf("%d objects", n)
	}
	var all []*kills
	for _, c := range []struct {
		name     string
		from, to *folderState
		every    int
	}{{"all new", none, one, 11}, {"half of it another", one, two, 1}, {"and back", two, one, 11}} {
		k := newKills(t, c.from, c.to)
		all = append(all, k)
		k.begin()
		steps := k.run(c.to, 0, never)
		for i, step := range steps {
			if i%c.every != 0 && slices.Index(steps, step) < i { // the first of a kind is always one
				continue
			}
			number := i + 1
			k.begin()
			if c.from != none && number%16 == 1 {
				if err := c.from.is(filesOf(t, k.folder)); err != nil {
					t.Fatalf("%s: before: %v", c.name, err)
				}
			}
			about := fmt.Sprintf("%s, killed at step %d of %d", c.name, number, len(steps))
			k.run(c.to, 0, number)
			k.isWhole(about)
			k.ends(k.side(number%8 != 0), about)
			if t.Failed() {
				return
			}
		}
		t.Logf("%s: %d steps", c.name, len(steps))
	}
	// Those are of a run behind one that was killed, of one that fails, of folders in which
	// nothing is foreign, and of what is no folder.
	everyStep(t, []disk.Step{disk.StepLeftover, disk.StepLeftoverList, disk.StepRemove, disk.StepRemoveFolder, disk.StepWriteInto}, all...)
}

// TestFolderKilledAgain kills the run that repairs too, at each of its steps, behind each
// at which the first was killed; and a run that finds the disk full, at each step by which
// it cleans up. The third run ends right.
func TestFolderKilledAgain(t *testing.T) {
	one, two := newFolderState(t, someApps(0, 1, "1", "")), newFolderState(t, someApps(0, 1, "2", "metallb: none\n"))
	var all []*kills
	for _, c := range []struct {
		name     string
		from, to *folderState
	}{{"all new", &folderState{}, one}, {"another", one, two}} {
		k := newKills(t, c.from, c.to)
		all = append(all, k)
		k.begin()
		steps := k.run(c.to, 0, never)
		for number := 1; number <= len(steps) && !t.Failed(); number++ {
			for again, left := 1, 1; again <= left; again++ {
				about := fmt.Sprintf("%s, killed at step %d of %d and at %d of the next", c.name, number, len(steps), again)
				k.begin()
				k.run(c.to, 0, number)
				left = len(k.run(k.side(number%2 == 0), 0, again))
				k.isWhole(about)
				k.ends(k.side(again%2 == 0), about)
			}
			for at, left := number+1, number+1; at <= left; at++ {
				about := fmt.Sprintf("%s, full at step %d of %d and killed at %d", c.name, number, len(steps), at)
				k.begin()
				left = len(k.run(c.to, number, at))
				k.isWhole(about)
				k.ends(k.side(at%2 == 0), about)
			}
		}
		t.Logf("%s: %d steps", c.name, len(steps))
	}
	everyStep(t, []disk.Step{disk.StepWriteInto}, all...)
}
