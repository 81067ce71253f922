package certs

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/bounded"
	"render/render/routing"
	"render/render/wording"
)

// insteadOf is the first pair called after another host that is there and covers all hosts of a request
// whose own is not; or the first that covers all but the host after which the missing one is called, and
// how to write that host apart. "" where there is none. What is wrong with a certificate is not told: nobody
// asked for it.
func (r *reader) insteadOf(q Request) (stem, apart string) {
	for _, one := range q.Instead {
		list, _ := readChain(r.files, path.Clean(one+".crt"))
		if len(list) == 0 || !r.there(one+".key") && !r.rules.Keyless {
			continue
		}
		var missing []Host
		for _, h := range q.Hosts {
			if h.Name != routing.EveryHost && !covered(list[0], h.Name) {
				missing = append(missing, h)
			}
		}
		switch {
		case len(missing) == 0:
			return one, ""
		case apart == "" && len(missing) == 1 && len(q.Hosts) > 1 && missing[0].Own == path.Clean(q.Crt):
			stem, apart = one, missing[0].Item
		}
	}
	return stem, apart
}

// Replaced is what the name of a file has that another took the place of.
const Replaced = ".replaced-"

// maxLooked is in how many files of a folder a certificate is looked for.
const maxLooked = 200

// certificateEndings are those of the files that authorities hand certificates out as.
func certificateEndings() []string { return []string{".pem", ".cer", ".cert", ".crt", ".txt"} }

// broughtFor is the first such pair beside a missing one that covers all hosts of a request; nil for none.
func (r *reader) broughtFor(q Request) *brought {
	for _, one := range r.broughtIn(path.Dir(path.Clean(q.Crt))) {
		covers := len(q.Hosts) > 0
		for _, h := range q.Hosts {
			covers = covers && h.Name != routing.EveryHost && covered(one.leaf, h.Name)
		}
		if covers {
			return &one
		}
	}
	return nil
}

// orBrought is the help for a pair that is not there, with one that is for its hosts; one whose name is like that is
// meant with no doubt.
func (r *reader) orBrought(crt, help string) string {
	one := r.broughtFor(r.instead[crt])
	if one == nil {
		return help
	}
	of := "write cert: " + one.written + " beside the hosts, the pair that is there and is for them"
	if strings.HasSuffix(r.instead[crt].Path, "cert") { // which is written
		of = "write " + one.written + " in its place, the pair that is there and is for the hosts"
	}
	switch like := strings.HasPrefix(help, "did you mean "); {
	case like && strings.Contains(help, wording.Quote(one.written)):
		return help
	case like:
		return of
	}
	return of + "; or " + help
}

// broughtIn are the pairs of a folder that no tier names. The key is called as the certificate is.
func (r *reader) broughtIn(folder string) []brought {
	if known, done := r.brought[folder]; done {
		return known
	}
	var out []brought
	entries, _ := fs.ReadDir(r.files, folder) // where it cannot be listed nothing is found
	looked := 0
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		stem := strings.TrimSuffix(name, path.Ext(name))
		if !slices.Contains(certificateEndings(), path.Ext(name)) || e.IsDir() || r.ofAuthority(name) || r.askers[name] != nil || strings.Contains(name, Replaced) || !r.there(stem+".key") {
			continue
		}
		if looked++; looked > maxLooked {
			break
		}
		list, _ := readChain(bounded.Within(r.files, bounded.MaxPEM), name)
		if len(list) == 0 || list[0].IsCA {
			continue
		}
		written := word(stem)
		if path.Ext(name) != ".crt" {
			written = "{crt: " + word(name) + ", key: " + word(stem+".key") + "}"
		}
		out = append(out, brought{written, list[0]})
	}
	r.brought[folder] = out
	return out
}
