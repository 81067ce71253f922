// Command generate writes the files that are made from other files of the
// project: the index of the library's components, the library compiled to Go, the
// reference texts of the topology format and what its tags say, how the model is read, and the examples of diagnostics' and consequences' codes.
// Run it from the root of the project, `make generate`, after a change to
// jsonnet/, to the types of render/format or render/model or to a refusal that explains a code, or a pair of
// sides that does.
// It must never be needed to build or to run render.
package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run writes every generated file below root that has changed, and deletes those
// of the compiled library that nothing is compiled to any more.
func run(root string) error {
	written := map[string]bool{}
	for _, step := range []func(string) (map[string][]byte, error){componentIndex, compiled, reference, layouts, records, examples, pairExamples} {
		files, err := step(root)
		if err != nil {
			return err
		}
		for name, text := range files {
			written[name] = true
			file := filepath.Join(root, name)
			if old, err := os.ReadFile(file); err == nil && string(old) == string(text) {
				continue
			}
			if err := os.WriteFile(file, text, 0o644); err != nil {
				return err
			}
			fmt.Println("wrote", name)
		}
	}
	stale, err := staleFiles(root, written)
	for _, name := range stale {
		err = errors.Join(err, os.Remove(filepath.Join(root, name)))
		fmt.Println("deleted", name)
	}
	return err
}

// staleFiles are those of the compiled library that were not written.
func staleFiles(root string, written map[string]bool) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(root, compiledFolder, "*.gen.go"))
	var stale []string
	for _, file := range found {
		if name := path.Join(compiledFolder, filepath.Base(file)); !written[name] {
			stale = append(stale, name)
		}
	}
	return stale, err
}
