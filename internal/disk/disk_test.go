package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree is every file below a folder, with what it holds.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		switch {
		case entry.IsDir():
			out[name] = "folder"
		case entry.Type()&(fs.ModeNamedPipe|fs.ModeSocket) != 0:
			out[name] = "no file"
		case entry.Type()&fs.ModeSymlink != 0:
			out[name], err = os.Readlink(path)
		default:
			var text []byte
			text, err = os.ReadFile(path)
			out[name] = string(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func info(t *testing.T, path string) fs.FileInfo {
	t.Helper()
	i, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// A file that cannot be replaced stays as it was, and nothing is left beside
// it. The rename fails since a folder with something in it is in the way: that
// holds for root too, who may write anywhere.
func TestReplaceFails(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "taken", "inside"), "x")
	err := New(nil).Replace(Set{Files: []File{{Path: filepath.Join(folder, "a"), Text: []byte("a")}, {Path: filepath.Join(folder, "taken"), Text: []byte("new")}}})
	var failed *FileError
	if !errors.As(err, &failed) || failed.Index != 1 {
		t.Errorf("%v", err)
	}
	if got := tree(t, folder); len(got) != 3 || got["a"] != "a" || got["taken/inside"] != "x" {
		t.Errorf("%v", got)
	}
	err = New(nil).Replace(Set{Files: []File{{Path: filepath.Join(folder, "new", "b")}}})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// What another run makes or renews meanwhile is not replaced, and what was made
// for it is gone again.
func TestGuard(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	write(t, b, "old")
	before := info(t, b)
	other := New(func(s Step, path string) {
		if s == StepSync && !strings.Contains(path, "0.tmp") {
			write(t, a, "theirs")
		}
	})
	set := Set{Files: []File{{Path: a, Text: []byte("ours"), Guard: true}, {Path: b, Text: []byte("ours"), Guard: true, Old: before}}}
	if err := other.Replace(set); !errors.Is(err, ErrExists) {
		t.Errorf("%v", err)
	}
	set.Files[0].Guard = false
	write(t, b+".new", "theirs")
	if err := os.Rename(b+".new", b); err != nil {
		t.Fatal(err)
	}
	if err := New(nil).Replace(set); !errors.Is(err, ErrChanged) {
		t.Errorf("%v", err)
	}
	if got := tree(t, folder); len(got) != 2 || got["a"] != "ours" || got["b"] != "theirs" {
		t.Errorf("%v", got)
	}
}

// Lists are read for what they are, and nothing else for one.
func TestReadList(t *testing.T) {
	id := newID()
	head := header(id)
	a, b := ".render-"+id+"-0.tmp", ".render-"+id+"-12.key"
	for text, want := range map[string][]string{
		head + a + "\n" + b + "\nend\n": {a, b}, head + "end\n": {},
		head + "in/" + a + "\nend\n": {"in/" + a},
		"":                           {}, head[:20]: {}, head: {}, head + a + "\n": {}, head + a + "\n" + b[:9]: {},
	} {
		if names, ours := readList(id, text); !ours || !slices.Equal(names, want) {
			t.Errorf("%q: %q, %v", text, names, ours)
		}
	}
	for _, text := range []string{
		"something else", "x", head + "/" + a + "\nend\n", head + "in//" + a + "\nend\n", head + "in/../../" + a + "\nend\n", head[:20] + "x", head + "other\nend\n", head + "../" + a + "\nend\n", head + a + "/../x\nend\n",
		head + ".render-" + newID() + "-0.tmp\nend\n", head + ".render-" + id + "-.tmp\nend\n", head + ".render-" + id + "-0.yaml\nend\n", header(newID()) + "end\n",
	} {
		if names, ours := readList(id, text); ours {
			t.Errorf("%q: %q", text, names)
		}
	}
}

// Two lists never have one name.
func TestNewID(t *testing.T) {
	if a, b := newID(), newID(); a == b || checked(a[:16]) != a {
		t.Errorf("%s, %s", a, b)
	}
}

// Every spelling of a file is the same file.
func TestReads(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "in", "a")
	write(t, path, "a")
	write(t, filepath.Join(folder, "in", "b"), "b")
	if err := os.Symlink("in/a", filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, filepath.Join(folder, "hard")); err != nil {
		t.Fatal(err)
	}
	reads := &Reads{}
	sub, err := fs.Sub(NewFolder(folder, false, reads, ""), "in")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(sub, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadDir(sub, "."); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"in/a": 1, "in/../in/a": 1, "link": 1, "hard": 1, "in/b": 0, "in": 0} {
		info, err := os.Stat(folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		found := reads.Of(info)
		if len(found) != want || want > 0 && found[0].Folder+found[0].Name != "in/a" {
			t.Errorf("%s: %+v", name, found)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var none *Reads
	none.AddFile("", "a", file)
	if none.Of(info(t, path)) != nil {
		t.Error("a nil Reads holds something")
	}
}
