// Command dist writes what a release of render consists of: an archive for each system,
// with man pages and completions, what each binary was built from (SPDX), checksums, and
// an image for containers (OCI).
//
// In goes the module beside it; out come files in one folder, whose bytes depend on the
// sources and on Go's version alone. It must never ask the network for anything but the modules that
// the build needs, take the time from a clock, or leave half of a file.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// usualTargets are those for which a release has archives.
const usualTargets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64"

func main() {
	root := flag.String("root", "..", "the module's `folder`")
	into := flag.String("into", "../bin/dist", "the `folder` that is written")
	list := flag.String("targets", usualTargets, "`SYSTEM/PROCESSOR,...`")
	image := flag.Bool("image", false, "write the image for containers, of the linux targets, in place of archives")
	flag.Parse()
	if err := run(*root, *into, *list, *image); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(root, into, list string, image bool) error {
	var targets []target
	for _, name := range strings.Split(list, ",") {
		system, processor, ok := strings.Cut(name, "/")
		if !ok {
			return fmt.Errorf("%q is no target; write: linux/amd64", name)
		}
		targets = append(targets, target{system, processor})
	}
	files, err := release(root, targets, image)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(into, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(into, f.name)
		if err := os.WriteFile(path+".new", f.text, 0o644); err != nil {
			return err
		}
		if err := os.Rename(path+".new", path); err != nil {
			return err
		}
		fmt.Println(path)
	}
	return nil
}

// release is what a release consists of, for some targets.
func release(root string, targets []target, image bool) ([]file, error) {
	work, err := os.MkdirTemp("", "render-dist-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	b, err := buildAll(root, work, targets)
	if err != nil {
		return nil, err
	}
	if image {
		return imageOf(b.version, b.binaries)
	}
	return archives(root, b)
}

// archives are an archive and a list of what is in it for each binary, and the sums.
func archives(root string, made *builds) ([]file, error) {
	shared, err := documents(root, made.program)
	if err != nil {
		return nil, err
	}
	var out []file
	for _, b := range made.binaries {
		name := fmt.Sprintf("render-%s-%s-%s", made.version, b.system, b.processor)
		archive, err := archiveOf(name, append([]file{{name: "render", text: b.text, executable: true}}, shared...))
		if err != nil {
			return nil, err
		}
		bill, err := billOf(name, b)
		if err != nil {
			return nil, err
		}
		out = append(out, file{name: name + ".tar.gz", text: archive}, file{name: name + ".spdx.json", text: bill})
	}
	return append(out, file{name: "checksums.txt", text: sums(out)}), nil
}
