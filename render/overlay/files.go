package overlay

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"render/render/bounded"
	"render/render/diag"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// maxFiles is how many files one kustomization may name.
const maxFiles = 256

// names are what kustomize calls its file, in its order.
var names = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// DefaultsFile may lie beside a kustomization.yaml, or alone.
const DefaultsFile = "defaults.yaml"

// Defaults is the text of an overlay's defaults.yaml: fields of apps and tiers
// that a topology leaves out. It is nil where the folder has no such file. This
// package does not look into it.
func Defaults(o Overlay) (*places.Source, diag.List) {
	r := &reading{overlay: o}
	if o.Files == nil || !r.exists(DefaultsFile) {
		return nil, nil
	}
	return r.open(DefaultsFile, o.Place, o.Path), r.diagnostics
}

// misplaced tells what keeps a path from naming a file inside the folder; nil for
// a path that is well.
func misplaced(name string) *diag.Fault {
	const copyIt = "copy the file into the overlay's folder, and write its path there"
	switch {
	case name == "":
		return &diag.Fault{Code: "overlay-file", Message: "is empty", Help: "write: the path of a file in the overlay's folder"}
	case strings.Contains(name, "://"), strings.HasPrefix(name, "git@"), strings.HasPrefix(name, "github.com/"),
		strings.Contains(name, "?ref="), strings.HasPrefix(name, "git::"):
		return &diag.Fault{Code: "overlay-file", Message: fmt.Sprintf("%s is an address, and an overlay reads its own folder alone", wording.Quote(name)), Help: copyIt}
	case strings.HasPrefix(name, "/"), strings.Contains(name, `\`), len(name) > 1 && name[1] == ':':
		return &diag.Fault{Code: "overlay-file", Message: fmt.Sprintf("%s is not a path inside the overlay's folder", wording.Quote(name)), Help: copyIt}
	case !fs.ValidPath(path.Clean(name)) || path.Clean(name) == ".":
		return &diag.Fault{Code: "overlay-file", Message: fmt.Sprintf("%s leads out of the overlay's folder", wording.Quote(name)), Help: copyIt}
	}
	return nil
}

// file opens the file that a node names.
func (r *reading) file(n *source.Node, at string) *places.Source {
	if wrong := misplaced(n.Text); wrong != nil {
		r.fail(wrong.Code, n, at, wrong.Message, wrong.Help)
		return nil
	}
	if r.files++; r.files > maxFiles {
		if r.files == maxFiles+1 {
			r.fail("overlay-file", n, at, fmt.Sprintf("is file number %d, and an overlay holds at most %d", r.files, maxFiles), "put patches into fewer files")
		}
		return nil
	}
	return r.open(path.Clean(n.Text), n.Place, at)
}

// open reads a file; the place and the field are those that ask for it.
func (r *reading) open(name string, place places.Place, at string) *places.Source {
	stop := func(message, help string) *places.Source {
		r.diagnostics.Add(diag.Diagnostic{Code: "overlay-file", Place: place, Path: at, Message: message, Help: help})
		return nil
	}
	shown := wording.Quote(r.called(name))
	parts := strings.Split(name, "/")
	for i := range parts {
		info, err := fs.Lstat(r.overlay.Files, strings.Join(parts[:i+1], "/"))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return stop(fmt.Sprintf("the file %s does not exist", shown), "write: the path of a file in the overlay's folder")
		case err != nil:
			return stop(fmt.Sprintf("the file %s cannot be read", shown), "check its permissions")
		case info.Mode()&fs.ModeSymlink != 0:
			return stop(fmt.Sprintf("%s goes through a symbolic link, and an overlay reads its own folder alone", shown),
				"copy the file into the overlay's folder")
		}
	}
	text, err := fs.ReadFile(bounded.Within(r.overlay.Files, bounded.MaxOverlay), name)
	var large *bounded.TooLarge
	var much *bounded.TooMuch
	switch {
	case errors.Is(err, bounded.ErrFolder):
		return stop(fmt.Sprintf("%s is a folder, not a file", shown), "name its files one by one; other kustomizations are not taken in")
	case errors.Is(err, bounded.ErrIrregular):
		return stop(fmt.Sprintf("%s is not a regular file", shown), "write: the path of a file in the overlay's folder")
	case errors.As(err, &large):
		return stop(fmt.Sprintf("the file %s %s", shown, err), "check that this is the file you meant")
	case errors.As(err, &much):
		return stop(fmt.Sprintf("the file %s %s", shown, err), "put what is read into fewer and smaller files")
	case err != nil:
		return stop(fmt.Sprintf("the file %s cannot be read", shown), "check its permissions")
	}
	return places.NewSource(r.called(name), text)
}

// inside parses a text that stands in a scalar, and gives its nodes and
// diagnostics their places in the file around it.
func (r *reading) inside(n *source.Node) []*source.Node {
	m := &mover{
		inner: places.NewSource(n.Place.Source.Name(), []byte(n.Text)), around: n.Place,
		shift: map[int]int{}, moved: map[*source.Node]bool{},
	}
	m.aligned = m.linesAgree()
	nodes, diagnostics := source.ParseAll(m.inner)
	for _, p := range diagnostics {
		p.Place = m.outer(p.Place)
		for i := range p.Related {
			p.Related[i].Place = m.outer(p.Related[i].Place)
		}
		r.diagnostics = append(r.diagnostics, p)
	}
	for _, node := range nodes {
		m.move(node)
	}
	return nodes
}

// mover brings places of a text in a scalar to the file around the scalar.
type mover struct {
	inner   *places.Source
	around  places.Place
	aligned bool        // each line of the text is one of the file's
	shift   map[int]int // a line's indentation in the file, -1 where it cannot be told
	moved   map[*source.Node]bool
}

// linesAgree reports whether each line of the text is one of the file below where the
// scalar begins, as in a literal block: in quotes, or folded, two lines that happen to be
// the same say nothing of those between.
func (m *mover) linesAgree() bool {
	for line := 1; line <= m.inner.Lines(); line++ {
		whole := m.around.Source.Line(m.around.Line + line)
		if strings.TrimLeft(whole, " ") != strings.TrimLeft(m.inner.Line(line), " ") {
			return false
		}
	}
	return true
}

func (m *mover) move(node *source.Node) {
	if m.moved[node] {
		return
	}
	m.moved[node] = true
	node.Place = m.outer(node.Place)
	for _, list := range [][]*source.Node{node.Items, node.Keys, node.Values} {
		for _, child := range list {
			m.move(child)
		}
	}
}

// outer is where a place lies in the file. Only in a block ("|") can it be told; elsewhere
// it is the whole scalar.
func (m *mover) outer(p places.Place) places.Place {
	if p.Source != m.inner {
		return p
	}
	shift, known := m.shift[p.Line]
	if !known {
		shift = m.indentation(p.Line)
		m.shift[p.Line] = shift
	}
	if shift < 0 {
		return m.around
	}
	return places.Place{Source: m.around.Source, Line: m.around.Line + p.Line, Column: p.Column + shift, Length: p.Length}
}

func (m *mover) indentation(line int) int {
	whole, text := m.around.Source.Line(m.around.Line+line), m.inner.Line(line)
	if line == 0 || !m.aligned || strings.TrimSpace(text) == "" {
		return -1
	}
	return max(-1, len(whole)-len(text))
}
