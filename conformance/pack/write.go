package pack

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// kinds are shapes by "apiVersion kind".
type kinds map[string]*shape

// writer gives objects names, those that are alike one, and writes each once.
type writer struct {
	names   map[string]string // by the kind that an object is of, and what it is
	taken   map[string]bool
	written map[string]string // an object's line, by its name
}

// Text is what render/schemas embeds: a line a kind, an empty line, and a line an
// object, which begins with the object's name and goes on with its fields and
// their types. Lines are in the order of the alphabet, so that a new release
// shows what it added.
func Text() (string, error) {
	all, parts, err := collect()
	if err != nil {
		return "", err
	}
	w := &writer{names: map[string]string{}, taken: map[string]bool{}, written: map[string]string{}}
	var lines []string
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		_, name, _ := strings.Cut(kind, " ")
		mark := ""
		if all[kind].part {
			mark = "?"
		}
		lines = append(lines, kind+" "+mark+w.spelled(all[kind], name))
	}
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		lines = append(lines, "- "+part+" "+w.spelled(parts[part], part))
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(removed)), slices.Collect(maps.Keys(required))) {
		if !w.taken[name] {
			return "", fmt.Errorf("nothing is called %s", name)
		}
	}
	lines = append(lines, "")
	for _, name := range slices.Sorted(maps.Keys(w.written)) {
		lines = append(lines, name+" "+w.written[name])
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// spelled is how a field's type is written; near is what an object without a name
// is called by.
func (w *writer) spelled(s *shape, near string) string {
	switch s.form {
	case words:
		return "'" + strings.ReplaceAll(strings.Join(s.words, "|"), " ", "~") + "'"
	case list:
		return "[" + w.spelled(s.of, near) + "]"
	case table:
		return "{" + w.spelled(s.of, near) + "}"
	case object:
		return "@" + w.object(s, near)
	}
	return string(s.form)
}

// object gives an object's name, and writes its line. An object that knows its
// name, as Kubernetes' do, may hold itself.
func (w *writer) object(s *shape, near string) string {
	if s.name != "" {
		if !w.taken[s.name] {
			w.taken[s.name] = true
			w.written[s.name] = w.line(s, s.name)
		}
		return s.name
	}
	line := w.line(s, near)
	first, _, _ := strings.Cut(near, ".")
	if name, known := w.names[first+" "+line]; known {
		return name
	}
	name := near
	for n := 2; w.taken[name]; n++ {
		name = fmt.Sprintf("%s~%d", near, n)
	}
	w.taken[name], w.names[first+" "+line], w.written[name] = true, name, line
	return name
}

func (w *writer) line(s *shape, near string) string {
	first, _, _ := strings.Cut(near, ".")
	var members []string
	for _, key := range slices.Sorted(maps.Keys(s.fields)) {
		mark := ":"
		if s.fields[key].required {
			mark = "!"
		}
		members = append(members, key+mark+w.spelled(s.fields[key].shape, first+"."+key))
	}
	if s.open {
		members = append(members, "*:a")
	}
	return strings.Join(members, " ")
}
