package disk

import (
	"fmt"
	"os"
)

// Path is the file that a shell led standard output into, "" for none and where it cannot be
// found: Linux tells the path of an open file; elsewhere it is looked for in the folder that
// the process runs in.
func (s *Stdout) Path() string {
	info, err := s.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	is := func(path string) bool {
		other, err := os.Stat(path)
		return err == nil && os.SameFile(info, other)
	}
	if path, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", s.file.Fd())); err == nil && is(path) {
		return path
	}
	entries, _ := os.ReadDir(".") // as many as could be read
	for _, entry := range entries {
		if entry.Type().IsRegular() && is(entry.Name()) {
			return entry.Name()
		}
	}
	return ""
}
