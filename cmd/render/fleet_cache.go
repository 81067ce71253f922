package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"render/internal/cache"
	"render/internal/disk"
	"render/render/manifest"
	"render/render/tree"
)

// fleetCache is what is kept of several topologies from one run to the next. Nil keeps
// nothing.
type fleetCache struct {
	file     string // where it is kept
	folder   string // of the topologies' folders
	near     string // the same by the shortest way
	worktree string // that this is in; "" for none
	settings cache.Sum
	old      *cache.Cache
	byFolder map[string]*cache.Member
	fresh    []*cache.Member // of this run
	changed  bool
	places   *topologyPlaces
}

// maxCache bounds what is read of one, in bytes: some 100 000 topologies.
const maxCache = 256 << 20

// openCache reads what the last run kept of the topologies in a folder: none for one alone,
// for times and ciphertext that come from elsewhere, or where nobody has a folder for caches.
func (f *renderFlags) openCache(args []string, stages []manifest.Stage, to *destination) *fleetCache {
	if f.noCache || f.force || f.at == "now" || f.given.Changed("previous") || len(args) < 2 && f.shard.of == 0 {
		return nil
	}
	caches, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	settings, err := f.settingsSum(stages, to)
	if err != nil {
		return nil
	}
	name := sha256.Sum256([]byte(to.Path))
	c := &fleetCache{file: filepath.Join(caches, "render", hex.EncodeToString(name[:16])+".fleet"), folder: to.Path, near: filepath.Clean(to.Name), worktree: workTree(to.Path),
		settings: settings, old: &cache.Cache{Members: map[string]*cache.Member{}}, byFolder: map[string]*cache.Member{}, places: f.places}
	if info, err := os.Stat(c.file); err == nil && info.Size() < maxCache {
		if text, err := os.ReadFile(c.file); err == nil {
			if old := cache.Parse(text); old != nil {
				c.old = old
			}
		}
	}
	for _, m := range c.old.Members {
		c.byFolder[m.Name] = m
	}
	return c
}

// settingsSum is a digest of what decides what is rendered beside the topologies and what
// they read: render itself, its flags, and where it was started.
func (f *renderFlags) settingsSum(stages []manifest.Stage, to *destination) (sum cache.Sum, err error) {
	program, err := os.Executable()
	if err != nil {
		return sum, err
	}
	here, err := os.Getwd()
	if err != nil {
		return sum, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%+v\n%q %q %q %q\n", version, cache.Look(program), here, to.Name, to.Path, workTree(to.Path))
	f.given.Visit(func(flag *pflag.Flag) { // in the order of their names
		if !slices.Contains([]string{"output", "shard", "allow-shared"}, flag.Name) {
			fmt.Fprintf(&b, "%s=%q\n", flag.Name, flag.Value.String())
		}
	})
	for above := filepath.Dir(to.Path); above != filepath.Dir(above); above = filepath.Dir(above) {
		fmt.Fprintf(&b, "%v\n", cache.Look(filepath.Join(above, tree.IndexName)).Kind) // none may be there
	}
	return sha256.Sum256([]byte(b.String())), nil
}

// member is the folder of a topology as its index says, where that is as it was.
func (c *fleetCache) member(name string) (m member, known bool) {
	if c == nil || c.byFolder[name] == nil {
		return m, false
	}
	kept := c.byFolder[name]
	for _, f := range kept.Outputs {
		if f.Name == tree.IndexName && f.Unchanged(c.at(kept, f)) {
			return member{name: name, topologies: []string{kept.From}, recorded: true, tree: c.worktree}, true
		}
	}
	return m, false
}

// at is where a file of a topology's folder is.
func (c *fleetCache) at(m *cache.Member, f *cache.File) string {
	return c.near + "/" + m.Name + "/" + f.Name
}

// unchanged are what is kept of topologies, where nothing of which that was made has changed,
// nor anything that was made of it; nil where something has, or may have. Of topologies that
// are not one's own it does not matter what was made.
func (c *fleetCache) unchanged(topologies []string, own []bool) []*cache.Member {
	out := make([]*cache.Member, len(topologies))
	if c == nil {
		return out
	}
	for i, topology := range topologies { // one after the other, since they share what they read
		if m := c.old.Members[topology]; m != nil && c.reads(topology, m) {
			out[i] = m
		}
	}
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wait.Go(func() {
			for i := first; i < len(out); i += workers {
				if own[i] && out[i] != nil && !c.holds(out[i]) {
					out[i] = nil
				}
			}
		})
	}
	wait.Wait()
	return out
}

