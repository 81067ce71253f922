package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"render/bench/peer"
	"render/bench/workload"
)

// What is measured beside the tools of package peer, which are called what they are there.
const (
	render  = "render"
	without = "render without" // the mixin, or the Gateway API
	version = "render version"
	checked = "render check"
	asked   = "render why deploy/app-8-v1"
	line    = "render why of a line"
	drawn   = "render graph"
	floor   = "plain Go structs"
	sigs    = "Go, sigs.k8s.io/yaml"
	empty   = "an empty Go program"
)

// programs are those that are built of this repository.
var programs = [...]struct{ name, folder, path string }{
	{render, ".", "./cmd/render"},
	{floor, "bench", "./cmd/floor"},
	{sigs, "bench", "./cmd/sigs"},
	{empty, "bench", "./cmd/empty"},
}

// built are all programs, and where the workloads are written.
type built struct {
	root, dir string
	binaries  map[string]string
	tools     map[string]*peer.Tool
	order     []*peer.Tool
	missing   []string
}

// build builds all programs into dir.
func build(root, dir string) (*built, error) {
	b := &built{root: root, dir: dir, binaries: map[string]string{}, tools: map[string]*peer.Tool{}}
	for i, p := range programs {
		binary := filepath.Join(dir, fmt.Sprint("program", i))
		c := exec.Command("go", "build", "-trimpath", "-o", binary, p.path)
		c.Dir = filepath.Join(root, p.folder)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			return nil, fmt.Errorf("building %s: %w", p.name, err)
		}
		b.binaries[p.name] = binary
	}
	var err error
	if b.order, b.missing, err = peer.Build(root, dir); err != nil {
		return nil, err
	}
	for _, t := range b.order {
		b.tools[t.Name] = t
	}
	return b, nil
}

// side is one of those that are run in turns.
type side struct {
	name    string
	command func() *exec.Cmd
}

// sides are a plan's programs, ready to run; a tool that this machine does not have
// is left out.
func (b *built) sides(p plan) ([]side, error) {
	dir, err := os.MkdirTemp(b.dir, p.workload+"-")
	if err != nil {
		return nil, err
	}
	if n := members(p.workload); n > 0 {
		return b.fleetSides(dir, n)
	}
	topology, err := workload.File(b.root, dir, p.workload)
	if err != nil {
		return nil, err
	}
	var sides []side
	for _, name := range p.sides {
		s := side{name: name}
		if t := b.tools[name]; t != nil {
			s.command, err = b.tool(t, dir, topology, p.workload)
		} else if s.command = b.own(name, dir, topology, p.workload); s.command == nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		sides = append(sides, s)
	}
	return sides, nil
}

// own is the command of a program of this repository; nil is none of that name.
func (b *built) own(name, dir, topology, work string) func() *exec.Cmd {
	binary, args := b.binaries[name], []string{topology}
	switch name {
	case render:
		args = []string{"--quiet", topology}
		if workload.Overlaid(work) {
			args = append(args, "--overlay", filepath.Join(b.root, "bench", "peers", "overlay"))
		}
	case without:
		binary, args = b.binaries[render], []string{"--quiet", filepath.Join(dir, workload.Plain)}
	case version:
		binary, args = b.binaries[render], []string{"version"}
	case asked:
		binary, args = b.binaries[render], []string{"why", "deploy/app-8-v1", topology}
	case line:
		binary, args = b.binaries[render], []string{"why", topology + ":11"} // an app's image
	case drawn:
		binary, args = b.binaries[render], []string{"graph", "--quiet", topology}
	case checked:
		return b.check(topology)
	case empty:
		args = nil
	}
	if binary == "" {
		return nil
	}
	return func() *exec.Cmd { return exec.Command(binary, args...) }
}

// check is what an editor runs at each pause in typing.
func (b *built) check(topology string) func() *exec.Cmd {
	return func() *exec.Cmd {
		text, _ := os.ReadFile(topology) // it was there when it was written
		c := exec.Command(b.binaries[render], "check", "--format", "json", "-")
		c.Dir, c.Stdin = filepath.Dir(topology), bytes.NewReader(text)
		return c
	}
}

// tool is the command of one of the others.
func (b *built) tool(t *peer.Tool, dir, topology, work string) (func() *exec.Cmd, error) {
	json, err := workload.JSON(topology, work)
	if err != nil {
		return nil, err
	}
	objects := filepath.Join(dir, "objects.yaml")
	if _, err := os.Stat(objects); err != nil {
		if err := b.objects(topology, objects); err != nil {
			return nil, err
		}
	}
	folder, err := os.MkdirTemp(dir, "tool-")
	if err != nil {
		return nil, err
	}
	topology, err = filepath.Abs(topology)
	if err != nil {
		return nil, err
	}
	return t.Prepare(peer.Work{Topology: topology, JSON: json, Folder: folder, Objects: objects})
}

// objects writes what render makes of a topology, which this process never holds.
func (b *built) objects(topology, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	c := exec.Command(b.binaries[render], "--quiet", topology)
	c.Stdout, c.Stderr = file, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("render %s: %w", topology, err)
	}
	return file.Close()
}
