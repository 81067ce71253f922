// Command floor writes a topology's objects with as little work as any program
// could: plain structs, appended to one text. What render needs beyond it is
// the price of checks, of templates that a user can change, and of overlays.
//
// The package owns nothing but the command line: a topology's file goes in, the
// YAML goes to standard output. It must never import render.
package main

import (
	"fmt"
	"os"

	"render/bench/emit"
	"render/bench/plain"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%d arguments; write: floor TOPOLOGY", len(args))
	}
	topology, err := plain.Read(args[0])
	if err != nil {
		return err
	}
	objects, err := topology.Objects(emit.One)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(emit.Stream(make([]byte, 0, 1024*len(objects)), objects))
	return err
}
