package main

import (
	"errors"
	"fmt"

	"render/internal/cache"
	"render/internal/disk"
	"render/render/diag"
)

// watch renders, and renders again whenever a file that was read, or looked for, is another
// one. What fails is told, and what was written before stays. Only the command line ends it,
// a fault of render, or a signal.
func (f *renderFlags) watch(s *shell, args []string, run func() error) error {
	said := false
	for {
		f.watched = &watched{states: map[string]cache.State{}}
		for _, topology := range args {
			f.watched.see(topology)
		}
		err := run()
		failed := (*failure)(nil)
		switch {
		case err == nil:
		case !errors.As(err, &failed), failed.code == exitUsage, failed.code == exitBug:
			return err
		default:
			if failed.text != "" {
				fmt.Fprintln(s.stderr, "render:", failed.told())
			}
		}
		f.watched.settle()
		if !f.quiet {
			f.tellWatch(s, err == nil, said)
			said = true
		}
		f.watched.wait()
	}
}

// tellWatch tells what became of a run, the first time with what happens next.
func (f *renderFlags) tellWatch(s *shell, right, said bool) {
	what := "stays as it was, until what is wrong is put right"
	if right {
		what = "is up to date"
	}
	if !said {
		what += fmt.Sprintf("; %s watched, and rendered again once one changes; Ctrl-C ends it", files(len(f.watched.states)))
	}
	fmt.Fprintf(s.stderr, "%s: %s\n", diag.Name(f.output), what)
}

// refuseWatch refuses what cannot be written again and again, or read.
func (f *renderFlags) refuseWatch(args []string, to *destination) error {
	if to.stdout || !to.folder && to.Kind != disk.Regular {
		return usage("--watch writes again whenever something changes; write: -o with a file or a folder")
	}
	for _, topology := range args {
		if topology == "-" {
			return usage("--watch reads again whenever something changes, and standard input is read once; write: the name of a file")
		}
	}
	return nil
}
