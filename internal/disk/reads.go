package disk

import (
	"crypto/sha256"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"render/render/bounded"
)

// Reads is what a run has read, each file by what it is and not by what it is
// called: by another path, a link, or another case of its letters it is the same.
type Reads struct {
	// Remember says that what is read is summed, and that what is looked for is noted too.
	Remember bool

	mu     sync.Mutex
	list   []Read
	asked  map[string]bool // paths that were looked for
	listed bool            // a folder was opened, whose files may all matter
	budget bounded.Budget  // what may still be read
}

// Read is a file that was read.
type Read struct {
	Folder string // whose file it is, as newFolder was told
	Name   string // in that folder
	Path   string // by which it was opened
	info   fs.FileInfo
	sum    []byte // of what was read, by SHA-256; nil where that is not known
}

// AddFile notes an open file, unless it is none that could be replaced.
func (r *Reads) AddFile(folder, name string, file *os.File) {
	info, err := file.Stat()
	if r == nil || err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !info.Mode().IsRegular() {
		r.listed = r.listed || info.IsDir()
		return
	}
	r.list = append(r.list, Read{Folder: folder, Name: name, Path: file.Name(), info: info})
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

// AddText notes what a file held that was noted before, by its name.
func (r *Reads) AddText(name string, text []byte) {
	if r == nil || !r.Remember {
		return
	}
	sum := sha256.Sum256(text)
	r.settle(name, sum[:])
}

// settle notes the digest of the latest file of a path.
func (r *Reads) settle(path string, sum []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.list) - 1; i >= 0; i-- {
		if r.list[i].Path == path && r.list[i].sum == nil {
			r.list[i].sum = sum
			return
		}
	}
}

// ask notes a path that is looked for.
func (r *Reads) ask(path string) {
	if r == nil || !r.Remember {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked == nil {
		r.asked = map[string]bool{}
	}
	r.asked[path] = true
}

// Listed reports whether a folder was opened: then what is in it may count, and is not noted.
func (r *Reads) Listed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.listed
}

// Remembered is a file that was read.
type Remembered struct {
	Path string
	Info fs.FileInfo // when it was opened
	Sum  []byte      // of what it held, by SHA-256; nil where it was not read to its end
}

// Remembered are the files that were read, each once for each time, and the paths, sorted, at
// which something was looked for beside.
func (r *Reads) Remembered() (files []Remembered, asked []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	read := map[string]bool{}
	for _, one := range r.list {
		at := filepath.Clean(one.Path)
		read[at] = true
		files = append(files, Remembered{at, one.info, one.sum})
	}
	for path := range r.asked {
		if at := filepath.Clean(path); !read[at] {
			asked = append(asked, at)
		}
	}
	slices.Sort(asked)
	return files, asked
}

// summed is an open file of which a digest is made while it is read.
type summed struct {
	*os.File
	reads *Reads
	path  string
	sum   hash.Hash
}

// Read implements io.Reader.
func (s *summed) Read(into []byte) (int, error) {
	n, err := s.File.Read(into)
	s.sum.Write(into[:n])
	if err == io.EOF {
		s.reads.settle(s.path, s.sum.Sum(nil))
	}
	return n, err
}

// WriteTo keeps what is copied from going past the digest.
func (s *summed) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{s})
}
