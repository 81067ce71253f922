package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// writing are the functions by which something on disk changes: those of os and
// syscall, and the methods of os.Root and os.File whose names say no more than
// that.
var writing = []string{"WriteFile", "Create", "CreateTemp", "OpenFile", "Rename", "Remove", "RemoveAll", "Mkdir", "MkdirAll", "MkdirTemp", "Link", "Symlink",
	"Chmod", "Chown", "Lchown", "Chtimes", "Truncate", "CopyFS", "Open", "Unlink", "Rmdir", "Ftruncate", "Fchmod", "Creat", "Mkfifo", "Mknod"}

var writingMethods = []string{"WriteFile", "OpenFile", "RemoveAll", "Mkdir", "MkdirAll", "Chmod", "Chown", "Chtimes"}

// writes are the uses of them in a file. os.Open reads alone.
func writes(file *ast.File) (out []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, _ := s.X.(*ast.Ident)
		named := x != nil && (x.Name == "os" && s.Sel.Name != "Open" || x.Name == "syscall" || x.Name == "unix" || x.Name == "ioutil")
		if named && slices.Contains(writing, s.Sel.Name) || slices.Contains(writingMethods, s.Sel.Name) {
			out = append(out, s.Sel.Name)
		}
		return true
	})
	return out
}

// TestOneWriter: nothing outside internal/disk writes to disk, but what makes this
// project's own files.
func TestOneWriter(t *testing.T) {
	inDisk := 0
	goFiles(t, false, func(folder, name string, file *ast.File) {
		found := writes(file)
		switch {
		case folder == "internal/disk":
			inDisk += len(found)
		case folder == "cmd/generate":
		case len(found) > 0:
			t.Errorf("%s/%s writes to disk: %s; internal/disk does", folder, name, strings.Join(found, ", "))
		}
	})
	if inDisk < 8 {
		t.Errorf("%d places in internal/disk write", inDisk)
	}
	const source = `package p
func f() { os.Remove(a); os.Open(a); os.Rename(a, b); root.OpenFile(a); file.Chmod(0); syscall.Unlink(a); x.Remove(a) }`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(writes(file), " "); got != "Remove Rename OpenFile Chmod Unlink" {
		t.Errorf("found %q", got)
	}
}
