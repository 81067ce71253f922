package cache

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"render/render/fleet"
)

// sample is a cache with something in every field.
func sample() *Cache {
	spot := fleet.Spot{Line: 6, Column: 7, Length: 13, Path: "tiers[0].ip"}
	ip := netip.MustParseAddr("192.168.1.141")
	some := []fleet.Range{{First: ip, Last: netip.MustParseAddr("192.168.1.149"), Pool: true, Asked: true, Spot: spot}}
	read := &File{Name: "fleet/a.yaml", State: State{Kind: Regular, Shared: true, Size: 7, Changed: 1_700_000_000_000_000_001, Touched: -5, Inode: 1 << 63}, Sum: Sum{1, 2}}
	m := &Member{Settings: Sum{3}, Name: "a", From: "../../fleet/a.yaml", Source: "https://git.example.org/x", Path: "deploy/a", Said: []byte("warning\n"), Notes: []byte("note\n"), Written: 12,
		Has: fleet.Member{Topology: "fleet/a.yaml", Name: "a", Addresses: some, Hosts: []fleet.Host{{Name: "a.example.org", Spot: spot}},
			Networks: []fleet.Network{{Prefix: netip.MustParsePrefix("192.168.1.0/24"), Router: ip, DHCP: some, Nodes: some, Spot: spot, RouterSpot: spot}}, Accepted: []fleet.Accepted{{Code: "fleet-host", Path: "tiers[0]"}}},
		Inputs:  []*File{read, {Name: "fleet/certs/ca.crt"}},
		Outputs: []*File{{Name: "kustomization.yaml", State: State{Kind: Regular, Linked: true, Size: 3}, Doubtful: true, Sum: Sum{4}}}}
	other := *m
	other.Name, other.Has.Topology, other.Has.Name = "b", "fleet/b.yaml", "b"
	other.Has.Networks[0].Router = netip.Addr{}
	return &Cache{Members: map[string]*Member{"fleet/a.yaml": m, "fleet/b.yaml": &other}}
}

// TestBytes: what is kept is read back whole, and the same bytes come of it again; files that
// several have are one.
func TestBytes(t *testing.T) {
	c := sample()
	text := c.Bytes()
	back := Parse(text)
	if !reflect.DeepEqual(back, c) {
		t.Errorf("%+v\n%+v", back.Members["fleet/a.yaml"], c.Members["fleet/a.yaml"])
	}
	if again := back.Bytes(); string(again) != string(text) {
		t.Error("other bytes")
	}
	if back.Members["fleet/a.yaml"].Inputs[0] != back.Members["fleet/b.yaml"].Inputs[0] {
		t.Error("one file became two")
	}
}

// TestDamaged: bytes of which any is another, or that end too soon or too late, are no cache.
func TestDamaged(t *testing.T) {
	text := sample().Bytes()
	for i := range text {
		damaged := append([]byte(nil), text...)
		damaged[i] ^= 0x41
		if Parse(damaged) != nil {
			t.Fatalf("byte %d is another, and it is read", i)
		}
		if Parse(text[:i]) != nil {
			t.Fatalf("%d bytes are read", i)
		}
	}
	if Parse(append(text, 0)) != nil {
		t.Error("a byte more is read")
	}
}

// TestReader: what passes for a cache by its digest and is none ends as none, and takes no
// more memory than its length.
func TestReader(t *testing.T) {
	for _, text := range []string{"", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x01", "\x00\x01\x03abc"} {
		r := &reader{rest: text}
		r.files = make([]*File, r.many())
		for range r.many() {
			r.member(r.text())
		}
		if !r.bad && text != "" {
			t.Errorf("%q is read", text)
		}
	}
}

// TestUnchanged: a file is as it was where it says the same, whenever it was written; all else
// is a change.
func TestUnchanged(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"nothing":              func(string) error { return nil },
		"= the same, written":  func(path string) error { return os.WriteFile(path, []byte("text"), 0o644) },
		"= the same, replaced": func(path string) error { _ = os.Remove(path); return os.WriteFile(path, []byte("text"), 0o644) },
		"= its time alone":     func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1, 0)) },
		"! as long":            func(path string) error { return os.WriteFile(path, []byte("next"), 0o644) },
		"! longer":             func(path string) error { return os.WriteFile(path, []byte("texts"), 0o644) },
		"! gone":               os.Remove,
		"! closed":             func(path string) error { return os.Chmod(path, 0o600) },
		"! a folder":           func(path string) error { _ = os.Remove(path); return os.Mkdir(path, 0o755) },
		"! as long, and as old": func(path string) error {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			if err := os.WriteFile(path, []byte("next"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, time.Time{}, info.ModTime())
		},
	} {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
		f := New("file", Look(path), []byte("text"))
		if !f.Doubtful {
			t.Fatal("a file that was written this moment is in no doubt")
		}
		time.Sleep(Tick)
		if !f.Settle(path) || f.Doubtful {
			t.Fatalf("it does not settle: %+v", f)
		}
		if err := change(path); err != nil {
			t.Fatal(err)
		}
		if want := name[0] != '!'; f.Unchanged(path) != want {
			t.Errorf("%s: unchanged is %v", name, !want)
		}
	}
}

// TestPlain: what one call tells is what any way of looking does.
func TestPlain(t *testing.T) {
	folder := t.TempDir()
	for name, mode := range map[string]os.FileMode{"private": 0o600, "shared": 0o640, "public": 0o646} {
		path := filepath.Join(folder, name)
		if err := errors.Join(os.WriteFile(path, []byte(name), mode), os.Chmod(path, mode), os.Symlink(name, path+"-link")); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(folder, "folder"), 0o700), os.Symlink("nowhere", filepath.Join(folder, "broken"))); err != nil {
		t.Fatal(err)
	}
	kinds := map[Kind]int{}
	for _, name := range []string{"private", "shared", "public", "folder", "private-link", "shared-link", "public-link", "broken", "missing", "public/missing", "../" + filepath.Base(folder)} {
		path := filepath.Join(folder, name)
		state := Look(path)
		if kinds[state.Kind]++; state != lookThrough(path) {
			t.Errorf("%s: %+v, and looked through %+v", name, state, lookThrough(path))
		}
	}
	if kinds[Missing] != 2 || kinds[Regular] != 6 || kinds[Folder] != 2 || kinds[Other] != 1 {
		t.Error(kinds)
	}
}

// TestDoubtful: a change within the tick in which a file was looked at is seen by what it says.
func TestDoubtful(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	state := Look(path)
	if err := os.WriteFile(path, []byte("next"), 0o644); err != nil {
		t.Fatal(err)
	}
	f := &File{Name: "file", State: Look(path), Doubtful: true, Sum: New("file", state, []byte("text")).Sum}
	if f.Unchanged(path) {
		t.Error("another text is the same")
	}
}

// TestSeen: of what was only looked for it counts whether it is there, and what it is.
func TestSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	missing := Seen(path)
	if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	there := Seen(path)
	if missing.Unchanged(path) {
		t.Error("it is there now")
	}
	if err := os.WriteFile(path, []byte("another text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if !there.Unchanged(path) {
		t.Error("what it says matters")
	}
	folder := t.TempDir()
	listed := Listed("", Look(folder))
	time.Sleep(Tick)
	if !listed.Settle(folder) {
		t.Error("a folder does not settle")
	}
	if err := os.WriteFile(filepath.Join(folder, "new"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if listed.Unchanged(folder) {
		t.Error("a new file in a folder is not seen")
	}
}
