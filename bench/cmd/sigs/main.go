// Command sigs writes a topology's objects as most Go programs would: plain
// structs through sigs.k8s.io/yaml.
//
// The package owns nothing but the command line: a topology's file goes in, the
// YAML goes to standard output. It must never import render.
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"

	"render/bench/plain"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sigs:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%d arguments; write: sigs TOPOLOGY", len(args))
	}
	topology, err := plain.Read(args[0])
	if err != nil {
		return err
	}
	objects, err := topology.Objects(func(object any) ([]byte, error) { return yaml.Marshal(object) })
	if err != nil {
		return err
	}
	var out []byte
	for i, object := range objects {
		if i > 0 {
			out = append(out, "---\n"...)
		}
		text, err := yaml.Marshal(object)
		if err != nil {
			return err
		}
		out = append(out, text...)
	}
	_, err = os.Stdout.Write(out)
	return err
}
