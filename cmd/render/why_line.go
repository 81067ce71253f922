package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"render/internal/disk"
	"render/render/causes"
	"render/render/compare"
	"render/render/manifest"
	"render/render/tree"
	"render/render/wording"
)

// line answers what a line of a rendered file comes from, or what one of a topology makes.
func (f *whyFlags) line(s *shell, at fileLine, rest []string) error {
	f.reads = &disk.Reads{}
	text, err := readUpTo(s, at.name, f.reads, maxSide)
	if err != nil {
		return err
	}
	folder, index, err := folderOf(at.name)
	if err != nil {
		return err
	}
	kind, _ := formOf(at.name, text)
	other := len(rest) > 0 && path.Clean(rest[0]) != path.Clean(at.name) // an overlay's, or a mixin
	if kind != aTopology || other || index != nil && index.Files[inFolder(folder, at.name)] != nil {
		return f.renderedLine(s, at, text, rendered{folder, index}, rest)
	}
	if len(rest) > 0 {
		return usage("%s is a topology itself; write: render why %s:%d", quoteWord(at.name), quoteWord(at.name), at.line)
	}
	if path.Ext(at.name) == ".jsonnet" {
		return usage("%s is jsonnet, whose lines are not those of the topology that it gives; write: render why OBJECT %s", quoteWord(at.name), quoteWord(at.name))
	}
	in, err := f.input(s, at.name)
	if err != nil {
		return err
	}
	reasons, err := f.ask(s, in)
	if err != nil {
		return err
	}
	return f.back(s, at, reasons.NearLine, reasons.Line)
}

// rendered is a folder that render wrote, with its index; a nil index is that of none.
type rendered struct {
	folder string
	index  *tree.Index
}

// renderedLine answers what a line of a file of a rendered folder comes from.
func (f *whyFlags) renderedLine(s *shell, at fileLine, text []byte, in rendered, rest []string) error {
	topology, err := f.topologyBehind(at, in, rest)
	if err != nil {
		return err
	}
	f.inFolder = true
	if in.index != nil {
		f.decided(in.index)
	}
	input, err := f.input(s, topology)
	if err != nil {
		return err
	}
	input.Overlays = append(input.Overlays, f.built(input, in.index)...)
	reasons, err := f.ask(s, input)
	if err != nil {
		return err
	}
	if name := path.Clean(filepath.ToSlash(at.name)); reasons.Holds(name) {
		return f.back(s, at, nil, func(ctx context.Context, line int) ([]string, []causes.Made, error) {
			return reasons.PartLine(ctx, name, line)
		})
	}
	object, field, ok := causes.FieldAt(at.name, text, at.line)
	if !ok {
		return failed(at.name, fmt.Sprintf("line %d is none of an object", at.line), "write: a line with a field")
	}
	like := manifest.Manifest{Object: object}
	if within := inFolder(in.folder, at.name); in.index != nil && isValues(within) {
		like.Reader, like.Origin.Keys = manifest.Helm, []string{strings.TrimSuffix(path.Base(within), ".yaml")}
	}
	id := like.ID()
	if id.Kind == "" || id.Name == "" {
		return failed(at.name, "holds no object, and is no file of an overlay or a mixin of "+quoteWord(topology), "write: a line of what it renders to, or of what it has")
	}
	now, there := reasons.Whole()[id]
	was, _ := compare.Find(object, field)
	is, known := compare.Find(now, field)
	if !there || !known || !compare.Equal(was, is) && compare.Hides(id, field, was) == compare.Open {
		return failed(at.name, fmt.Sprintf("%s of %s is not what %s renders to now", fieldWord(field), id, quoteWord(topology)),
			"render the folder anew, or write the topology and the flags that it was rendered with")
	}
	return f.answer(s, reasons, topology, id, field)
}

// topologyBehind is the topology that a rendered file is of: the one that is named, else the one
// that the folder's index names.
func (f *whyFlags) topologyBehind(at fileLine, in rendered, rest []string) (string, error) {
	switch {
	case in.index != nil && !isOfObjects(inFolder(in.folder, at.name)):
		return "", failed(at.name, "lists the files of its folder, and holds no object", "write: a line of one of them")
	case len(rest) > 0:
		return rest[0], nil
	case in.index == nil:
		return "", failed(at.name, "is in no folder that render wrote, so that nobody knows its topology", "write: render why "+fmt.Sprintf("%s:%d", quoteWord(at.name), at.line)+" topology.yaml")
	}
	return topologyOf(in.folder, in.index)
}

// inFolder is the path of a file from its folder on.
func inFolder(folder, name string) string {
	within, err := filepath.Rel(folder, name)
	if err != nil {
		return name
	}
	return filepath.ToSlash(within)
}

func fieldWord(field compare.Path) string {
	if len(field) == 0 {
		return "all"
	}
	return wording.Quote(field.String())
}

// folderOf is the folder that render wrote in which a file is, with its index; none where there
// is none.
func folderOf(name string) (string, *tree.Index, error) {
	for folder := filepath.Dir(name); ; folder = filepath.Dir(folder) {
		text, err := os.ReadFile(filepath.Join(folder, tree.IndexName))
		if err == nil {
			index, err := tree.ParseIndex(text)
			if err != nil {
				return "", nil, failed(filepath.Join(folder, tree.IndexName), err.Error(), "take it from git again")
			}
			return folder, index, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, failed(filepath.Join(folder, tree.IndexName), "cannot be read: "+reason(err), "")
		}
		if folder == filepath.Dir(folder) || folder == "." || strings.HasSuffix(folder, "..") {
			return "", nil, nil
		}
	}
}

// topologyOf is the topology that a folder's index names, from where render was started.
func topologyOf(folder string, index *tree.Index) (string, error) {
	for _, name := range index.Topologies() {
		at := filepath.Join(folder, filepath.FromSlash(name))
		if info, err := os.Stat(at); err == nil && !info.IsDir() {
			return at, nil
		}
	}
	return "", failed(folder, "was rendered from "+strings.Join(quoted(index.Topologies()), " and ")+", which is not there from here", "write: the topology behind the line")
}
