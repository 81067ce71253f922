// Command bench measures render beside what people would use in its place, as
// whole processes.
//
// The package owns which workloads are measured with which programs, the runs and
// the tables. In goes the repository's root; the tables go to standard output or a
// file. A target that is missed is told and is no failure: times depend on the
// machine. It must never compare runs of different times: ratios are taken inside
// one round.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"time"
)

// settings are the flags.
type settings struct {
	root  string
	out   string
	quick bool // fewer rounds
	long  bool // slow programs and large workloads too
}

func main() {
	var s settings
	flag.BoolVar(&s.quick, "quick", false, "fewer rounds; for a first look")
	flag.BoolVar(&s.long, "long", false, "10 000 apps with every program, and kustomize with 1000")
	flag.StringVar(&s.out, "o", "", "write the results to `FILE` instead of standard output")
	flag.StringVar(&s.root, "root", "..", "the repository's `FOLDER`")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "bench: there are no arguments; see -help")
		os.Exit(2)
	}
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	dir, err := os.MkdirTemp("", "render-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b, err := build(s.root, dir)
	if err != nil {
		return err
	}
	for _, missing := range b.missing {
		fmt.Fprintf(os.Stderr, "not measured: %s\n", missing)
	}
	var all results
	for _, p := range plans {
		if p.long && !s.long {
			continue
		}
		sides, err := b.sides(p)
		if err != nil {
			return err
		}
		rounds := p.rounds
		if s.quick {
			rounds = max(rounds/4, 1)
		}
		fmt.Fprintf(os.Stderr, "%s: %d rounds of %d programs\n", p.workload, rounds, len(sides))
		measured, err := measure(p.workload, sides, rounds)
		if err != nil {
			return err
		}
		all = append(all, measured...)
	}
	var text bytes.Buffer
	writeResults(&text, b, all, time.Now())
	if s.out == "" {
		_, err = os.Stdout.Write(text.Bytes())
		return err
	}
	return os.WriteFile(s.out, text.Bytes(), 0o644)
}
