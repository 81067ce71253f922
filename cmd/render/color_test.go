package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestColoured: text is coloured on a device that may be a terminal, unless NO_COLOR says
// anything; --color goes before both.
func TestColoured(t *testing.T) {
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		to            *os.File
		when, noColor string
		want          bool
	}{
		{device, "auto", "", true}, {device, "auto", "1", false}, {device, "always", "1", true}, {device, "never", "", false},
		{file, "auto", "", false}, {file, "always", "", true}, {file, "never", "", false},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		if got := coloured(newShell(strings.NewReader(""), c.to, os.Stderr, usualLimits()), c.when); got != c.want {
			t.Errorf("%s, %s, NO_COLOR=%s: %v", filepath.Base(c.to.Name()), c.when, c.noColor, got)
		}
	}
}
