package disk

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
)

// list is the list of what a run makes in a folder, or also in those in it.
type list struct {
	folder string // where the list is
	id     string
	files  []int // of the set
	file   *os.File
}

const (
	prefix     = ".render-"
	listEnding = ".lock"
	listEnd    = "end\n"
	// maxList bounds a list that is read: some 100 000 files.
	maxList = 8 << 20
)

// header is how a list begins.
func header(id string) string {
	return "render " + id + " is writing this folder's files, or was killed meanwhile: then the next run removes what is named here.\n"
}

func (l *list) path() string { return filepath.Join(l.folder, prefix+l.id+listEnding) }

// beside is the path that file number i of the set has before it takes its own. The name
// is short, since its own may have the greatest length already. One for keys is called so
// that a .gitignore for keys takes it in.
func (l *list) beside(i int, f *File) string {
	ending := "tmp"
	if f.Private {
		ending = "key"
	}
	return filepath.Join(filepath.Dir(f.Path), fmt.Sprintf("%s%s-%d.%s", prefix, l.id, i, ending))
}

func (l *list) text(set *Set) []byte {
	var b strings.Builder
	b.WriteString(header(l.id))
	for _, i := range l.files {
		path := l.beside(i, &set.Files[i])
		if inside, err := filepath.Rel(l.folder, path); err == nil {
			path = inside
		}
		b.WriteString(filepath.ToSlash(path) + "\n")
	}
	b.WriteString(listEnd)
	return []byte(b.String())
}

// newID is a name that nobody else has, random with a check sum: an empty file of such
// a name can only be a list whose run was killed before it wrote it.
func newID() string {
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails
	return checked(hex.EncodeToString(random))
}

func checked(random string) string {
	sum := sha256.Sum256([]byte(prefix + random))
	return random + hex.EncodeToString(sum[:4])
}

// create makes the list, and locks it before it holds anything.
func (l *list) create(r *replacement) error {
	const most = 100
	for n := 0; ; n++ {
		id := newID()
		path := filepath.Join(l.folder, prefix+id+listEnding)
		err := r.step(StepList, path, func() (err error) {
			l.id = id
			l.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
			return err
		})
		if err != nil && (!errors.Is(err, fs.ErrExist) || n == most) {
			return err
		}
		if err == nil && r.step(StepLock, path, l.lock) == nil {
			break
		}
		if n == most {
			return fmt.Errorf("another run removes %s again and again", filepath.Base(path))
		}
	}
	if err := r.step(StepWriteList, l.path(), func() error { _, err := l.file.Write(l.text(&r.set)); return err }); err != nil {
		return err
	}
	if !slices.ContainsFunc(l.files, func(i int) bool { return r.set.Files[i].Private }) {
		return nil
	}
	// Keys are on a list even where the power fails.
	return r.step(StepSyncList, l.path(), func() error { return l.file.Sync() })
}

// lock locks a list that was just made. Another run may have seen it before, and
// taken it for a killed run's: then it is gone, or about to be.
func (l *list) lock() error {
	switch err := tryLock(l.file); {
	case errors.Is(err, errNoLocks):
		return nil // nor can anybody take it for a killed run's
	case err != nil:
		l.file.Close()
		l.file = nil
		return err
	}
	if !isAt(l.file, l.path()) {
		l.file.Close()
		l.file = nil
		return fs.ErrNotExist
	}
	return nil
}

// isAt reports whether a path still names an open file.
func isAt(file *os.File, path string) bool {
	one, err := file.Stat()
	if err != nil {
		return false
	}
	two, err := os.Lstat(path)
	return err == nil && os.SameFile(one, two)
}

func (l *list) remove(d *Disk) {
	if l.file == nil {
		return
	}
	_ = d.step(StepRemoveList, l.path(), func() error {
		if !isAt(l.file, l.path()) {
			return nil
		}
		closeFirst(l.file)
		return os.Remove(l.path())
	})
	l.file.Close()
	l.file = nil
}

func listName() *regexp.Regexp { return listNameOnce.Get(makeListName) }

var listNameOnce later.Value[*regexp.Regexp]

func makeListName() *regexp.Regexp {
	return regexp.MustCompile(`^` + regexp.QuoteMeta(prefix) + `([0-9a-f]{24})` + regexp.QuoteMeta(listEnding) + `$`)
}

// Sweep removes what killed runs left in a folder, and nothing else: what the
// list of a run that lives no more names, and that list.
func (d *Disk) Sweep(folder string) { d.sweep(folder) }

func (d *Disk) sweep(folder string) {
	f, err := os.Open(folder)
	if err != nil {
		return
	}
	defer f.Close()
	for {
		names, err := f.Readdirnames(1000)
		for _, name := range names {
			found := listName().FindStringSubmatch(name)
			if found != nil && checked(found[1][:16]) == found[1] {
				d.sweepList(folder, found[1])
			}
		}
		if err != nil || len(names) == 0 {
			return
		}
	}
}

// sweepList removes what a list names, if its run is no more.
func (d *Disk) sweepList(folder, id string) {
	l := &list{folder: folder, id: id}
	if info, err := os.Lstat(l.path()); err != nil || !info.Mode().IsRegular() {
		return
	}
	file, err := openList(l.path())
	if err != nil {
		return
	}
	defer file.Close()
	if tryLock(file) != nil || !isAt(file, l.path()) {
		return
	}
	text, err := io.ReadAll(io.LimitReader(file, maxList+1))
	if err != nil || len(text) > maxList {
		return
	}
	names, ours := readList(id, string(text))
	if !ours {
		return
	}
	if d.sweepListed(folder, names) != nil {
		return // the list stays for a run that may
	}
	_ = d.step(StepLeftoverList, l.path(), func() error {
		closeFirst(file)
		return os.Remove(l.path())
	})
}

// sweepListed removes what a list names, and follows no link out of its folder.
func (d *Disk) sweepListed(folder string, names []string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range names {
		name = filepath.FromSlash(name)
		if info, err := root.Lstat(name); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := d.step(StepLeftover, filepath.Join(folder, name), func() error { return root.Remove(name) }); err != nil {
			return err
		}
	}
	return nil
}

// readList reads the names of a list; false where it is none. One that is cut
// off is of a run that was killed before it made anything else.
func readList(id, text string) ([]string, bool) {
	head := header(id)
	if len(text) < len(head) {
		return nil, strings.HasPrefix(head, text)
	}
	rest, ours := strings.CutPrefix(text, head)
	if !ours {
		return nil, false
	}
	rest, whole := strings.CutSuffix(rest, listEnd)
	var names []string
	for line := range strings.Lines(rest) {
		name := strings.TrimSuffix(line, "\n")
		if !fs.ValidPath(name) || !isBeside(id, path.Base(name)) {
			return nil, !whole
		}
		names = append(names, name)
	}
	if !whole {
		return nil, true
	}
	return names, true
}

// isBeside reports whether a name is one that a run makes beside another.
func isBeside(id, name string) bool {
	number, ours := strings.CutPrefix(name, prefix+id+"-")
	if !ours {
		return false
	}
	stem, key := strings.CutSuffix(number, ".key")
	if !key {
		if stem, ours = strings.CutSuffix(number, ".tmp"); !ours {
			return false
		}
	}
	return stem != "" && strings.Trim(stem, "0123456789") == ""
}
