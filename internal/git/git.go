// Package git owns the reading of what git has: the files of a revision, by running
// git.
//
// In go a folder inside of a repository and the name of a revision; out comes an
// fs.FS. It must never write to a repository, look at a work tree or at what is
// staged, talk to a remote, or run anything but git's own commands that read objects.
// git is handed the environment of the run, where its configuration is found; nobody here
// looks into it.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// maxListing bounds the names of a revision's files, in bytes: some million files.
const maxListing = 128 << 20

// Repository is one that a folder is in.
type Repository struct {
	ctx    context.Context
	folder string
	prefix string
}

// Find is the repository that a folder is in. A context that ends, ends git.
func Find(ctx context.Context, folder string) (*Repository, error) {
	r := &Repository{ctx: ctx, folder: folder}
	prefix, err := r.run("rev-parse", "--show-prefix")
	r.prefix = strings.TrimSuffix(string(prefix), "\n")
	return r, err
}

// Inside is the way from the repository's root to a folder of its working tree; ok is false for one
// that is elsewhere.
func (r *Repository) Inside(folder string) (name string, ok bool) {
	from, err := whole(r.folder)
	to, wrong := whole(folder)
	if err != nil || wrong != nil {
		return "", false
	}
	way, err := filepath.Rel(from, to)
	if err != nil {
		return "", false
	}
	name = path.Join(r.prefix, filepath.ToSlash(way))
	return name, name != ".." && !strings.HasPrefix(name, "../")
}

// whole is the path of a folder without links.
func whole(folder string) (string, error) {
	name, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(name)
}

// Prefix is the way from the repository's root to the folder; "" for the root itself,
// else with a "/" behind.
func (r *Repository) Prefix() string { return r.prefix }

// Revision is the files of a revision, whatever git calls one: HEAD, a branch, a tag,
// an abbreviated digest, main~3.
func (r *Repository) Revision(name string) (*Revision, error) {
	if name == "" || strings.HasPrefix(name, "-") {
		return nil, errors.New("is no revision")
	}
	id, err := r.run("rev-parse", "--verify", "--quiet", name+"^{tree}")
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return nil, errors.New("is no revision that git knows here")
	}
	if err != nil {
		return nil, err
	}
	listing, err := r.run("ls-tree", "-r", "-t", "-z", "-l", "--full-tree", strings.TrimSpace(string(id)))
	if err != nil {
		return nil, err
	}
	out := &Revision{repository: r, entries: map[string]*entry{"": {name: "", folder: true}}}
	return out, out.list(string(listing))
}

// list takes in what git lists of a tree: mode, type, object, size and name of each.
func (v *Revision) list(listing string) error {
	for line := range strings.SplitSeq(listing, "\x00") {
		about, name, ok := strings.Cut(line, "\t")
		fields := strings.Fields(about)
		switch {
		case line == "":
			continue
		case !ok || len(fields) != 4:
			return fmt.Errorf("git lists %q, which is no file", line)
		case fields[1] == "commit":
			continue // another repository's
		}
		e := &entry{name: name, id: fields[2], folder: fields[1] == "tree", link: fields[0] == "120000"}
		if !e.folder {
			size, err := strconv.ParseInt(fields[3], 10, 64)
			if err != nil {
				return fmt.Errorf("git does not have %q", name) // of a clone without all
			}
			e.size = size
		}
		v.entries[name] = e
		if above := v.entries[parent(name)]; above != nil {
			above.inside = append(above.inside, e)
		}
	}
	return nil
}

func parent(name string) string { return name[:max(0, strings.LastIndex(name, "/"))] }

// command is git, which asks nobody, and fetches nothing that a partial clone lacks.
func (r *Repository) command(args ...string) *exec.Cmd {
	c := exec.CommandContext(r.ctx, "git", append([]string{"--no-pager", "--literal-pathspecs"}, args...)...)
	c.Dir = r.folder
	c.Env = append(c.Environ(), "LC_ALL=C", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_REPLACE_OBJECTS=1")
	return c
}

// run is what git prints.
func (r *Repository) run(args ...string) ([]byte, error) {
	out, told := &capped{left: maxListing}, &capped{left: 1 << 16}
	c := r.command(args...)
	c.Stdout, c.Stderr = out, told
	err := c.Run()
	switch {
	case r.ctx.Err() != nil:
		return nil, context.Cause(r.ctx)
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is not here, by which it is read")
	case out.over:
		return nil, errors.New("git lists more than is ever read")
	case err != nil:
		if line, _, _ := strings.Cut(strings.TrimSpace(told.String()), "\n"); line != "" {
			return nil, fmt.Errorf("git says: %s%w", strings.TrimPrefix(line, "fatal: "), silent{err})
		}
		return nil, err
	}
	return out.Bytes(), nil
}

// silent is an error that says nothing beside the one it is in.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// capped keeps no more than some bytes.
type capped struct {
	bytes.Buffer
	left int
	over bool
}

func (c *capped) Write(text []byte) (int, error) {
	if c.left -= len(text); c.left < 0 {
		c.over = true
		return 0, errors.New("too much")
	}
	return c.Buffer.Write(text)
}
