package certs

import (
	"crypto/x509"
	"errors"
	"io/fs"
	"path"
	"slices"

	"render/render/diag"
)

// reader holds what was read, each under its clean file name. A nil value is
// a file that failed and whose diagnostics are told already.
type reader struct {
	files  fs.FS
	rules  Rules
	askers map[string][]diag.Related // where the topology names a file
	// ofPair are the files of tiers' own certificates, which the verb certs makes,
	// and of a key the certificate that it belongs to.
	ofPair  map[string]string
	instead map[string]Request   // of a certificate who asks for it, where another may be meant
	withKey map[string]string    // of a certificate that is not there the help, where its key is
	brought map[string][]brought // of a folder
	texts   map[string]*pemText
	chains  map[string]*chain
	keys    map[string]*key
	couples map[[2]string]*couple
	cas     map[string][]byte
	// clientCAs are files of which every certificate is an authority's.
	clientCAs   map[string][]byte
	diagnostics diag.List
	missing     string // the help where a file is not there; "" for a tier's
}

// brought is a pair in a folder that no tier names, as an authority calls it that it came from.
type brought struct {
	written string // as cert is written of it
	leaf    *x509.Certificate
}

func newReader(files fs.FS, rules Rules) *reader {
	return &reader{
		files: files, rules: rules,
		askers: map[string][]diag.Related{}, texts: map[string]*pemText{},
		chains: map[string]*chain{}, keys: map[string]*key{}, ofPair: map[string]string{}, instead: map[string]Request{}, withKey: map[string]string{}, brought: map[string][]brought{},
		couples: map[[2]string]*couple{}, cas: map[string][]byte{}, clientCAs: map[string][]byte{},
	}
}

// maxAskers is how many places of the topology one diagnostic shows.
const maxAskers = 3

func (r *reader) ask(q Request, file string) {
	name := path.Clean(file)
	also := diag.Related{Place: q.Place, Note: q.Path}
	list := r.askers[name]
	if len(list) == 0 || list[len(list)-1] != also {
		r.askers[name] = append(list, also)
	}
}

// asked is where the topology names a file, the first few places.
func (r *reader) asked(name string) []diag.Related {
	list := r.askers[name]
	return slices.Clone(list[:min(len(list), maxAskers)])
}

// refuse tells what is wrong with a file that cannot be pointed into.
func (r *reader) refuse(code diag.Code, name, message, help string) {
	asked := r.asked(name)
	r.diagnostics.Add(diag.Diagnostic{
		Code: code, Place: asked[0].Place, Path: asked[0].Note, Related: asked[1:],
		Message: message, Help: help,
	})
}

// tell adds a diagnostic of a certificate.
func (r *reader) tell(code diag.Code, t *pemText, line int, warning bool, message, help string) {
	p := diag.Diagnostic{Code: code, Place: t.place(line), Message: message, Help: help, Related: r.asked(t.name)}
	if warning {
		r.diagnostics.Warn(p)
	} else {
		r.diagnostics.Add(p)
	}
}

func (r *reader) errors() int { return len(r.diagnostics) - r.diagnostics.Warnings() }

// there reports whether a file is there; also where that cannot be told.
func (r *reader) there(name string) bool {
	_, err := fs.Stat(r.files, path.Clean(name))
	return !errors.Is(err, fs.ErrNotExist)
}

// couple is a certificate file and a key file together. Where ok is false the
// pair is not to be used; leaf may still be known.
type couple struct {
	crt  *chain
	leaf *certificate
	ok   bool
	pair Pair
	// other is a key that is none of the certificate's; nil where that has its own.
	other *key
}

// ofAuthority reports whether a file is the local authority's.
func (r *reader) ofAuthority(name string) bool {
	return name == path.Clean(r.rules.Authority[0]) || name == path.Clean(r.rules.Authority[1])
}
