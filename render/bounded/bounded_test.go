package bounded

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFS(t *testing.T) {
	files := fstest.MapFS{
		"a": {Data: []byte("a")}, "in/b": {Data: []byte("b")}, "exact": {Data: make([]byte, MaxPEM)}, "large": {Data: make([]byte, MaxPEM+1)},
		"huge": {Data: make([]byte, MaxFile+1)}, "pipe": {Mode: fs.ModeNamedPipe}, strings.Repeat("d/", maxDepth+1) + "a": {Data: []byte("deep")},
	}
	if err := fstest.TestFS(New(fstest.MapFS{"a": {Data: []byte("a")}, "in/b": {Data: []byte("b")}}, &Budget{}), "a", "in/b"); err != nil {
		t.Error(err)
	}
	pem := Within(New(files, &Budget{}), MaxPEM)
	sub, err := pem.Sub("in")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in         fs.FS
		name, want string // "" is well
	}{
		{pem, "a", ""}, {pem, "exact", ""}, {pem, "large", "is larger than 1 MiB"}, {New(files, &Budget{}), "large", ""},
		{New(files, &Budget{}), "huge", "is larger than 16 MiB"}, {pem, "in", "is a folder"}, {pem, "pipe", "is not a regular file"},
		{pem, strings.Repeat("d/", maxDepth+1) + "a", "is more than 64 folders deep"}, {sub, "b", ""}, {Within(sub, 0), "b", "is larger than 0 MiB"},
	} {
		_, err := fs.ReadFile(c.in, c.name)
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := fs.ReadFile(pem, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if New(nil, &Budget{}) != nil || New(pem, &Budget{}) != fs.FS(pem) {
		t.Error("nil, or what is bounded, does not stay as it is")
	}
}

// growing has more to read than it says.
type growing struct{ fstest.MapFS }

func (g growing) Open(name string) (fs.File, error) {
	file, err := g.MapFS.Open(name)
	return endless{file}, err
}

type endless struct{ fs.File }

func (endless) Read(into []byte) (int, error) { return len(into), nil }

// TestGrowing: a file that grows while it is read ends at its bound.
func TestGrowing(t *testing.T) {
	in := Within(growing{fstest.MapFS{"a": {Data: []byte("a")}}}, MaxPEM)
	limit := (*TooLarge)(nil)
	if _, err := in.ReadFile("a"); !errors.As(err, &limit) || limit.Max != MaxPEM {
		t.Error(err)
	}
	if _, err := Read(endless{}, MaxPEM); !errors.As(err, &limit) {
		t.Error(err)
	}
	if text, err := Read(strings.NewReader("abc"), 3); err != nil || string(text) != "abc" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestBudget: all that is read in a run is bounded, over all its folders.
func TestBudget(t *testing.T) {
	files := fstest.MapFS{"a": {Data: make([]byte, MaxFile)}, "empty": {}}
	budget := &Budget{}
	one, two := New(files, budget), New(files, budget)
	read := func(name string) (n int, err error) {
		for ; err == nil; n++ {
			_, err = fs.ReadFile([]fs.FS{one, two}[n%2], name)
		}
		return n - 1, err
	}
	much := (*TooMuch)(nil)
	if n, err := read("a"); n != maxTotal/MaxFile || !errors.As(err, &much) {
		t.Errorf("%d files, %v", n, err)
	}
	*budget = Budget{}
	if n, err := read("empty"); n != maxFiles || !errors.As(err, &much) {
		t.Errorf("%d files, %v", n, err)
	}
}

// TestReadDir: a folder is listed whole or not at all.
func TestReadDir(t *testing.T) {
	files := fstest.MapFS{}
	for i := range maxEntries {
		files[fmt.Sprint("f/", i)] = &fstest.MapFile{}
	}
	entries, err := fs.ReadDir(New(files, &Budget{}), "f")
	if err != nil || len(entries) != maxEntries || entries[1].Name() != "1" {
		t.Errorf("%d entries, %v", len(entries), err)
	}
	files["f/more"] = &fstest.MapFile{}
	if entries, err = fs.ReadDir(New(files, &Budget{}), "f"); err == nil || entries != nil {
		t.Errorf("%d entries", len(entries))
	}
}
