// Command render turns a topology file into the MetalLB, Istio, Secret, Gateway
// and app objects of a cluster with several ingress gateways.
//
// The package owns the shell around package render/render: flags, streams and
// exit codes. Only what is right goes to stdout, whole; everything said to a
// person goes to stderr. It must never decide what is rendered, never talk to a
// cluster, read nothing of the environment but NO_COLOR and where
// caches are kept, and write to disk through internal/disk
// alone.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"render/internal/child"
	"render/internal/disk"
	"render/render/diag"
)

func main() {
	if child.Asked(os.Args) {
		os.Exit(child.Serve(os.Stdin, os.Stdout))
	}
	collectSeldom()
	// A reader that has had enough makes a write fail with EPIPE, which is no
	// failure of this program, in place of a signal that ends it; nor is a file that
	// may not get as large one that ends it without a word.
	signal.Ignore(disk.Unanswered()...)
	// What libraries log is for their authors: kustomize a line for each object whose label
	// is no number, where a selector compares numbers.
	log.SetOutput(io.Discard)
	s := newShell(os.Stdin, disk.NewStdout(os.Stdout), os.Stderr, usualLimits())
	time.AfterFunc(disk.Unheard, func() { quitQuietly(s.disk) })
	os.Exit(run(s, os.Args[1:]))
}

// quitQuietly ends the process by SIGQUIT without what Go does: it prints a dump,
// as for SIGABRT still, and ends with the code of a wrong input. A run that is over
// within disk.Unheard does not listen.
func quitQuietly(d *disk.Disk) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGQUIT)
	if number := <-quit; !d.Replacing() {
		os.Exit(disk.Raise(number))
	}
}

func run(s *shell, args []string) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			code = reportBug(s.stderr, cause)
		}
	}()
	root := newRoot(s, args)
	root.SetArgs(args)
	command, err := root.ExecuteC()
	if s.stdout.close(); s.stdout.err != nil {
		err = s.stdout.failure()
	}
	var f *failure
	var interrupted *disk.Interrupted
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &interrupted):
		return disk.Raise(interrupted.Signal)
	case !errors.As(err, &f):
		f = &failure{exitUsage, err.Error()}
	}
	if f.code == exitUsage {
		f = &failure{exitUsage, diag.Shorten(f.text)}
	}
	if f.text != "" {
		fmt.Fprintln(s.stderr, "render:", f.told())
	}
	if f.code == exitUsage {
		fmt.Fprintf(s.stderr, "run %q for help\n", command.CommandPath()+" --help")
	}
	return f.code
}

// reportBug tells of a fault of render itself. Of the cause it shows what the Go
// runtime says, and never a value of the program's.
func reportBug(stderr io.Writer, cause any) int {
	stack := debug.Stack()
	if c, ok := cause.(*crash); ok {
		cause, stack = c.cause, c.stack
	}
	fmt.Fprintln(stderr, "render:", ownFault)
	if e, ok := cause.(runtime.Error); ok {
		fmt.Fprintln(stderr, e.Error())
	}
	fmt.Fprintf(stderr, "render %s\n%s", version, stack)
	return exitBug
}
