package main

import (
	"os"
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

// fleetSides are both, in that order: the second finds what the first left.
func (b *built) fleetSides(dir string, n int) ([]side, error) {
	files, err := workload.Fleet(b.root, dir, n)
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "clusters")
	args := append([]string{"--quiet", "--allow-shared", "-o", out + "/"}, files...)
	repeated := func() *exec.Cmd { return exec.Command(b.binaries[render], args...) }
	return []side{{fleet, func() *exec.Cmd {
		os.RemoveAll(out) // what is left is written over, and told as changed
		return repeated()
	}}, {again, repeated}}, nil
}
