package worktree

import (
	"path"
	"strings"
)

// rules are patterns of one file, for names from a folder on.
type rules struct {
	folder   string
	patterns []pattern
}

// ignored reports whether git ignores a file that it does not track. The last pattern
// that matches decides, those of a folder further down after those above; what is
// in an ignored folder cannot be taken back in.
func (t *Tree) ignored(name string) bool {
	all := []rules{{".", patternsIn(read(t.Common, "info/exclude"))}}
	folders, below := foldersTo(name)
	for i, folder := range folders {
		all = append(all, rules{folder, patternsIn(read(t.Files, path.Join(folder, ".gitignore")))})
		last := i == len(folders)-1
		if decided(all, path.Join(folder, below[i]), !last) {
			return true
		}
	}
	return false
}

// decided reports whether rules ignore a file or folder by itself.
func decided(all []rules, name string, folder bool) bool {
	for i := len(all) - 1; i >= 0; i-- {
		for j := len(all[i].patterns) - 1; j >= 0; j-- {
			if p := all[i].patterns[j]; p.match(relative(all[i].folder, name), folder) {
				return !p.negated
			}
		}
	}
	return false
}

// Ignores reports whether the text of a .gitignore ignores a file of its own folder.
func Ignores(text, name string) bool {
	return decided([]rules{{".", patternsIn(text)}}, name, false)
}

// patternsIn are those of a .gitignore.
func patternsIn(text string) []pattern {
	var out []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if p, ok := readPattern(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); ok {
			out = append(out, p)
		}
	}
	return out
}

// filtered reports whether a .gitattributes has git change a file on its way in, as
// who keeps it encrypted there has.
func (t *Tree) filtered(name string) bool {
	out, macros := false, map[string]bool{}
	folders, _ := foldersTo(name)
	apply := func(folder, text string) {
		for line := range strings.Lines(text) {
			words := strings.Fields(line)
			if len(words) == 0 {
				continue
			}
			sets, said := filter(words[1:], macros)
			if macro, ok := strings.CutPrefix(words[0], "[attr]"); ok {
				macros[macro] = sets
				continue
			}
			if p, ok := readPattern(strings.Trim(words[0], `"`)); ok && said && p.match(relative(folder, name), false) {
				out = sets
			}
		}
	}
	for _, folder := range folders {
		apply(folder, read(t.Files, path.Join(folder, ".gitattributes")))
	}
	apply(".", read(t.Common, "info/attributes"))
	return out
}

// filter reports what attributes say of a filter, and whether they say anything.
func filter(attributes []string, macros map[string]bool) (sets, said bool) {
	for _, a := range attributes {
		switch {
		case strings.HasPrefix(a, "filter="), macros[a]:
			sets, said = true, true
		case a == "-filter", a == "!filter":
			sets, said = false, true
		}
	}
	return sets, said
}
