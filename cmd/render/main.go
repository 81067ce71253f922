// Command render turns a topology file into the MetalLB, Istio, Secret, Gateway
// and app objects of a cluster with several ingress gateways.
//
// The package owns the shell around package render/render: flags, streams and
// exit codes. Only what is right goes to stdout, whole; everything said to a
// person goes to stderr. It must never decide what is rendered, never talk to a
// cluster, never read the environment, and write to disk through internal/disk
// alone.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"render/internal/child"
	"render/internal/disk"
	"render/render/diag"
)

// Exit codes, for scripts.
const (
	exitOK      = 0
	exitDiffers = 1  // --strict: there are warnings; certs --check: anything is to be made
	exitInput   = 2  // the input is wrong, or a file cannot be read or written
	exitUsage   = 3  // the command line is wrong
	exitBug     = 70 // a fault of render itself (EX_SOFTWARE of sysexits)
)

func main() {
	if child.Asked(os.Args) {
		os.Exit(child.Serve(os.Stdin, os.Stdout))
	}
	// Most of what is allocated lives until the end: collecting less often is
	// worth a tenth of the time at ten thousand apps, and takes no more memory
	// there than at 400.
	debug.SetGCPercent(800)
	// A reader that has had enough makes a write fail with EPIPE, which is no
	// failure of this program, in place of a signal that ends it.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(newShell(os.Stdin, disk.NewStdout(os.Stdout), os.Stderr, usualLimits()), os.Args[1:]))
}

// shell is what a verb works with.
type shell struct {
	stdin  io.Reader
	stdout *result
	stderr io.Writer // a diag.Terminal: whatever an input holds, it steers none
	disk   *disk.Disk
	limits limits
}

func newShell(stdin io.Reader, stdout, stderr io.Writer, l limits) *shell {
	return &shell{stdin: stdin, stdout: &result{to: stdout}, stderr: diag.Terminal(stderr), disk: disk.New(nil), limits: l}
}

// result is stdout. It keeps its first error, so that no verb has to look for
// one and none is lost.
type result struct {
	to    io.Writer
	begun bool // anything was written
	err   error
}

func (r *result) Write(text []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	r.begun = true
	n, err := r.to.Write(text)
	r.err = err
	return n, err
}

// info is the file that stdout is; nil where it is none.
func (r *result) info() fs.FileInfo {
	file, ok := r.to.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return nil
	}
	info, err := file.Stat()
	if err != nil {
		return nil
	}
	return info
}

// close closes stdout once all is written: some file systems tell of a full disk
// at the end only.
func (r *result) close() {
	if file, ok := r.to.(io.Closer); ok && r.begun && r.err == nil {
		r.err = file.Close()
	}
}

// failure is what went wrong with stdout; nil also where its reader has had
// enough.
func (r *result) failure() error {
	if r.err == nil || errors.Is(r.err, syscall.EPIPE) {
		return nil
	}
	return &failure{exitInput, "stdout: cannot be written: " + reason(r.err)}
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

func run(s *shell, args []string) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			code = reportBug(s.stderr, cause)
		}
	}()
	root := newRoot(s)
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
		fmt.Fprintln(s.stderr, "render:", f.text)
	}
	if f.code == exitUsage {
		fmt.Fprintf(s.stderr, "run %q for help\n", command.CommandPath()+" --help")
	}
	return f.code
}

const ownFault = "this is a fault of render, not of your input"

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
