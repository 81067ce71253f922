package tree

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// FuzzIndex: whatever an index and a file of the folder say, a run plans to write only
// what it is to write, and to remove only what it may write and whose sum the index has,
// or what somebody is told of.
func FuzzIndex(f *testing.F) {
	sum := string(sumOf([]byte("text\n")))
	f.Add(indexHead+"\nfile 50-apps/b.yaml "+sum+"\n", "50-apps/b.yaml", "text\n", false)
	f.Add(indexHead+"\nfile ../b.yaml "+sum+"\n", "../b.yaml", "text\n", true)
	f.Add(indexHead+"\nfile 50-apps/kustomization.yaml "+sum+"\nwith stages apps\n", "50-apps/kustomization.yaml", listingHead+"- b.yaml\n", true)
	f.Add(indexHead+"\n<<<<<<< a\nfile 50-apps/a.yaml "+sum+"\n=======\n>>>>>>> b\n", "50-apps/a.yaml", "<<<<<<< a\ntext\n=======\ntext\n>>>>>>> b\n", false)
	f.Add("\x00", "50-apps", "-> /", true)
	f.Fuzz(func(t *testing.T, index, name, text string, force bool) {
		x, err := ParseIndex([]byte(index))
		if err != nil {
			return
		}
		d := disk{name: text}
		r := &Run{Folder: objects("50-apps/a.yaml=a", "10-metallb/x.yaml=x"), Index: x, Look: d.look, Force: force}
		p, err := r.Decide()
		if err != nil {
			t.Fatal(err)
		}
		wanted := []string{".gitattributes", "10-metallb/kustomization.yaml", "10-metallb/x.yaml", "50-apps/a.yaml", "50-apps/kustomization.yaml", "kustomization.yaml"}
		for _, w := range p.Write {
			if !slices.Contains(wanted, w.Path) || !w.New && !slices.Contains(p.Overwritten, w.Path) && !r.own(w.Path, []byte(d[w.Path]), w.Text) {
				t.Errorf("writes %q", w.Path)
			}
		}
		for _, gone := range p.Remove {
			if !writable(gone) || len(x.Files[gone]) == 0 || !slices.Contains(p.Overwritten, gone) && !r.own(gone, []byte(d[gone]), nil) {
				t.Errorf("removes %q", gone)
			}
		}
		if p.After != nil {
			if _, err := ParseIndex(p.After); err != nil {
				t.Errorf("writes an index that it does not read: %v", err)
			}
		}
	})
}

// TestCaseInsensitive: where case makes no difference, somebody's file by a name that
// only differs in it is nobody else's, and what render wrote itself is found again.
func TestCaseInsensitive(t *testing.T) {
	folder := objects("50-apps/a.yaml=a")
	for _, foreign := range []string{"50-apps/A.yaml", "Kustomization.yaml", "50-apps/KUSTOMIZATION.YAML", "50-Apps/a.yaml"} {
		d := disk{foreign: "mine"}
		lower := func(name string) Found {
			for other := range d {
				if strings.EqualFold(other, name) {
					return d.look(other)
				}
			}
			return d.look(name)
		}
		r := &Run{Folder: folder, Look: lower, Force: true}
		p, err := r.Decide()
		if err != nil || len(p.Refused) != 1 {
			t.Errorf("%s: %v %+v", foreign, err, p)
		}
	}
	d := disk{}
	d.apply(d.run(t, folder, nil), all)
	for _, name := range slices.Collect(maps.Keys(d)) {
		if strings.ToLower(name) != name {
			t.Errorf("%s has letters of two cases", name)
		}
	}
}
