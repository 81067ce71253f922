package certs

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/bounded"
	"render/render/diag"
	"render/render/wording"
)

// load is a file's bytes, or false once it is told why there are none.
func (r *reader) load(name string) ([]byte, bool) {
	text, err := fs.ReadFile(bounded.Within(r.files, bounded.MaxPEM), name)
	if err != nil {
		r.refuseError(name, err)
		return nil, false
	}
	return text, true
}

func (r *reader) refuseError(name string, err error) {
	quoted := wording.Quote(name)
	var large *bounded.TooLarge
	switch {
	case errors.Is(err, bounded.ErrFolder):
		r.refuse("file-unreadable", name, quoted+" is a folder, not a file", "name a file in it")
	case errors.Is(err, bounded.ErrIrregular):
		r.refuse("file-unreadable", name, quoted+" is not a regular file", "copy what it gives into a file")
	case errors.As(err, &large):
		r.refuse("too-large", name, quoted+" "+large.Error()+", which no file of certificates or keys is", "name the file of the certificate, or of the keys, alone")
	case errors.Is(err, fs.ErrNotExist):
		r.refuse("file-missing", name, "file "+quoted+" does not exist", r.missingCure(name))
	case errors.Is(err, fs.ErrPermission):
		r.refuse("file-unreadable", name, "no permission to read "+quoted, "let your user read it: chmod u+r "+word(name))
	case errors.Is(err, fs.ErrInvalid):
		r.refuse("file-outside", name, quoted+" is outside the topology's folder", "move it below that folder, or add --allow-outside")
	default:
		// A path error also holds the path on disk, which is not what was written.
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		r.refuse("file-unreadable", name, "cannot read "+quoted+": "+err.Error(), "")
	}
}

func (r *reader) missingCure(name string) string {
	if strings.Contains(name, `\`) {
		return "write / between folders: " + strings.ReplaceAll(name, `\`, "/")
	}
	alone := r.withKey[name]
	asks := r.instead[name]
	if alone != "" && asks.ofHost(name) {
		return alone
	}
	// A folder that cannot be listed gives no suggestion; the file is missing
	// either way.
	entries, _ := fs.ReadDir(r.files, path.Dir(name))
	var known []string
	crt := r.ofPair[name]
	keyless := crt != "" && r.there(crt) // its key is none of another pair's
	for _, e := range entries {
		_, others := r.ofPair[path.Join(path.Dir(name), e.Name())]
		if !e.IsDir() && path.Ext(e.Name()) == path.Ext(name) && !(keyless && others) && !r.ofAuthority(path.Join(path.Dir(name), e.Name())) {
			known = append(known, e.Name())
		}
	}
	if near := wording.Suggest(path.Base(name), known); near != "" {
		return "did you mean " + wording.Quote(path.Join(path.Dir(name), near)) + "?"
	}
	if alone != "" {
		return alone
	}
	if crt, ok := r.ofPair[name]; ok {
		return r.missingOfPair(crt)
	}
	if r.missing != "" {
		return r.missing
	}
	return "get it from whoever runs the authority, or name a file that exists"
}

// ofHost reports whether a certificate is called as one of the request's hosts is.
func (q *Request) ofHost(crt string) bool {
	return slices.ContainsFunc(q.Hosts, func(h Host) bool { return path.Clean(h.Own) == crt })
}

// missingOfPair is the help for a tier's certificate or key that is not there.
// Where the certificate of a missing key is there, or the authority's without its
// key, the files were made elsewhere, and git left the keys out: they come back
// from there, and to make new ones comes last or not at all.
func (r *reader) missingOfPair(crt string) string {
	const putBack = "put it back, from where it was made or where you keep your keys"
	switch {
	case crt != "" && r.there(crt):
		help := putBack
		if r.rules.Kept {
			help += "; while nothing changed none is needed with --previous and the earlier output"
		}
		if r.rules.Authority[0] != "" && r.there(r.rules.Authority[1]) {
			force := ""
			if list, _ := readChain(r.files, crt); len(list) > 0 && !r.issuedHere(list[0]) {
				force = "--force " // without which what another authority issued stays
			}
			help += "; or make a new pair: " + r.renderCerts(force)
		}
		return help
	case r.keyElsewhere():
		return putBack + "; or make it: " + r.renderByAuthority("")
	}
	return "make it: " + r.renderCerts("") + "; or put the pair there that you have, or name a file that exists"
}

// bothMissing tells, once, of a pair of which neither file is there.
func (r *reader) bothMissing(crt, keyFile string) bool {
	_, crtDone := r.chains[crt]
	_, keyDone := r.keys[keyFile]
	if crt == keyFile || crtDone || keyDone || r.there(crt) || r.there(keyFile) || r.asked(crt)[0] != r.asked(keyFile)[0] {
		return false
	}
	r.chains[crt], r.keys[keyFile] = nil, nil
	help := r.missingCure(crt)
	if asks := r.instead[crt]; asks.ofHost(crt) { // of which another's is no slip of the pen
		help = r.missingOfPair(crt)
	}
	if stem, ok := strings.CutSuffix(help, ".crt\"?"); ok && strings.TrimSuffix(crt, ".crt") == strings.TrimSuffix(keyFile, ".key") {
		help = stem + "\"?" // by which the pair is named
	}
	switch stem, apart := r.insteadOf(r.instead[crt]); {
	case apart != "":
		help = "write " + apart + " in place of its name, since the pair of the others that is there, " + wording.Quote(stem+".crt") + ", does not cover it; and " + help
	case stem != "":
		help = "write cert: " + stem + " beside the hosts, the pair of another one of them, which is there; or " + help
	default:
		help = r.orBrought(crt, r.nearHost(r.instead[crt], crt)+help)
	}
	switch q := r.instead[crt]; {
	case q.Secret == "":
	case q.SecretFirst:
		help = "write cert: " + q.Secret + "; or " + help
	default:
		help += "; or write cert: " + q.Secret
	}
	if pair := r.pairInFolder(strings.TrimSuffix(crt, ".crt")); pair != "" {
		help = pair
	}
	r.refuse("file-missing", crt, "neither "+wording.Quote(crt)+" nor "+wording.Quote(keyFile)+" exists", help)
	return true
}

// pairInFolder is the help for a folder in the place of a pair's path; "" for what is none.
func (r *reader) pairInFolder(stem string) string {
	entries, err := fs.ReadDir(r.files, path.Clean(stem))
	if err != nil {
		return ""
	}
	var pairs []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".crt"); ok && r.there(path.Join(stem, name+".key")) {
			pairs = append(pairs, path.Join(stem, name))
		}
	}
	if len(pairs) == 1 {
		return wording.Quote(stem) + " is a folder; write: " + pairs[0]
	}
	return wording.Quote(stem) + " is a folder; write the path of a pair in it, as " + path.Join(stem, "NAME")
}

// absent is the diagnostic of a file that is not there, which is not told yet.
func (r *reader) absent(name string) *diag.Diagnostic {
	since := len(r.diagnostics)
	r.refuseError(name, fs.ErrNotExist)
	diagnostic := r.diagnostics[since]
	r.diagnostics = r.diagnostics[:since]
	return &diagnostic
}
