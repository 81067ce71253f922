//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package disk

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// TestMain is also the run that a test stops: "stopped SCENE FOLDER STEP SIGNAL".
func TestMain(m *testing.M) {
	if len(os.Args) == 6 && os.Args[1] == "stopped" {
		number, _ := strconv.Atoi(os.Args[4])
		sig, _ := strconv.Atoi(os.Args[5])
		stopped(os.Args[2], os.Args[3], number, syscall.Signal(sig))
	}
	hearSignals()
	os.Exit(m.Run())
}

// hearSignals lets programs that a test starts end by a signal also where this one
// was started so that it ignores some, as nohup does: what a program catches, those
// that it starts do not ignore.
func hearSignals() {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
}

// stopped replaces a scene's files, prints each step, and sends itself a signal ahead
// of one of them.
func stopped(scene, folder string, number int, sig syscall.Signal) {
	count := 0
	d := New(func(s Step, path string) {
		if count++; count == number {
			if sig == syscall.SIGKILL {
				_ = syscall.Kill(os.Getpid(), sig)
				select {}
			}
			seen := make(chan os.Signal, 1)
			signal.Notify(seen, sig)
			_ = syscall.Kill(os.Getpid(), sig)
			<-seen
			signal.Stop(seen)
		}
		fmt.Println(s)
	})
	err := d.Replace(scenes[scene].set(folder))
	if interrupted := (*Interrupted)(nil); errors.As(err, &interrupted) {
		os.Exit(Raise(interrupted.Signal))
	}
	os.Exit(0)
}

// scene is files before and after a run.
type scene struct {
	before, after map[string]string
	folders       []string // in which something is written
	order         []string // of the files
	fails         bool     // each run fails, and leaves all as it was
	gone, empty   []string // files and folders that are to go; the last of order takes its name behind that
	claimed       bool     // the folder, with all that is in it
}

var large = strings.Repeat("0123456789abcdef", piece/16+100)

var scenes = map[string]scene{
	"a new file": {after: map[string]string{"out.yaml": large}, folders: []string{"."}, order: []string{"out.yaml"}},
	"an old file": {before: map[string]string{"out.key": "old"}, after: map[string]string{"out.key": large},
		folders: []string{"."}, order: []string{"out.key"}},
	"a set": {
		before:  map[string]string{"certs/a.key": "old", "certs/a.crt": "old"},
		after:   map[string]string{"certs/a.key": "new", "certs/a.crt": "new", "certs/.gitignore": "*.key", "certs/ca.key": "new", "tls/in/b.key": "new", "tls/in/b.crt": "new"},
		folders: []string{"certs", "tls/in"},
		order:   []string{"certs/.gitignore", "certs/ca.key", "certs/a.key", "certs/a.crt", "tls/in/b.key", "tls/in/b.crt"},
	},
	"a folder": {
		before:  map[string]string{"index": "old", "one/a": "old", "one/b": "old", "two/c": "old"},
		after:   map[string]string{"index": "new", "one/a": "new"},
		folders: []string{"."}, order: []string{"index", "one/a", "index"}, gone: []string{"one/b", "two/c"}, empty: []string{"two", "one"},
		claimed: true,
	},
	"many in a claimed folder": {
		before:  map[string]string{"old/0": "old"},
		after:   many(manyFiles, map[string]string{"old/0": "new", "new/a.key": "new", "new/in/b.key": "new"}),
		folders: []string{".", "old"}, order: slices.Sorted(maps.Keys(many(manyFiles, map[string]string{"old/0": "", "new/a.key": "", "new/in/b.key": ""}))),
		claimed: true,
	},
	"a failure": {before: map[string]string{"taken/in": "old"}, after: map[string]string{"taken/in": "old"},
		folders: []string{"."}, order: []string{"taken", "new/in/b.key", "c.crt"}, fails: true},
}

// many are files in a folder that is made for them, beside others.
func many(n int, files map[string]string) map[string]string {
	for i := range n {
		files[fmt.Sprintf("new/%d", i)] = "new"
	}
	return files
}

func (c scene) set(folder string) Set {
	set := Set{Folders: true}
	if c.claimed {
		set.Claimed = folder
	}
	for _, name := range c.order {
		f := File{Path: filepath.Join(folder, name), Text: []byte(c.after[name]), Private: strings.HasSuffix(name, ".key"), Guard: len(c.order) > 1}
		if info, err := os.Lstat(f.Path); err == nil && !c.fails {
			f.Old = info
		}
		f.Guard = f.Guard && !c.fails
		set.Files = append(set.Files, f)
	}
	for _, name := range c.gone {
		info, _ := os.Lstat(filepath.Join(folder, name))
		set.Gone = append(set.Gone, Gone{filepath.Join(folder, name), info})
	}
	for _, name := range c.empty {
		set.Empty = append(set.Empty, filepath.Join(folder, name))
	}
	set.Last = c.gone != nil
	if set.Last {
		set.Files[0].Guard, set.Files[2].Guard = false, false
	}
	return set
}

