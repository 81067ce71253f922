package disk

import (
	"io/fs"
	"os"
	"sync"

	"render/render/bounded"
)

// Reads is what a run has read, each file by what it is and not by what it is
// called: by another path, a link, or another case of its letters it is the same.
type Reads struct {
	mu     sync.Mutex
	list   []Read
	budget bounded.Budget // what may still be read
}

// Read is a file that was read.
type Read struct {
	Folder string // whose file it is, as newFolder was told
	Name   string // in that folder
	Path   string // by which it was opened
	info   fs.FileInfo
}

// AddFile notes an open file, unless it is none that could be replaced.
func (r *Reads) AddFile(folder, name string, file *os.File) {
	info, err := file.Stat()
	if r == nil || err != nil || !info.Mode().IsRegular() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, Read{folder, name, file.Name(), info})
}

// Within are the reads of files below a folder, which is named behind every link, in
// their order.
func (r *Reads) Within(folder string) []Read {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []Read
	for _, one := range r.list {
		if Below(folder, one.Path) {
			out = append(out, one)
		}
	}
	return out
}

// Below reports whether a file, by any path, is below a folder, which is named
// behind every link.
func Below(folder, name string) bool {
	path, err := FolderPath(name)
	if err != nil {
		return false
	}
	_, inside := Inside(folder, path)
	return inside
}

// Of are the reads of the very file that info is of, in their order.
func (r *Reads) Of(info fs.FileInfo) []Read {
	if r == nil || info == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []Read
	for _, one := range r.list {
		if os.SameFile(one.info, info) {
			out = append(out, one)
		}
	}
	return out
}
