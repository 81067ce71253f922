package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"render/bench/workload"
)

// A fleet is rendered into folders that are not there, and again when nothing changed.
const (
	fleet = "render -o"
	again = "the same again"
)

// members is how many topologies a workload has that is a fleet; 0 is none.
func members(work string) int {
	digits, _ := strings.CutPrefix(work, "fleet")
	n, _ := strconv.Atoi(digits)
	return n
}

// fleetSides are both, in that order: the second finds what the first left. Each first run
// has a folder that never was there, and none is removed before all is measured: an ext4
// without a journal takes the longer to make a file the more were removed in the last seconds
// (recently_deleted in fs/ext4/ialloc.c).
func (b *built) fleetSides(dir string, n int) ([]side, error) {
	files, err := workload.Fleet(b.root, dir, n)
	if err != nil {
		return nil, err
	}
	runs := 0
	into := func() *exec.Cmd {
		out := filepath.Join(dir, fmt.Sprintf("clusters-%d", runs))
		return exec.Command(b.binaries[render], append([]string{"--quiet", "--allow-shared", "-o", out + "/"}, files...)...)
	}
	return []side{{fleet, func() *exec.Cmd { runs++; return into() }}, {again, into}}, nil
}
