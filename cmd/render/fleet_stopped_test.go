//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFleetStopped: a signal ends a run of several topologies ahead of whichever step it
// comes, also where what is kept for the next run is written last.
func TestFleetStopped(t *testing.T) {
	const topology = "name: NAME\nmicrok8s: \"1.36\"\nistio: {version: \"1.31\", install: none}\nsecrets: omit\ntiers:\n- {name: primary, ip: 192.168.1.14NAME, hosts: [NAME.example.org], tls: \"off\"}\n"
	t.Setenv("GOMAXPROCS", "1") // one after the other, so that steps have numbers
	run := func(number int) ([]string, syscall.WaitStatus) {
		folder := t.TempDir()
		t.Setenv("XDG_CACHE_HOME", filepath.Join(folder, "caches"))
		for _, name := range []string{"1", "2"} {
			if err := os.WriteFile(filepath.Join(folder, name+".yaml"), []byte(strings.ReplaceAll(topology, "NAME", name)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		steps, status, said := stopAt(folder, number, syscall.SIGINT, "-q", "-o", "deploy/", "1.yaml", "2.yaml")
		if strings.Contains(said, ownFault) {
			t.Fatalf("step %d: %s", number, said)
		}
		return steps, status
	}
	steps, status := run(0)
	if status != 0 || len(steps) < 60 {
		t.Fatalf("%d steps, %v", len(steps), status)
	}
	for number := 1; number <= len(steps); number++ {
		if number%9 != 0 && number < len(steps)-12 {
			continue
		}
		if _, status := run(number); !status.Signaled() || status.Signal() != syscall.SIGINT {
			t.Errorf("ahead of step %d of %d, %s, a signal does not end it: %v", number, len(steps), steps[number-1], status)
		}
	}
}
