package disk

import (
	"errors"
	"io/fs"
	"path/filepath"

	"os"

	"render/render/bounded"
	"render/render/worktree"
)

// Ignore is what became of the .gitignore of a folder with new keys: it was made,
// or there is one that does not keep git from some of them.
type Ignore struct {
	Name string // as the user would write it
	New  bool
	Bare []string // the keys that git takes in
}

// Ignores are those of a batch that was written, as far as there is something to
// be said of them.
func (b *Batch) Ignores() []Ignore { return b.ignores }

// ignoreKeys sees to it that git leaves new keys alone: a folder without a
// .gitignore gets one, and one that has one is left as it is. Folders outside the
// batch's own are somebody else's to settle.
func (b *Batch) ignoreKeys() {
	folders := map[string][]string{}
	var order []string
	for _, f := range b.files {
		if !f.Private {
			continue
		}
		directory := filepath.Dir(f.Path)
		if folders[directory] == nil {
			order = append(order, directory)
		}
		folders[directory] = append(folders[directory], filepath.Base(f.Path))
	}
	for _, directory := range order {
		if _, inside := b.inside(directory); inside {
			b.ignore(directory, folders[directory])
		}
	}
}

func (b *Batch) ignore(directory string, keys []string) {
	path := filepath.Join(directory, ".gitignore")
	relative, _ := b.inside(path)
	name := filepath.Join(b.directory, relative)
	text, err := readGitignore(path)
	if errors.Is(err, fs.ErrNotExist) {
		f := &batchFile{name: name, File: File{Path: path, Text: []byte(ignoring(keys)), Guard: true}}
		b.files = append([]*batchFile{f}, b.files...)
		b.ignores = append(b.ignores, Ignore{Name: name, New: true})
		return
	}
	var bare []string
	for _, key := range keys {
		if err != nil || !worktree.Ignores(string(text), key) {
			bare = append(bare, key)
		}
	}
	if len(bare) > 0 {
		b.ignores = append(b.ignores, Ignore{Name: name, Bare: bare})
	}
}

// readGitignore reads no more than any file may have.
func readGitignore(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return bounded.Read(file, bounded.MaxFile)
}

// ignoring is a .gitignore for keys.
func ignoring(keys []string) string {
	text := "*.key\n"
	for _, key := range keys {
		if filepath.Ext(key) != ".key" {
			text += "/" + key + "\n"
		}
	}
	return text
}
