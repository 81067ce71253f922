package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"render/internal/disk"
	"render/render/bounded"
	"render/render/certs"
	"render/render/wording"
)

// certsWriter hands certificates and keys to the disk, a key before its
// certificate: a run that is stopped leaves files that the next one repairs.
type certsWriter struct {
	batch *disk.Batch
	reads *disk.Reads // what the run has read
	own   map[string]bool
	kept  []string // notes of the copies of what others made
}

func newCertsWriter(d *disk.Disk, directory string, outside bool, reads *disk.Reads) (*certsWriter, error) {
	batch, err := d.NewBatch(directory, outside)
	if err != nil {
		return nil, notWritten(err)
	}
	return &certsWriter{batch: batch, reads: reads, own: map[string]bool{}}, nil
}

// write puts in place what was made, and removes what killed runs left in the
// folders of all that is there or made.
func (w *certsWriter) write(planned []certs.Planned, made []certs.Made) error {
	var names []string
	for _, planned := range planned {
		names = append(names, planned.Crt, planned.Key)
		// That the files of the pairs themselves are read is what lets them be replaced.
		w.own[path.Clean(planned.Crt)], w.own[path.Clean(planned.Key)] = true, true
	}
	w.batch.Sweep(names)
	if len(made) == 0 {
		return nil
	}
	for _, m := range made {
		if m.Planned.Copied {
			if err := w.keep(m); err != nil {
				return err
			}
		}
		fresh := m.Planned.Do == certs.Make
		if m.Key != nil {
			w.batch.Add(m.Planned.Key, m.Key, true, fresh)
		}
		w.batch.Add(m.Planned.Crt, m.Crt, false, fresh)
	}
	return notWritten(w.batch.Write(w.judge))
}

