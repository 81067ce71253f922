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
	// KeyMember is the name of a folder that is one of several in another, each of which goes
	// with its topology. It is told alone of those.
	KeyMember = "member"
)

// Topologies are the topologies that an index names.
func (x *Index) Topologies() []string {
	out := slices.Clone(x.Decisions[KeyTopology])
	for i, line := range out {
		if name, err := strconv.Unquote(line); err == nil && line[0] == '"' {
			out[i] = name
		}
	}
	return out
}

// IsMember reports whether an index says that its folder, of a name, is one of several.
func (x *Index) IsMember(name string) bool {
	return slices.Contains(x.Decisions[KeyMember], oneLine(name))
}

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
// have then. A folder without an index has none. Whether the folder is one of several is
// recorded and refuses nothing.
func (d *deciding) decisions() {
	if d.Gone {
		d.after.Decisions = d.index().Decisions
		return
	}
	d.stages()
	for _, one := range d.Folder.Decisions {
		is := oneLine(one.Value)
		if one.Key == KeyTopology && strings.HasPrefix(one.Value, `"`) { // as those that were quoted begin
			is = strconv.Quote(one.Value)
		}
		d.after.Decisions[one.Key] = []string{is}
		if d.Index == nil || one.Key == KeyMember {
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

// stages says which stages the folder has with this run: some that are rendered come to
// those that are there. It tells of a run of stages that a folder of some was not made for.
func (d *deciding) stages() {
	was := strings.Fields(strings.Join(d.index().Decisions[keyStages], " "))
	hadAll := slices.Contains(was, allStages)
	var is, has []string
	for i, stage := range manifest.Stages() {
		rendered := slices.Contains(d.Stages, StageFolder(manifest.Stage(i)))
		if rendered {
			is = append(is, stage)
		}
		if rendered || slices.Contains(was, stage) {
			has = append(has, stage)
		}
	}
	if d.Stages == nil {
		is = []string{allStages}
	}
	if d.Stages == nil || hadAll {
		has = []string{allStages}
	}
	d.after.Decisions[keyStages] = []string{strings.Join(has, " ")}
	if d.Index != nil && !hadAll && slices.ContainsFunc(is, func(stage string) bool { return !slices.Contains(was, stage) }) {
		d.plan.Differs = append(d.plan.Differs, Difference{keyStages, []string{strings.Join(was, " ")}, strings.Join(is, " ")})
	}
}

// Rendered are the stages that a folder is rendered of; none for all.
func (x *Index) Rendered() []manifest.Stage {
	var out []manifest.Stage
	for _, word := range strings.Fields(strings.Join(x.Decisions[keyStages], " ")) {
		if word == allStages {
			return nil
		}
		if stage, ok := manifest.ParseStage(word); ok && !slices.Contains(out, stage) {
			out = append(out, stage)
		}
	}
	slices.Sort(out)
	return out
}

// ParseWords are the names that Words made one value of.
func ParseWords(text string) []string {
	var out []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if quoted, err := strconv.QuotedPrefix(text); err == nil && text[0] == '"' {
			name, _ := strconv.Unquote(quoted)
			out, text = append(out, name), text[len(quoted):]
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		out, text = append(out, word), rest
	}
	return out
}
