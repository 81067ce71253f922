package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"render/render/bounded"
)

// Claim is a folder that one run at a time writes, from its first look at what is
// there to its last file. Signals meanwhile end it, see Release.
type Claim struct {
	Path string // of the folder, behind every link
	interruption

	disk *Disk
	lock *os.File
	root *os.Root
	subs map[string]*os.Root // folders in it that were looked into
	made []string            // folders, outermost first
	bare bool                // nothing was in the folder when it was claimed
}

// ErrBusy tells of a folder on which another run is at work for longer than anybody waits.
var ErrBusy = errors.New("another run is at work on it; run this again")

// waitForClaim is how long that is.
const waitForClaim = 30 * time.Second

// FolderPath is the full path of a folder that need not be there yet, behind every
// link.
func FolderPath(name string) (string, error) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, missing, err := standing(full)
	return filepath.Join(real, missing), err
}

// standing is as much of a folder's path as is there, behind every link, and the rest of it.
func standing(folder string) (real, missing string, err error) {
	for {
		if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) || folder == filepath.Dir(folder) {
			break
		}
		missing = filepath.Join(filepath.Base(folder), missing)
		folder = filepath.Dir(folder)
	}
	real, err = withoutLinks(folder)
	return real, missing, err
}

// Claim makes a folder where it is missing, and waits until no other run has
// claimed it. Where folders cannot be locked it does not wait.
func (d *Disk) Claim(path string) (c *Claim, err error) {
	c = &Claim{Path: path, disk: d, interruption: d.begin()}
	defer func() {
		if err != nil {
			if interrupted := c.Release(); interrupted != nil {
				err = interrupted
			}
		}
	}()
	const every = 10 * time.Millisecond
	for waited := time.Duration(0); ; waited += every {
		done, err := c.try()
		if done || err != nil {
			return c, err
		}
		if err := c.check(); err != nil {
			return c, err
		}
		if waited >= waitForClaim {
			return c, ErrBusy
		}
		time.Sleep(every)
	}
}

// try makes the folder and locks it. Another run may have removed it meanwhile, if
// it had made it for nothing.
func (c *Claim) try() (done bool, err error) {
	made, err := c.disk.makeFolders(c.Path, func() error { return nil })
	c.made = append(c.made, made...)
	if err != nil {
		return false, err
	}
	folder, err := os.Open(c.Path)
	if err != nil {
		return false, err
	}
	if err := tryLock(folder); errors.Is(err, errLocked) || !isAt(folder, c.Path) {
		return false, folder.Close()
	}
	c.lock = folder
	_, err = folder.Readdirnames(1)
	c.bare = errors.Is(err, io.EOF)
	c.root, err = os.OpenRoot(c.Path)
	return err == nil, err
}

// Release lets other runs in, and removes folders that were made for nothing. A
// signal that came meanwhile is an *Interrupted.
func (c *Claim) Release() error {
	defer c.disk.replacing.Add(-1)
	for i := len(c.made) - 1; i >= 0; i-- {
		c.disk.removeEmpty(c.made[i])
	}
	for _, sub := range c.subs {
		sub.Close()
	}
	if c.root != nil {
		c.root.Close()
	}
	if c.lock != nil {
		c.lock.Close()
	}
	return c.end()
}

// maxLook bounds what is read of a file, in bytes: one that is larger is nothing
// that a run wrote, and reads as nothing.
const maxLook = 64 << 20

// Look is what a file of the folder is, and what it holds if it is a regular one. A
// link is not followed. Where nothing is, info is nil; so it stays for a folder in which
// nothing was when it was claimed.
func (c *Claim) Look(name string) (info fs.FileInfo, text []byte, err error) {
	if c.bare { // nobody else writes here now
		return nil, nil, nil
	}
	folder, err := c.sub(filepath.Dir(filepath.FromSlash(name)))
	if folder == nil {
		return nil, nil, err
	}
	name = path.Base(name)
	info, err = folder.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	case !info.Mode().IsRegular():
		return info, nil, nil
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	text, err = bounded.Read(file, maxLook)
	if large := (*bounded.TooLarge)(nil); errors.As(err, &large) {
		return info, nil, nil
	}
	return info, text, err
}

// sub is a folder in the folder, which stays open for the next look; nil where there is
// none, so that nothing can be in it.
func (c *Claim) sub(name string) (*os.Root, error) {
	if name == "." {
		return c.root, nil
	}
	if sub := c.subs[name]; sub != nil {
		return sub, nil
	}
	sub, err := c.root.OpenRoot(name)
	if err != nil {
		if info, failed := c.root.Lstat(name); failed == nil && info.IsDir() || failed != nil && !errors.Is(failed, fs.ErrNotExist) {
			return nil, err
		}
		return nil, nil
	}
	if c.subs == nil {
		c.subs = map[string]*os.Root{}
	}
	c.subs[name] = sub
	return sub, nil
}

// At is the path of a file of the folder.
func (c *Claim) At(name string) string { return filepath.Join(c.Path, filepath.FromSlash(name)) }

// Sweep removes what killed runs left in folders of the folder, and those of them in
// which nothing else was.
func (c *Claim) Sweep(names []string) {
	if c.bare {
		return
	}
	c.disk.Sweep(c.Path)
	for _, name := range names {
		info, err := c.root.Lstat(name)
		if err != nil || !info.IsDir() || empty(c.At(name)) {
			continue
		}
		c.disk.Sweep(c.At(name))
		c.disk.removeEmpty(c.At(name))
	}
}
