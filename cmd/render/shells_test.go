package main

import (
	"os"
	"os/exec"
	"testing"
)

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// posixShells are those that are here.
func posixShells(t *testing.T) [][]string {
	t.Helper()
	var out [][]string
	for _, words := range [][]string{{"sh"}, {"dash"}, {"busybox", "sh"}, {"bash", "--posix"}} {
		if _, err := exec.LookPath(words[0]); err == nil {
			out = append(out, words)
		}
	}
	return out
}

// requires skips a test where a program is not there.
func requires(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s", program)
		}
	}
}
