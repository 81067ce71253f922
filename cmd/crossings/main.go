// Command crossings writes a sample of the topologies that cross every two
// features of the format, and the files that they name, into a folder, for those
// who judge from outside this module what render makes of them. It judges
// nothing itself, and must never be needed to build or to run render.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"render/render/features"
)

func main() {
	share := flag.Int("share", 1001, "of the topologies every so manieth; odd, so that both routings are among them")
	flag.Parse()
	if flag.NArg() != 1 || *share < 1 {
		fmt.Fprintln(os.Stderr, "crossings: name one folder, and a share from 1")
		os.Exit(3)
	}
	if err := write(flag.Arg(0), *share); err != nil {
		fmt.Fprintln(os.Stderr, "crossings:", err)
		os.Exit(1)
	}
}

// write fills a folder: 000001.yaml, 000002.yaml and so on, each with its
// features in its first lines.
func write(folder string, share int) error {
	if err := os.CopyFS(folder, features.Files()); err != nil {
		return err
	}
	all, err := features.All()
	if err != nil {
		return err
	}
	n := 0
	for one := range features.Pairs(all) {
		if n++; n%share != 0 {
			continue
		}
		text, ok := one.Text()
		if !ok { // the two cannot stand in one file
			continue
		}
		text = append([]byte("# "+one.Name()+"\n"), text...)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%06d.yaml", n)), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
