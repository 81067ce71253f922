package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// target is a system and its processor; the zero one is this machine.
type target struct{ system, processor string }

// binary is what was built for a target.
type binary struct {
	target
	text []byte
}

// builds are what was built of one revision.
type builds struct {
	program  string // for this machine, to be asked
	version  string // that it says it is
	binaries []binary
}

// buildAll builds render for some targets into a folder.
func buildAll(root, into string, targets []target) (*builds, error) {
	program, err := build(root, into, target{})
	if err != nil {
		return nil, err
	}
	out := &builds{program: program}
	if out.version, err = versionOf(program); err != nil {
		return nil, err
	}
	for _, t := range targets {
		path, err := build(root, into, t)
		if err != nil {
			return nil, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		out.binaries = append(out.binaries, binary{t, text})
	}
	return out, nil
}

// build builds render for a target into a folder. Neither names of folders nor cgo get into it,
// so that it is the same wherever it is built.
func build(root, into string, t target) (string, error) {
	into, err := filepath.Abs(into)
	if err != nil {
		return "", err
	}
	path := filepath.Join(into, strings.Trim("render-"+t.system+"-"+t.processor, "-"))
	c := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-ldflags=-s -w -buildid=", "-o", path, "./cmd/render")
	c.Dir = root
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOAMD64=v1", "GOARM64=v8.0", "GOWORK=off", "GOEXPERIMENT=")
	if t != (target{}) {
		c.Env = append(c.Env, "GOOS="+t.system, "GOARCH="+t.processor)
	}
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build for %s/%s: %w\n%s", t.system, t.processor, err, out)
	}
	return path, nil
}

// versionOf is the version that a program says it is.
func versionOf(program string) (string, error) {
	text, err := ask(program, "version")
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	version, ok := strings.CutPrefix(line, "render ")
	if !ok || version == "" {
		return "", fmt.Errorf("render version says %q", line)
	}
	return version, nil
}

// ask runs a program and gives what it prints.
func ask(program string, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("render %s: %w\n%s", strings.Join(args, " "), err, &stderr)
	}
	return stdout.Bytes(), nil
}
