package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/cache"
	"render/render"
	"render/render/diag"
	"render/render/fleet"
	"render/render/manifest"
	"render/render/places"
	"render/render/tree"
)

// fleetRun is what becomes of several topologies.
type fleetRun struct {
	*renderFlags
	s       *shell
	to      *destination
	members *memberIndex
	kept    *fleetCache
	own     []bool            // of the topologies, which are of this shard
	runs    []*folderRun      // in the order of the command line, without those that failed
	others  []*folderRun      // of other shards, of which only the names are known
	shared  []fleet.Member    // what all of them have
	byName  map[string]string // the topologies, by the names of their folders
	code    int
	bad     []string // that failed
	before  int      // of which nothing has changed
	unknown bool     // what those of other shards are called is not all known
}

// runMembers renders several topologies. One that fails leaves its folder as it was,
// and stops no other.
func (f *renderFlags) runMembers(s *shell, args []string, stages []manifest.Stage, to *destination, members []member, kept *fleetCache) error {
	one := *f
	one.withMember, one.remember = true, kept != nil
	own := *s
	shown := newProgress(s, len(args))
	defer shown.end()
	own.stderr = shown
	fleet := &fleetRun{renderFlags: &one, s: &own, to: to, members: indexMembers(to.Path, members, f.places), kept: kept, own: f.shard.own(args), byName: map[string]string{}}
	if err := fleet.render(args, stages, shown); err != nil {
		return err
	}
	if err := fleet.tellShared(); err != nil {
		return err
	}
	if err := fleet.write(shown); err != nil {
		return err
	}
	if len(fleet.bad) == 0 && !fleet.unknown && f.stages == nil {
		if err := fleet.leaveOthers(); err != nil {
			return err
		}
	}
	shown.end()
	if err := kept.save(s); err != nil {
		return err
	}
	return fleet.end()
}

// render renders each topology of the shard, and finds out what those of others are called.
func (f *fleetRun) render(args []string, stages []manifest.Stage, shown *progress) error {
	into := func(name string) (string, string) { return f.to.Name + name + "/", filepath.Join(f.to.Path, name) }
	was := f.kept.unchanged(args, f.own)
	return parallel(f.s, len(args), func(s *shell, i int) (*folderRun, error) {
		switch m := was[i]; {
		case m != nil && f.own[i]:
			if err := s.say(m.Said); err != nil {
				return nil, err
			}
			fallthrough
		case m != nil:
			return f.asBefore(s, args[i], m, into), nil
		case !f.own[i]:
			return f.named(s, args[i], into)
		}
		return f.anew(s, args[i], stages, into)
	}, func(i int, r *folderRun, err error) error {
		shown.step("rendering", i+1)
		if other, twice := f.byName[r.name]; twice && r.name != "" {
			return usage("%s and %s are both called %s, and would be written into one folder; give each a name of its own", quoteWord(other), quoteWord(args[i]), quoteWord(filepath.Base(r.name)))
		}
		f.byName[r.name] = args[i]
		switch {
		case err != nil && !f.own[i]:
			f.unknown = true // its own shard tells why
			return passed(err)
		case err != nil:
			return f.failed(args[i], err)
		}
		if r.out.Member != nil {
			r.out.Member.Apart = !f.own[i]
			f.shared = append(f.shared, *r.out.Member)
		}
		if !f.own[i] {
			f.others = append(f.others, r)
			return nil
		}
		if err := samePlace(f.runs, r); err != nil {
			return err
		}
		f.runs = append(f.runs, r)
		if r.kept != nil {
			f.before++
		}
		return nil
	})
}

// anew renders a topology, and keeps what is said of it.
func (f *fleetRun) anew(s *shell, topology string, stages []manifest.Stage, into func(string) (string, string)) (*folderRun, error) {
	var said bytes.Buffer
	own := *s
	own.stderr = io.MultiWriter(s.stderr, &said)
	r, err := f.renderInto(&own, topology, stages, true, into, f.members.folderOf(topology))
	if err != nil {
		return r, err
	}
	f.kept.begin(r, said.Bytes())
	r.note(s)
	return r, nil
}

