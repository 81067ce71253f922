package git_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/internal/git"
)

// repository makes one with a revision, in which files have odd names, a link and an
// executable are, and a work tree that says otherwise.
func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("NOT TESTED: there is no git")
	}
	root := t.TempDir()
	t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
	t.Setenv("GIT_CONFIG_SYSTEM", "/dev/null")
	for name, text := range map[string]string{
		"topology.yaml": "name: a\n", "a/b/deep.txt": "deep", "a/with space": "", "a/ü\nnew line": "odd", "a/\"quoted\"": "x", "run.sh": "#!/bin/sh\n", "big": strings.Repeat("0123456789abcdef", 1<<16), "binary": "\x00\xff\n\x00",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	run(t, root, "init", "-q", "-b", "main", ".")
	run(t, root, "add", "-A")
	commit(t, root)
	if err := os.WriteFile(filepath.Join(root, "topology.yaml"), []byte("name: other\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return root
}

func run(t *testing.T, folder string, args ...string) {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %q: %v %s", args, err, out)
	}
}

func commit(t *testing.T, folder string) {
	t.Helper()
	run(t, folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one")
}

func revision(t *testing.T, folder, name string) *git.Revision {
	t.Helper()
	r, err := git.Find(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	v, err := r.Revision(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

// TestFiles: a revision is a file system with all its files, whatever they are called, as
// they were committed.
func TestFiles(t *testing.T) {
	root := repository(t)
	v := revision(t, root, "HEAD")
	var names []string
	err := fs.WalkDir(v.Folder("", false), ".", func(name string, entry fs.DirEntry, err error) error {
		if info, failed := entry.Info(); failed != nil || info.IsDir() != entry.IsDir() {
			t.Errorf("%q: %v %v", name, info, failed)
		}
		names = append(names, name)
		return err
	})
	if want := []string{".", "a", "a/\"quoted\"", "a/b", "a/b/deep.txt", "a/with space", "a/ü\nnew line", "big", "binary", "run.sh", "topology.yaml"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q %v, want %q", names, err, want)
	}
	for name, want := range map[string]string{"topology.yaml": "name: a\n", "a/ü\nnew line": "odd", "binary": "\x00\xff\n\x00", "a/with space": ""} {
		if text, err := fs.ReadFile(v.Folder("", false), name); err != nil || string(text) != want {
			t.Errorf("%q: %q %v", name, text, err)
		}
	}
	if text, err := fs.ReadFile(v.Folder("a/b", false), "deep.txt"); err != nil || string(text) != "deep" {
		t.Errorf("%q %v", text, err)
	}
	if text, err := fs.ReadFile(v.Folder("", false), "big"); err != nil || len(text) != 1<<20 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

// TestOutside: a folder is not left, unless that is allowed, and the repository never.
func TestOutside(t *testing.T) {
	v := revision(t, repository(t), "main")
	for _, c := range []struct {
		name    string
		outside bool
		want    error
	}{
		{"../topology.yaml", false, fs.ErrInvalid}, {"../topology.yaml", true, nil}, {"../../x", true, fs.ErrInvalid}, {"/etc/passwd", true, fs.ErrInvalid},
		{"b/../../topology.yaml", false, fs.ErrInvalid}, {"b/deep.txt", false, nil}, {"nothing", true, fs.ErrNotExist}, {"b", false, nil},
	} {
		if _, err := fs.Stat(v.Folder("a", c.outside), c.name); !errors.Is(err, c.want) {
			t.Errorf("%s, %v: %v, want %v", c.name, c.outside, err, c.want)
		}
	}
	below, err := fs.Sub(v.Folder("a", true), "b")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(below, "../with space"); !errors.Is(err, fs.ErrInvalid) {
		t.Error("a folder in a folder is left:", err)
	}
}

// TestLinks: a link and another repository are no files.
func TestLinks(t *testing.T) {
	root := repository(t)
	if err := os.Symlink("topology.yaml", filepath.Join(root, "link.yaml")); err != nil {
		t.Fatal(err)
	}
	run(t, root, "add", "-A")
	run(t, root, "update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,sub")
	commit(t, root)
	files := revision(t, root, "HEAD").Folder("", false)
	info, err := fs.Stat(files, "link.yaml")
	if err != nil || info.Mode().IsRegular() {
		t.Errorf("%v %v", info, err)
	}
	if _, err := files.Open("link.yaml"); err == nil {
		t.Error("a link opens")
	}
	if _, err := fs.Stat(files, "sub"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestNames: what git takes for a revision is one, and nothing else.
func TestNames(t *testing.T) {
	root := repository(t)
	run(t, root, "tag", "v1")
	run(t, root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qam", "two")
	r, err := git.Find(context.Background(), filepath.Join(root, "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Prefix() != "a/b/" {
		t.Errorf("%q", r.Prefix())
	}
	for _, name := range []string{"HEAD", "main", "v1", "HEAD~1", "main^{tree}", "HEAD^{/one}"} {
		v, err := r.Revision(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		text, err := fs.ReadFile(v.Folder("", false), "topology.yaml")
		if want := map[bool]string{true: "name: a\n", false: "name: other\n"}[slices.Contains([]string{"v1", "HEAD~1", "HEAD^{/one}"}, name)]; err != nil || string(text) != want {
			t.Errorf("%s: %q %v", name, text, err)
		}
		v.Close()
	}
	for _, name := range []string{"", "-h", "--all", "nope", "HEAD~9", "main:topology.yaml", "HEAD^{blob}"} {
		if _, err := r.Revision(name); err == nil {
			t.Errorf("%q is a revision", name)
		}
	}
	if _, err := git.Find(context.Background(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Error(err)
	}
	ended, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("enough"))
	if _, err := git.Find(ended, root); err == nil || err.Error() != "enough" {
		t.Error(err)
	}
}

// TestReadOnly: nothing of a repository changes.
func TestReadOnly(t *testing.T) {
	root := repository(t)
	list := func() string {
		var out strings.Builder
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if info, err := entry.Info(); err == nil {
				out.WriteString(path + " " + info.ModTime().String() + "\n")
			}
			return err
		})
		return out.String()
	}
	before := list()
	v := revision(t, root, "HEAD")
	if _, err := fs.ReadFile(v.Folder("", false), "big"); err != nil {
		t.Fatal(err)
	}
	if after := list(); after != before {
		t.Errorf("was\n%s\nis\n%s", before, after)
	}
}
