package eval

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/google/go-jsonnet"

	library "render/jsonnet"
)

// inLibrary is the folder of the library's own files. No file of the user's is
// known by an absolute name.
const inLibrary = "/library/"

// OfLibrary reports whether the library has a component of a name.
func OfLibrary(component string) bool {
	_, err := fs.Stat(library.Files, "components/"+component+".libsonnet")
	return err == nil
}

// importer asks an opener for files, each once.
type importer struct {
	open     Opener
	contents map[string]jsonnet.Contents // the user's, by the name that they are known by
	library  map[string]jsonnet.Contents
	answers  map[[2]string]answer
}

type answer struct {
	found string
	err   error
}

// refused reports whether a message tells of a file that was not given.
func (i *importer) refused(message string) bool {
	for _, a := range i.answers {
		if a.err != nil && strings.Contains(message, a.err.Error()) {
			return true
		}
	}
	return false
}

// Import implements jsonnet.Importer.
func (i *importer) Import(from, name string) (jsonnet.Contents, string, error) {
	if strings.HasPrefix(from, inLibrary) {
		return i.readLibrary(from, name)
	}
	key := [2]string{path.Dir(from), name}
	a, ok := i.answers[key]
	if !ok {
		opened := i.open(from, name)
		a.found = opened.Found
		if opened.Refused != "" {
			a.err = errors.New(opened.Refused)
		} else if _, known := i.contents[a.found]; !known {
			i.contents[a.found] = jsonnet.MakeContentsRaw(opened.Text)
		}
		i.answers[key] = a
	}
	if a.err != nil {
		return jsonnet.Contents{}, "", a.err
	}
	return i.contents[a.found], a.found, nil
}

// readLibrary gives a file that one of the library's own imports.
func (i *importer) readLibrary(from, name string) (jsonnet.Contents, string, error) {
	full := path.Join(path.Dir(from), name)
	if known, ok := i.library[full]; ok {
		return known, full, nil
	}
	text, err := fs.ReadFile(library.Files, strings.TrimPrefix(full, inLibrary))
	if err != nil {
		return jsonnet.Contents{}, "", err
	}
	i.library[full] = jsonnet.MakeContentsRaw(text)
	return i.library[full], full, nil
}
