// Command bench measures render beside what one would write by hand, as whole
// processes.
//
// The package owns the building of the programs, the runs and the table. In goes
// the repository's root; the table goes to standard output. A target that is
// missed is told and is no failure: times depend on the machine. It must never
// compare runs of different times: ratios are taken inside one round.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"render/bench/workload"
)

// programs are built and measured in this order; render comes first.
var programs = [...]program{
	{name: "render", folder: ".", path: "./cmd/render", args: []string{"--quiet"}},
	{name: "floor", folder: "bench", path: "./cmd/floor"},
	{name: "sigs", folder: "bench", path: "./cmd/sigs"},
}

// program is one of those that do the same work.
type program struct {
	name   string
	folder string // its module's, from the root
	path   string // its package's, from the module
	args   []string
	binary string
}

func main() {
	quick := flag.Bool("quick", false, "fewer runs; for a first look")
	root := flag.String("root", "..", "the repository's `FOLDER`")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "bench: there are no arguments; see -help")
		os.Exit(2)
	}
	if err := run(*root, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(root string, quick bool) error {
	dir, err := os.MkdirTemp("", "render-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	built, err := build(root, dir)
	if err != nil {
		return err
	}
	var results []result
	for _, p := range plans {
		topology, err := workload.File(root, dir, p.workload)
		if err != nil {
			return err
		}
		runs := p.runs
		if quick {
			runs = p.quick
		}
		fmt.Fprintf(os.Stderr, "%s: %d rounds\n", p.workload, runs)
		r, err := measure(built, topology, runs)
		if err != nil {
			return err
		}
		r.workload = p.workload
		results = append(results, r)
	}
	check, err := checkTime(built[0], root)
	if err != nil {
		return err
	}
	writeTable(os.Stdout, results)
	writeTargets(os.Stdout, append(targets(results), target{"seed check --format json, from standard input", milliseconds(check), 20, "ms"}))
	return nil
}

// build builds all programs into dir.
func build(root, dir string) ([]program, error) {
	built := make([]program, 0, len(programs))
	for _, p := range programs {
		p.binary = filepath.Join(dir, p.name)
		c := exec.Command("go", "build", "-trimpath", "-o", p.binary, p.path)
		c.Dir = filepath.Join(root, p.folder)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Run(); err != nil {
			return nil, fmt.Errorf("building %s: %w", p.name, err)
		}
		built = append(built, p)
	}
	return built, nil
}

func (p *program) command(topology string) *exec.Cmd {
	return exec.Command(p.binary, append(p.args[:len(p.args):len(p.args)], topology)...)
}
