// Command render turns a topology file into the MetalLB, Istio, Secret, Gateway
// and app objects of a cluster with several ingress gateways.
//
// The package owns the shell around package render/render: flags, disk, streams
// and exit codes. Only what is right goes to stdout, whole; everything said to
// a person goes to stderr. It must never decide what is rendered, and never
// talk to a cluster.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Exit codes, for scripts.
const (
	exitOK      = 0
	exitDiffers = 1  // check --strict: there are warnings
	exitInput   = 2  // the input is wrong, or a file cannot be read or written
	exitUsage   = 3  // the command line is wrong
	exitBug     = 70 // a fault of render itself (EX_SOFTWARE of sysexits)
)

func main() {
	// Most of what is allocated lives until the end: collecting less often is
	// worth a quarter of the time at a thousand apps, for a tenth more memory.
	debug.SetGCPercent(400)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// shell is what a verb works with.
type shell struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// failure ends a run with a code. Its text, if any, goes to stderr.
type failure struct {
	code int
	text string
}

func (f *failure) Error() string { return f.text }

func usage(format string, args ...any) error {
	return &failure{exitUsage, fmt.Sprintf(format, args...)}
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			code = reportBug(stderr, cause)
		}
	}()
	stop := watch(stderr)
	defer stop()
	s := &shell{stdin, stdout, stderr}
	command := newRoot(s)
	command.SetArgs(args)
	command.SetIn(stdin)
	command.SetOut(stdout)
	command.SetErr(stderr)
	err := command.Execute()
	var f *failure
	switch {
	case err == nil:
		return exitOK
	case !errors.As(err, &f):
		f = &failure{exitUsage, err.Error()}
	}
	if f.text != "" {
		fmt.Fprintln(stderr, "render:", f.text)
	}
	if f.code == exitUsage {
		fmt.Fprintln(stderr, `run "render --help" for the verbs and flags`)
	}
	return f.code
}

// reportBug tells of a fault of render itself. Of the cause it shows what the Go
// runtime says, and never a value of the program's.
func reportBug(stderr io.Writer, cause any) int {
	fmt.Fprintln(stderr, "render: this is a fault of render, not of your input")
	if e, ok := cause.(runtime.Error); ok {
		fmt.Fprintln(stderr, e.Error())
	}
	fmt.Fprintf(stderr, "render %s\n%s", version, debug.Stack())
	return exitBug
}

func newRoot(s *shell) *cobra.Command {
	root := renderCommand(s)
	root.AddCommand(checkCommand(s), explainCommand(s), schemaCommand(s), versionCommand(s))
	for _, verb := range laterVerbs {
		root.AddCommand(laterCommand(verb))
	}
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.SetFlagErrorFunc(flagError)
	return root
}

// laterVerbs are reserved: a topology file that is called like one of them is
// named with its folder, ./diff.
var laterVerbs = []string{"init", "diff", "certs", "hosts", "script", "trace", "graph"}

func laterCommand(verb string) *cobra.Command {
	return &cobra.Command{
		Use: verb, Hidden: true, DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error {
			return usage("the verb %q is not there yet; ./%s names a file", verb, verb)
		},
	}
}