// keep adds copies of what is replaced of a pair that this authority did not issue to render:
// nobody here could make it again.
func (w *certsWriter) keep(m certs.Made) error {
	var kept []string
	planned, ending := m.Planned, w.free(m.Planned)
	for _, name := range []string{planned.Key, planned.Crt} {
		if name == planned.Key && m.Key == nil {
			continue // it stays where it is
		}
		text, err := readPEM(w.batch.Called(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if large := (*bounded.TooLarge)(nil); errors.As(err, &large) {
			w.kept = append(w.kept, fmt.Sprintf("warning: %s had more than %d bytes, as no certificate and no key has, and no copy of it is kept", name, bounded.MaxPEM))
			continue
		}
		if err != nil {
			return &failure{exitInput, fmt.Sprintf("%s: cannot be read, to keep a copy of it: %s", name, disk.Reason(err))}
		}
		w.batch.Add(copyOf(name, ending), text, name == planned.Key || wording.HoldsKey(text), true)
		kept = append(kept, copyOf(name, ending))
	}
	if len(kept) > 0 {
		w.kept = append(w.kept, "note: "+planned.Crt+" is another one now; what was there is kept as "+strings.Join(kept, " and "))
	}
	return nil
}

// copyOf is the name of a copy. It ends as the file does, so that what keeps git from keys
// keeps it from theirs.
func copyOf(name string, n int) string {
	ending := path.Ext(name)
	return strings.TrimSuffix(name, ending) + certs.Replaced + strconv.Itoa(n) + ending
}

// free is the first number of which no copy of either file is seen. What cannot be looked
// at is left to the writing, which tells why.
func (w *certsWriter) free(planned certs.Planned) int {
	for n := 1; ; n++ {
		_, key := os.Lstat(w.batch.Called(copyOf(planned.Key, n)))
		_, crt := os.Lstat(w.batch.Called(copyOf(planned.Crt, n)))
		if key != nil && crt != nil {
			return n
		}
	}
}

// readPEM reads a file that may have no more than one of certificates or keys has, or is a
// *bounded.TooLarge.
func readPEM(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return bounded.Read(file, bounded.MaxPEM)
}

// judge refuses to replace what this run has read for something else.
func (w *certsWriter) judge(path string, old fs.FileInfo) error {
	judged := false // the pair's own reading
	for _, read := range w.reads.Of(old) {
		if read.Folder == "" && w.own[read.Name] && (!judged || holdsKey(path)) {
			judged = true // a certificate may be imported too, and still be renewed
			continue
		}
		why := "it is read for " + read.Folder
		switch {
		case read.Folder == topologyItself:
			why = "it is the topology itself"
		case read.Folder == "":
			why = "it is imported by the topology"
		case !strings.HasPrefix(read.Folder, "-"):
			why = "it is read for the overlay " + wording.Quote(w.batch.Called(read.Folder))
		}
		return fmt.Errorf("%s, and would be lost; name another file for the certificate", why)
	}
	return nil
}

// notWritten is the failure that tells of what the disk refuses.
func notWritten(err error) error {
	failed := (*disk.NameError)(nil)
	switch {
	case !errors.As(err, &failed):
		return err
	case errors.Is(err, disk.ErrOutside):
		return &failure{exitInput, failed.Name + ": is outside the topology's folder; move it below that folder, or add --allow-outside"}
	}
	return &failure{exitInput, fmt.Sprintf("%s: cannot be written: %s", failed.Name, disk.Reason(failed.Err))}
}

// notes say what was done for git's sake, and what is left for people to do.
func (w *certsWriter) notes() []string {
	out := slices.Clone(w.kept)
	for _, i := range w.batch.Ignores() {
		if i.New {
			out = append(out, "note: "+i.Name+" is new, so that git leaves the keys alone")
			continue
		}
		bare := make([]string, len(i.Bare))
		for n, key := range i.Bare {
			bare[n] = wording.Quote(key)
		}
		out = append(out, fmt.Sprintf("warning: %s does not keep git from %s; write into it: *.key", i.Name, strings.Join(bare, ", ")))
	}
	return out
}

// publishedPairs is a warning of pairs that stay, and whose keys everybody has; none where there are none.
func (w *certsWriter) publishedPairs(plan *certs.Plan) []string {
	var shown, files []string
	for _, planned := range plan.Pairs {
		if planned.Published && (planned.Do == certs.Keep || planned.Do == certs.KeepOther) {
			crt := w.batch.Called(planned.Crt)
			shown = append(shown, crt)
			files = append(files, quoteWord(crt), quoteWord(w.batch.Called(planned.Key)))
		}
	}
	if len(shown) == 0 {
		return nil
	}
	if plan.CA != nil && plan.CA.Keyless {
		files = append(files, quoteWord(w.batch.Called(plan.CA.Crt)))
	}
	return []string{fmt.Sprintf("warning: everybody has the key of %s, which the examples of render are published with; for your own run this again after: rm %s", wording.Few(shown), strings.Join(files, " "))}
}

// broughtPairs are notes of pairs that were made, where there is one for the same hosts that no tier names.
func (w *certsWriter) broughtPairs(plan *certs.Plan) (out []string) {
	for _, planned := range plan.Pairs {
		if planned.Brought != "" {
			out = append(out, fmt.Sprintf("note: a pair of another authority is there for the hosts of %s, and no tier names it; to have that one write cert: %s beside the hosts", w.batch.Called(planned.Crt), planned.Brought))
		}
	}
	return out
}

// openKeys are warnings of keys that everybody can read. On Windows the mode
// says nothing of that.
func (w *certsWriter) openKeys(plan *certs.Plan) []string {
	var out []string
	for _, planned := range plan.All() {
		name := w.batch.Called(planned.Key)
		if info, err := os.Stat(name); err == nil && info.Mode()&0o007 != 0 && runtime.GOOS != "windows" {
			out = append(out, fmt.Sprintf("warning: %s can be read by everybody here; run: chmod 600 %s", name, quoteWord(name)))
		}
	}
	return out
}