// asBefore is a topology that would be rendered as it was.
func (f *fleetRun) asBefore(s *shell, topology string, m *cache.Member, into func(string) (string, string)) *folderRun {
	f.watched.addKept(m)
	has := m.Has
	has.Source = func() *places.Source {
		if r, err := f.named(s, topology, into); err == nil {
			return r.out.Member.Source()
		}
		return places.NewSource(topology, nil) // it changes at this moment
	}
	r := &folderRun{renderFlags: f.renderFlags, topology: topology, from: m.From, member: true, kept: m, notes: m.Notes, out: &render.Output{Name: m.Name, Member: &has}}
	if m.Source != "" {
		r.out.Place = &render.Place{Source: m.Source, Path: m.Path}
	}
	r.name, r.path = into(m.Name)
	return r
}

// named finds out what a topology of another shard is called, and what it has.
func (f *fleetRun) named(s *shell, topology string, into func(string) (string, string)) (*folderRun, error) {
	one := f.inputFlags
	one.silent = true
	in, err := one.input(s, topology)
	if err != nil {
		return &folderRun{}, err
	}
	member, err := outcome(&one, s, topology, func(ctx context.Context) (*fleet.Member, diag.List, error) { return render.Member(ctx, in) })
	if err != nil {
		return &folderRun{}, err
	}
	r := &folderRun{renderFlags: f.renderFlags, topology: topology, out: &render.Output{Name: member.Name, Member: member}}
	r.name, r.path = into(member.Name)
	r.from = f.places.of(topology).from(r.path, workTree(r.path))
	return r, nil
}

// tellShared tells of what the topologies share that only one of them may have.
func (f *fleetRun) tellShared() error {
	if f.allowShared || f.quiet && !f.strict {
		return nil
	}
	found := fleet.Check(f.shared)
	f.tell(f.s, found)
	if f.strict && found.Warnings() > 0 {
		return &failure{exitDiffers, f.to.Name + ": nothing is written, since the topologies share what only one may have, and --strict"}
	}
	return nil
}

// write writes the folders of what was rendered.
func (f *fleetRun) write(shown *progress) error {
	foldNotes(f.runs)
	return parallel(f.s, len(f.runs), func(s *shell, i int) (struct{}, error) {
		return struct{}{}, f.runs[i].finish(s)
	}, func(i int, _ struct{}, err error) error {
		shown.step("writing", i+1)
		f.runs[i].folder = tree.Folder{}
		f.kept.take(f.runs[i], err == nil)
		if err != nil {
			return f.failed(f.runs[i].topology, err)
		}
		return nil
	})
}

// passed is an error that ends the whole run; nil for one of a topology alone.
func passed(err error) error {
	failed := (*failure)(nil)
	if !errors.As(err, &failed) || failed.code == exitBug {
		return err
	}
	return nil
}

// failed tells of a topology that failed. What ends the whole run is an error.
func (f *fleetRun) failed(name string, err error) error {
	if err := passed(err); err != nil {
		return err
	}
	failed := (*failure)(nil)
	errors.As(err, &failed)
	f.code = max(f.code, failed.code)
	f.bad = append(f.bad, diag.Name(name))
	if failed.text != "" {
		fmt.Fprintln(f.s.stderr, "render:", failed.told())
	}
	return nil
}

// end sums up.
func (f *fleetRun) end() error {
	all := 0
	for _, own := range f.own {
		if own {
			all++
		}
	}
	of := ""
	if f.shard.of > 0 {
		of = fmt.Sprintf(" of %d", len(f.own))
	}
	if len(f.bad) > 0 {
		named := f.bad
		if len(named) > maxTold {
			named = append(slices.Clone(named[:maxTold]), fmt.Sprintf("and %d more", len(named)-maxTold))
		}
		return &failure{f.code, fmt.Sprintf("%s: %d of %d failed, and what is rendered of them stays as it was: %s", diag.Name(f.to.Name), len(f.bad), all, strings.Join(named, ", "))}
	}
	if !f.quiet {
		what := "topologies"
		if all == 1 && of == "" {
			what = "topology"
		}
		before := ""
		if f.before > 0 {
			before = fmt.Sprintf(", %d of them as before: nothing has changed", f.before)
		}
		fmt.Fprintf(f.s.stderr, "%s: %d%s %s rendered%s\n", diag.Name(f.to.Name), all, of, what, before)
	}
	return nil
}
