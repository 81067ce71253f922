// Command generate writes the files that are made from other files of the
// project: the index of the library's components, the library as Go, once as a
// syntax tree and once compiled, and the reference texts of the topology
// format. Run it from the root of the project, `make generate`, after a change
// to jsonnet/ or to the types of render/topology. It must never be needed to
// build or to run render.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run writes every generated file below root that has changed.
func run(root string) error {
	for _, step := range []func(string) (map[string][]byte, error){componentIndex, syntaxTree, compiled, reference} {
		files, err := step(root)
		if err != nil {
			return err
		}
		for name, text := range files {
			path := filepath.Join(root, name)
			if old, err := os.ReadFile(path); err == nil && string(old) == string(text) {
				continue
			}
			if err := os.WriteFile(path, text, 0o644); err != nil {
				return err
			}
			fmt.Println("wrote", name)
		}
	}
	return nil
}
