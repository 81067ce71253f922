package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// link is a link of a page to something beside it, with its words.
var link = regexp.MustCompile(`(\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])\(([^)#\s]*)(#[^)\s]+)?\)`)

// packing is the gathering of pages for an archive: those that it begins with, and all that they
// lead to.
type packing struct {
	root  string
	files []file
	begun map[string]bool
}

// pages are texts for people, and what they link to, so that each of their links leads somewhere in
// an archive too: a page to its own pages, a folder to all that is in it. What only who builds render
// has, its modules of tests and measurements, they name and link to no more.
func pages(root string, first ...string) ([]file, error) {
	p := &packing{root: root, begun: map[string]bool{}}
	for _, name := range first {
		if err := p.add(name); err != nil {
			return nil, err
		}
	}
	return p.files, nil
}

// packed is where a file of the project is in an archive: the binary is where the folder of its
// name would be.
func packed(name string) string {
	if rest, cut := strings.CutPrefix(name, "render/testdata/"); cut {
		return "docs/" + rest
	}
	return name
}

// add adds a file, or all that is in a folder.
func (p *packing) add(name string) error {
	return filepath.WalkDir(filepath.Join(p.root, filepath.FromSlash(name)), func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		within, err := filepath.Rel(p.root, at)
		if err != nil {
			return err
		}
		return p.file(filepath.ToSlash(within))
	})
}

func (p *packing) file(name string) error {
	if p.begun[name] {
		return nil
	}
	p.begun[name] = true
	text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	at := len(p.files)
	p.files = append(p.files, file{name: packed(name)})
	if path.Ext(name) == ".md" {
		if text, err = p.followed(name, text); err != nil {
			return err
		}
	}
	p.files[at].text = text
	return nil
}

// followed is a page with its links as they lead in an archive, to which all is added that they
// lead to.
func (p *packing) followed(page string, text []byte) (out []byte, err error) {
	out = link.ReplaceAllFunc(text, func(found []byte) []byte {
		parts := link.FindSubmatch(found)
		words, target, heading := string(parts[1]), string(parts[2]), string(parts[3])
		if err != nil || target == "" || strings.Contains(target, "://") {
			return found
		}
		to := path.Join(path.Dir(page), target)
		if _, missing := os.Stat(filepath.Join(p.root, filepath.FromSlash(to), "go.mod")); missing == nil {
			return []byte(words[1 : len(words)-1])
		}
		if failed := p.add(to); failed != nil {
			err = fmt.Errorf("%s links to %s: %w", page, target, failed)
			return found
		}
		back, failed := filepath.Rel(filepath.FromSlash(path.Dir(packed(page))), filepath.FromSlash(packed(to)))
		if failed != nil {
			err = failed
			return found
		}
		return []byte(words + "(" + filepath.ToSlash(back) + heading + ")")
	})
	return out, err
}
