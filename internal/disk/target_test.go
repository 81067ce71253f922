package disk

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestLocate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("names of devices are Unix's")
	}
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	write(t, at("in/file"), "x")
	for link, to := range map[string]string{"link": "in/file", "ahead": "in/new", "up": "in/../in/file", "loop": "pool", "pool": "loop", "out": "/dev/stdout"} {
		if err := os.Symlink(to, at(link)); err != nil {
			t.Fatal(err)
		}
	}
	socket, err := net.Listen("unix", at("socket"))
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	for _, c := range []struct {
		name, path string
		kind       Kind
		old        bool
		err        error
	}{
		{"in/file", "in/file", Regular, true, nil},
		{"link", "in/file", Regular, true, nil},
		{"up", "in/file", Regular, true, nil},
		{"ahead", "in/new", Regular, false, nil},
		{"new", "new", Regular, false, nil},
		{"in", "", Regular, false, ErrFolder},
		{"new/", "", Regular, false, ErrFolder},
		{"socket", "", Regular, true, ErrSocket},
		{"missing/new", "", Regular, false, fs.ErrNotExist},
		{"out", "", Descriptor, true, nil},
	} {
		name := folder + "/" + c.name
		got, err := Locate(name)
		want := ""
		if c.path != "" {
			real, _ := filepath.EvalSymlinks(folder)
			want = filepath.Join(real, c.path)
		}
		if got.Name != name || got.Path != want || got.Kind != c.kind || (got.Old != nil) != c.old || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	if _, err := Locate(at("loop")); err == nil || Reason(err) != "too many levels of symbolic links" {
		t.Error(err)
	}
	if got, err := Locate(os.DevNull); err != nil || got.Kind != Device {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := Locate("/dev/stdout"); err != nil || !got.Stdout() {
		t.Errorf("%+v, %v", got, err)
	}
}
