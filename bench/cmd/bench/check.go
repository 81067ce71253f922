package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// checkRuns is how often it is measured what an editor runs at each pause in typing.
const checkRuns = 25

// checkTime is what render takes to check a topology from standard input, as editors have it
// do; the median.
func checkTime(render program, root string) (time.Duration, error) {
	folder := filepath.Join(root, "examples", "seed")
	text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
	if err != nil {
		return 0, err
	}
	var list []time.Duration
	for range checkRuns {
		c := exec.Command(render.binary, "check", "--format", "json", "-")
		c.Dir, c.Stdin = folder, bytes.NewReader(text)
		s, err := once(c)
		if err != nil {
			return 0, fmt.Errorf("render check: %w", err)
		}
		list = append(list, s.cpu)
	}
	return median(list), nil
}
