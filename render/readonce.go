package render

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"render/render/causes"
)

// readOnce is files of which each is read once, however often they are asked for, by any
// number at a time.
type readOnce struct {
	files fs.FS
	mu    sync.Mutex
	read  map[string]*onceRead
}

// onceRead is what reading a file gave.
type onceRead struct {
	text []byte
	info fs.FileInfo
	err  error
}

func newReadOnce(files fs.FS) *readOnce {
	if files == nil {
		return nil
	}
	return &readOnce{files: files, read: map[string]*onceRead{}}
}

// ReadFile implements fs.ReadFileFS.
func (f *readOnce) ReadFile(name string) ([]byte, error) {
	one := f.file(name)
	return one.text, one.err
}

func (f *readOnce) file(name string) *onceRead {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.read[name]
	if one == nil {
		one = &onceRead{}
		if one.info, one.err = fs.Stat(f.files, name); one.err == nil {
			one.text, one.err = fs.ReadFile(f.files, name)
		}
		f.read[name] = one
	}
	return one
}

// names are the files that were read, in order.
func (f *readOnce) names() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(f.read)), func(name string) bool { return f.read[name].err != nil })
}

// with are the files as a variation has them.
func (f *readOnce) with(folder int, v causes.Variation) *variedFiles {
	out := &variedFiles{readOnce: f}
	for file, text := range v.Files {
		if file.Folder == folder {
			if out.texts == nil {
				out.texts = map[string][]byte{}
			}
			out.texts[file.Name] = text
		}
	}
	return out
}

// variedFiles are files of which some have other texts, and some are not there.
type variedFiles struct {
	*readOnce
	below string // the folder that they are in
	texts map[string][]byte
	gone  map[string]bool
}

// at is a name from the outermost folder on.
func (f *variedFiles) at(name string) string { return path.Join(f.below, name) }

// Open implements fs.FS.
func (f *variedFiles) Open(name string) (fs.File, error) {
	info, err := f.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return f.files.Open(f.at(name))
	}
	text, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openedText{bytes.NewReader(text), info}, nil
}

// ReadFile implements fs.ReadFileFS.
func (f *variedFiles) ReadFile(name string) ([]byte, error) {
	if text, other := f.texts[f.at(name)]; other {
		return text, nil
	}
	if f.gone[f.at(name)] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f.readOnce.ReadFile(f.at(name))
}

// Stat implements fs.StatFS.
func (f *variedFiles) Stat(name string) (fs.FileInfo, error) {
	if text, other := f.texts[f.at(name)]; other {
		return textInfo{path.Base(name), int64(len(text))}, nil
	}
	if f.gone[f.at(name)] {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(f.files, f.at(name))
}

// Lstat implements fs.ReadLinkFS.
func (f *variedFiles) Lstat(name string) (fs.FileInfo, error) {
	if _, other := f.texts[f.at(name)]; other || f.gone[f.at(name)] {
		return f.Stat(name)
	}
	return fs.Lstat(f.files, f.at(name))
}

// ReadLink implements fs.ReadLinkFS.
func (f *variedFiles) ReadLink(name string) (string, error) { return fs.ReadLink(f.files, f.at(name)) }

// ReadDir implements fs.ReadDirFS.
func (f *variedFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(f.files, f.at(name))
}

// Sub implements fs.SubFS.
func (f *variedFiles) Sub(name string) (fs.FS, error) {
	out := *f
	out.below = f.at(name)
	return &out, nil
}
