// Package bounded owns how much is read of what a user names: how large a file
// may be, how many there may be, how many bytes in all, how deep in folders.
//
// In goes an fs.FS, out comes the same one within the bounds, or an error that
// says which of them is passed; whoever asked for the file says so in its own
// words. Whoever hands in users' files wraps them, and so does whoever is handed
// them: what is bounded already stays as it is. It must never open what is no
// regular file, since a named pipe waits for its writer, nor read a byte more than
// one past a bound.
package bounded

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Bounds of one file, in bytes.
const (
	MaxFile    = 16 << 20 // any file: of jsonnet, a table of data
	MaxPEM     = 1 << 20  // certificates and keys; a bundle of every public root is about 250 KiB
	MaxOverlay = 1 << 20  // patches and resources of an overlay
)

// Bounds of a whole run, far beyond what people have: ten thousand tiers have
// twenty thousand certificates and keys.
const (
	maxFiles   = 100_000
	maxTotal   = 512 << 20 // bytes
	maxDepth   = 64        // folders in a name
	maxEntries = 10_000    // of a folder that is listed
)

// What can be wrong with a name beside what the file system says.
var (
	ErrFolder    = errors.New("is a folder")
	ErrIrregular = errors.New("is not a regular file")
)

// TooLarge tells that a file has more bytes than such a file may have.
type TooLarge struct{ Max int64 }

// Error says how large it may be.
func (e *TooLarge) Error() string { return fmt.Sprintf("is larger than %d MiB", e.Max>>20) }

// TooMuch tells that a bound of the whole run is passed.
type TooMuch struct{ reason string }

// Error says of what there is too much.
func (e *TooMuch) Error() string { return e.reason }

// Budget is what a run may still read. Its zero value is a whole one.
type Budget struct {
	mu    sync.Mutex
	files int
	bytes int64
}

// take takes a file of some bytes out of the budget.
func (b *Budget) take(bytes int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files++
	b.bytes += bytes
	switch {
	case b.files > maxFiles:
		return &TooMuch{fmt.Sprintf("is one file too many: %d are read in a run, and no more", maxFiles)}
	case b.bytes > maxTotal:
		return &TooMuch{fmt.Sprintf("is too much: %d MiB of files are read in a run, and no more", maxTotal>>20)}
	}
	return nil
}

// FS is files within bounds. It keeps what the file system beneath can do: links
// are told from files, and a folder in it is opened in the way of that one.
type FS struct {
	files  fs.FS
	max    int64 // of one file
	budget *Budget
}

// New is files within the bounds of a run. Nil stays nil, and what is bounded
// already stays as it is.
func New(files fs.FS, budget *Budget) fs.FS {
	if _, done := files.(*FS); done || files == nil {
		return files
	}
	return &FS{files, MaxFile, budget}
}

// Within is files of which none may be larger than max.
func Within(files fs.FS, maxBytes int64) *FS {
	if f, ok := files.(*FS); ok {
		return &FS{f.files, min(f.max, maxBytes), f.budget}
	}
	return &FS{files, min(MaxFile, maxBytes), &Budget{}}
}

// Open implements fs.FS. Reading from a file that is larger than it may be gives a
// *TooLarge.
func (f *FS) Open(name string) (fs.File, error) {
	info, err := f.judge(name)
	switch {
	case err == ErrFolder:
		return f.files.Open(name)
	case err == nil:
		err = f.budget.take(info.Size())
	}
	if err != nil {
		return nil, err
	}
	opened, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	return &file{opened, f.max, f.max}, nil
}

// file is an open file of which no more than a bound is read.
type file struct {
	fs.File
	left, max int64
}

// Read implements io.Reader; behind the bound it is a *TooLarge.
func (f *file) Read(into []byte) (int, error) {
	n, err := f.File.Read(into[:min(int64(len(into)), f.left+1)])
	if f.left -= int64(n); f.left < 0 {
		return 0, &TooLarge{f.max}
	}
	return n, err
}

// ReadFile implements fs.ReadFileFS. The error is that of the file system, or one
// of this package's.
func (f *FS) ReadFile(name string) ([]byte, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	if _, within := opened.(*file); !within {
		return nil, errors.Join(ErrFolder, opened.Close())
	}
	text, err := io.ReadAll(opened)
	return text, errors.Join(err, opened.Close())
}

// judge tells what keeps a name from being read.
func (f *FS) judge(name string) (fs.FileInfo, error) {
	if strings.Count(path.Clean(name), "/") > maxDepth {
		return nil, &TooMuch{fmt.Sprintf("is more than %d folders deep", maxDepth)}
	}
	info, err := fs.Stat(f.files, name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, ErrFolder
	case !info.Mode().IsRegular():
		return nil, ErrIrregular
	case info.Size() > f.max:
		return nil, &TooLarge{f.max}
	}
	return info, nil
}

// Read reads all there is, or gives a *TooLarge.
func Read(from io.Reader, maxBytes int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(text)) > maxBytes:
		return nil, &TooLarge{maxBytes}
	}
	return text, nil
}

// Stat implements fs.StatFS.
func (f *FS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.files, name) }

// Lstat implements fs.ReadLinkFS.
func (f *FS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(f.files, name) }

// ReadLink implements fs.ReadLinkFS.
func (f *FS) ReadLink(name string) (string, error) { return fs.ReadLink(f.files, name) }

// Sub implements fs.SubFS. The folder below has the same bounds, and the same
// budget.
func (f *FS) Sub(name string) (fs.FS, error) {
	within := func(name string) (fs.FS, error) { return fs.Sub(f.files, name) }
	if files, ok := f.files.(fs.SubFS); ok { // which may allow names that lead out
		within = files.Sub
	}
	sub, err := within(name)
	if err != nil {
		return nil, err
	}
	return &FS{sub, f.max, f.budget}, nil
}

// ReadDir implements fs.ReadDirFS. A folder of very many files gives none of
// them, since the first few would be others on another machine.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	opened, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	folder, ok := opened.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.ErrUnsupported}
	}
	entries, err := folder.ReadDir(maxEntries + 1)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(entries) > maxEntries:
		return nil, &TooMuch{fmt.Sprintf("has more than %d files", maxEntries)}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