// reads reports whether all that a topology is made of is as it was.
func (c *fleetCache) reads(topology string, m *cache.Member) bool {
	return m.Settings == c.settings && m.From == c.places.of(topology).from(filepath.Join(c.folder, m.Name), c.worktree) &&
		!slices.ContainsFunc(m.Inputs, func(f *cache.File) bool { return !f.Unchanged(f.Name) })
}

// holds reports whether all that was made of it is.
func (c *fleetCache) holds(m *cache.Member) bool {
	return !slices.ContainsFunc(m.Outputs, func(f *cache.File) bool { return !f.Unchanged(c.at(m, f)) })
}

// begin begins to keep what becomes of a topology.
func (c *fleetCache) begin(r *folderRun, said []byte) {
	if c == nil || r.topology == "-" || len(r.out.Anew) > 0 {
		return
	}
	m := &cache.Member{Settings: c.settings, Name: r.out.Name, From: r.from, Said: slices.Clone(said), Has: *r.out.Member}
	if r.out.Place != nil {
		m.Source, m.Path = r.out.Place.Source, r.out.Place.Path
	}
	read, asked := r.reads.Remembered()
	if r.reads.Listed() {
		return
	}
	for _, one := range read {
		if len(one.Sum) != len(cache.Sum{}) {
			return // nobody knows what was read of it
		}
		m.Inputs = append(m.Inputs, cache.Read(one.Path, cache.StateOf(one.Info), cache.Sum(one.Sum)))
	}
	for _, path := range asked {
		m.Inputs = append(m.Inputs, cache.Seen(path))
	}
	r.keeping = m
}

// take takes in what became of a topology.
func (c *fleetCache) take(r *folderRun, right bool) {
	if c == nil || r.kept != nil {
		return
	}
	c.changed = true
	if r.keeping == nil || !right {
		delete(c.old.Members, r.topology)
		return
	}
	r.keeping.Notes = r.notes
	c.old.Members[r.topology] = r.keeping
	c.fresh = append(c.fresh, r.keeping)
}

// save keeps all of it for the next run. That it cannot be kept is nothing to be told of: the
// next run renders again. Only a signal that came meanwhile is an error.
func (c *fleetCache) save(s *shell) error {
	if c == nil {
		return nil
	}
	if len(c.fresh) > 0 {
		time.Sleep(cache.Tick) // so that what was written last can be told from what is written next
	}
	for _, m := range c.fresh {
		c.settle(m)
	}
	if c.changed || c.old.Refreshed() {
		file := disk.File{Path: c.file, Text: c.old.Bytes(), Private: true}
		file.Old, _ = os.Lstat(c.file)
		err := s.disk.Replace(disk.Set{Files: []disk.File{file}, Folders: true})
		if interrupted := (*disk.Interrupted)(nil); errors.As(err, &interrupted) {
			return err
		}
	}
	return nil
}

// settle makes sure that every file of a topology is as it was found, now that a change would
// be seen.
func (c *fleetCache) settle(m *cache.Member) {
	for _, f := range m.Inputs {
		if !f.Settle(f.Name) {
			f.Forget()
		}
	}
	for _, f := range m.Outputs {
		if !f.Settle(c.at(m, f)) {
			f.Forget()
		}
	}
}