// foreign puts into a folder what merely looks like something of render's.
func foreign(t *testing.T, folder string) {
	t.Helper()
	precious := filepath.Join(folder, "precious")
	write(t, precious, "precious")
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(folder, name) }
	list := func(id string) string { return header(id) + ".render-" + id + "-0.tmp\nend\n" }
	for _, name := range []string{".render-1-0.tmp", ".render-1-0.key", ".render-.lock", ".render-0123456789abcdef01234567.lock", ".render-x.lock"} {
		write(t, at(name), "")
	}
	id := checked("0000000000000001") // a name of ours, and no list
	write(t, at(".render-"+id+"-0.key"), "precious")
	id = checked("0000000000000002") // a list's name, and another text
	write(t, at(".render-"+id+".lock"), "precious")
	write(t, at(".render-"+id+"-0.tmp"), "precious")
	id = checked("0000000000000003") // a folder, a link and a pipe in a list's place
	fail(os.Mkdir(at(".render-"+id+".lock"), 0o755))
	id = checked("0000000000000004")
	write(t, at("elsewhere"), list(id))
	fail(os.Symlink("elsewhere", at(".render-"+id+".lock")))
	write(t, at(".render-"+id+"-0.tmp"), "precious")
	id = checked("0000000000000005")
	fail(syscall.Mkfifo(at(".render-"+id+".lock"), 0o600))
	id = checked("0000000000000006") // a living run's
	write(t, at(".render-"+id+".lock"), list(id))
	write(t, at(".render-"+id+"-0.tmp"), "living")
	living, err := openList(at(".render-" + id + ".lock"))
	fail(err)
	fail(tryLock(living))
	t.Cleanup(func() { living.Close() })
}

// stage makes a folder with a scene's files before a run.
func (c scene) stage(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range c.before {
		write(t, filepath.Join(folder, name), text)
	}
	for _, name := range c.folders {
		if name == "tls/in" { // is made by the run
			continue
		}
		foreign(t, filepath.Join(folder, name))
	}
	return folder
}

// run runs a scene in a process of its own, and gives its steps.
func run(t *testing.T, name, folder string, number int, sig syscall.Signal) (steps []string, by syscall.WaitStatus) {
	t.Helper()
	c := exec.Command(os.Args[0], "stopped", name, folder, strconv.Itoa(number), strconv.Itoa(int(sig)))
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	_ = c.Run()
	if stderr.Len() > 0 {
		t.Fatalf("%s, %v at step %d: %s", name, sig, number, &stderr)
	}
	return strings.Split(strings.TrimSpace(stdout.String()), "\n"), c.ProcessState.Sys().(syscall.WaitStatus)
}

// each does something for the numbers from 1 on, several at once: most of it is
// waiting for the disk.
func each(most int, do func(number int)) {
	var all sync.WaitGroup
	slots := make(chan bool, 8)
	for number := 1; number <= most; number++ {
		slots <- true
		all.Go(func() {
			defer func() { <-slots }()
			do(number)
		})
	}
	all.Wait()
}

// whole checks that each file is its old or its new whole, and gives what else
// is in the folder that was not there at the beginning.
func (c scene) whole(t *testing.T, about string, began, now map[string]string) (left []string) {
	t.Helper()
	for name, text := range began {
		if _, there := now[name]; !there && (slices.Contains(c.gone, name) || slices.Contains(c.empty, name)) {
			continue
		}
		if _, ours := c.after[name]; !ours && now[name] != text {
			t.Errorf("%s: %q was %q, and is %q", about, name, text, now[name])
		}
	}
	for name, text := range now {
		_, before := began[name]
		after, ours := c.after[name]
		switch {
		case ours && text != after && (!before || text != c.before[name]):
			t.Errorf("%s: %q holds %d bytes, neither the old nor the new ones", about, name, len(text))
		case !ours && !before && text != "folder":
			left = append(left, name)
		}
	}
	return left
}

// ends runs a scene to its end, and checks that all is right and nothing left.
func (c scene) ends(t *testing.T, about, folder string, began map[string]string) {
	t.Helper()
	if err := New(nil).Replace(c.set(folder)); (err != nil) != c.fails {
		t.Errorf("%s: the next run: %v", about, err)
	}
	now := tree(t, folder)
	if left := c.whole(t, about+", the next run", began, now); len(left) > 0 {
		t.Errorf("%s: the next run leaves %q", about, left)
	}
	for name, text := range c.after {
		if now[name] != text {
			t.Errorf("%s: behind the next run %q holds %d bytes", about, name, len(now[name]))
		}
	}
	for _, name := range append(slices.Clone(c.gone), c.empty...) {
		if _, there := now[name]; there && name != "one" { // which holds another file
			t.Errorf("%s: behind the next run %q is there", about, name)
		}
	}
}
