package tree

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"render/render/manifest"
)

// Keys of decisions that this package knows something of.
const (
	// KeyTopology is the topology's path from the folder on, or its name alone where
	// the path would tell of a machine.
	KeyTopology = "topology"
	// keyStages are the stages that are written at all.
	keyStages = "stages"
	allStages = "all"
)

// Topologies are the topologies that an index names.
func (x *Index) Topologies() []string { return x.Decisions[KeyTopology] }

// Words are names as one value of a decision.
func Words(names []string) string {
	out := slices.Clone(names)
	for i, name := range out {
		if name == "" || strings.ContainsFunc(name, func(c rune) bool { return unicode.IsSpace(c) || c == '"' }) {
			out[i] = strconv.Quote(name)
		}
	}
	return strings.Join(out, " ")
}

// Portable is a path as it is told in an index, which knows no machine: what is
// absolute, by its last name alone.
func Portable(name string) string {
	if path.IsAbs(name) {
		return path.Base(name)
	}
	return path.Clean(name)
}

// oneLine is a value as it stands in an index.
func oneLine(value string) string {
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) || value != strings.TrimSpace(value) {
		return strconv.Quote(value)
	}
	return value
}

// decisions holds a run's decisions against the index's, and says what the index is to
// have then. A folder without an index has none.
func (d *deciding) decisions() {
	if d.Gone {
		d.after.Decisions = d.index().Decisions
		return
	}
	for _, one := range append(slices.Clone(d.Folder.Decisions), Decision{keyStages, d.stages()}) {
		is := oneLine(one.Value)
		d.after.Decisions[one.Key] = []string{is}
		if d.Index == nil {
			continue
		}
		was := slices.Sorted(slices.Values(d.Index.Decisions[one.Key]))
		switch difference := (Difference{one.Key, was, is}); {
		case slices.Contains(was, is) && len(was) > 1:
			d.plan.Merged = append(d.plan.Merged, difference)
		case slices.Contains(was, is) || one.Key == KeyTopology && d.Moved:
		default:
			d.plan.Differs = append(d.plan.Differs, difference)
		}
	}
}

// stages are the stages that the folder has with this run. A run of some stages that the folder
// has all changes nothing of that.
func (d *deciding) stages() string {
	if d.Stages == nil {
		return allStages
	}
	was := d.index().Decisions[keyStages]
	var names []string
	for i, folder := range stageFolders() {
		if slices.Contains(d.Stages, folder) {
			names = append(names, manifest.Stage(i).String())
		}
	}
	holds := func(value string) bool {
		has := strings.Fields(value)
		return value == allStages || !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(has, n) })
	}
	if at := slices.IndexFunc(was, holds); at >= 0 {
		return was[at]
	}
	if d.Force {
		names = union(names, strings.Fields(strings.Join(was, " ")))
	}
	inOrder := manifest.Stages()
	slices.SortFunc(names, func(a, b string) int { return slices.Index(inOrder, a) - slices.Index(inOrder, b) })
	return strings.Join(names, " ")
}
