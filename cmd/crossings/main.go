// Command crossings prints a sample of the topologies that cross every two
// features of the format, and the files that they name, for those who judge from
// outside this module what render makes of them: one JSON object of file names and
// texts in base64. It judges nothing itself, and must never be needed to build or
// to run render.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"render/render/features"
)

func main() {
	share := flag.Int("share", 1001, "of the topologies every so manieth; odd, so that both routings are among them")
	flag.Parse()
	if flag.NArg() != 0 || *share < 1 {
		fmt.Fprintln(os.Stderr, "crossings: a share from 1, and nothing else")
		os.Exit(3)
	}
	if err := write(os.Stdout, *share); err != nil {
		fmt.Fprintln(os.Stderr, "crossings:", err)
		os.Exit(1)
	}
}

// write prints the topologies as 000001.yaml, 000002.yaml and so on, each with its
// features in its first line.
func write(to io.Writer, share int) error {
	out := map[string][]byte{}
	files := features.Files()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			out[name], err = fs.ReadFile(files, name)
		}
		return err
	})
	if err != nil {
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
		if text, ok := one.Text(); ok { // else the two cannot stand in one file
			out[fmt.Sprintf("%06d.yaml", n)] = append([]byte("# "+one.Name()+"\n"), text...)
		}
	}
	return json.NewEncoder(to).Encode(out)
}
