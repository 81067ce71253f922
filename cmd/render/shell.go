package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"render/internal/disk"
	"render/render/diag"
	"render/render/wording"
)

// Exit codes, for scripts.
const (
	exitOK      = 0
	exitDiffers = 1  // diff: anything differs; --strict: there are warnings; certs --check: anything is to be made
	exitInput   = 2  // the input is wrong, or a file cannot be read or written
	exitUsage   = 3  // the command line is wrong
	exitWeighs  = 4  // diff --fail-on: it differs, and what that does weighs as much
	exitBug     = 70 // a fault of render itself (EX_SOFTWARE of sysexits)
)

// shell is what a verb works with.
type shell struct {
	stdin  io.Reader
	stdout *result
	stderr io.Writer // a diag.Terminal: whatever an input holds, it steers none
	disk   *disk.Disk
	limits limits

	terminal io.Writer // stderr where it is a terminal, for what nobody keeps; nil else
}

func newShell(stdin io.Reader, stdout, stderr io.Writer, l limits) *shell {
	s := &shell{stdin: stdin, stdout: &result{to: stdout}, stderr: diag.Terminal(stderr), disk: disk.New(nil), limits: l}
	if file, ok := stderr.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode()&fs.ModeCharDevice != 0 {
			s.terminal = file
		}
	}
	return s
}

// say tells what may be nothing, which would be a system call all the same.
func (s *shell) say(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := s.stderr.Write(text)
	return err
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

// path is the file that stdout was led into, "" where it is none or nobody can tell.
func (r *result) path() string {
	if file, ok := r.to.(interface{ Path() string }); ok {
		return file.Path()
	}
	return ""
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

// told is its text as it is printed: the flags' library repeats the words that it does not
// understand, and one may be a private key.
func (f *failure) told() string { return wording.WithoutKey(f.text) }

func usage(format string, args ...any) error {
	return &failure{exitUsage, fmt.Sprintf(format, args...)}
}

// reason is the system's word for why a file cannot be used, without the path,
// which is said before it.
func reason(err error) string { return disk.Reason(err) }

// quoteWord is a text as one word of a shell command.
func quoteWord(text string) string {
	text = wording.WithoutKey(text)
	special := func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._/@+,:=-", c))
	}
	if text != "" && strings.IndexFunc(text, special) < 0 {
		return text
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		quoted := strconv.QuoteToASCII(text)
		return "$'" + strings.ReplaceAll(quoted[1:len(quoted)-1], "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// quoteWords are words behind others on a command line, each with a space before it.
func quoteWords(words []string) string {
	out := ""
	for _, word := range words {
		out += " " + quoteWord(word)
	}
	return out
}

const ownFault = "this is a fault of render, not of your input"
