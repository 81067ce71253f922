package certs

import (
	"crypto/x509"
	"io/fs"
	"iter"
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
		missing := uncovered(list[0], q.Hosts)
		switch {
		case len(missing) == 0:
			return one, ""
		case apart == "" && len(missing) == 1 && len(q.Hosts) > 1 && missing[0].Own == path.Clean(q.Crt):
			stem, apart = one, missing[0].Item
		}
	}
	return stem, apart
}

// uncovered are the hosts that a certificate is not for. None is for every name.
func uncovered(leaf *x509.Certificate, hosts []Host) (out []Host) {
	for _, h := range hosts {
		if h.Name != routing.EveryHost && !covered(leaf, h.Name) {
			out = append(out, h)
		}
	}
	return out
}

// Replaced is what the name of a file has that another took the place of.
const Replaced = ".replaced-"

// maxLooked is in how many files of a folder a certificate is looked for.
const maxLooked = 200

// broughtFor is the first such pair beside a missing one that covers all hosts of a request; nil for none.
func (r *reader) broughtFor(q Request) *brought {
	if len(q.Hosts) == 0 || slices.ContainsFunc(q.Hosts, func(h Host) bool { return h.Name == routing.EveryHost }) {
		return nil // which any pair is for
	}
	for _, one := range r.broughtIn(path.Dir(path.Clean(q.Crt))) {
		if len(uncovered(one.leaf, q.Hosts)) == 0 {
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

// usePair is how another pair is used that is there, and that covers all hosts of a request whose own does not; "" for none.
func (r *reader) usePair(q Request) string {
	if stem, apart := r.insteadOf(q); stem != "" && apart == "" {
		return "write cert: " + stem + " beside the hosts, the pair of another one of them, which is for all; or "
	}
	switch one := r.broughtFor(q); {
	case one == nil:
		return ""
	case strings.HasSuffix(q.Path, "cert"): // which is written
		return "write cert: " + one.written + ", the pair that is there and is for the hosts; or "
	default:
		return "write cert: " + one.written + " beside the hosts, the pair that is there and is for them; or "
	}
}

// nearHost is the help where the host after which a missing pair is called is nearly that of a pair which no tier names;
// "" for none.
func (r *reader) nearHost(q Request, crt string) string {
	for _, h := range q.Hosts {
		if path.Clean(h.Own) != crt {
			continue
		}
		for _, one := range r.broughtIn(path.Dir(crt)) {
			if at := slices.IndexFunc(one.leaf.DNSNames, func(name string) bool { return nearly(h.Name, name) }); at >= 0 && !covered(one.leaf, h.Name) {
				return "write host " + one.leaf.DNSNames[at] + ", if that is meant, whose pair is there; or "
			}
		}
	}
	return ""
}

// nearly reports whether two names differ in one label, by a slip.
func nearly(name, other string) bool {
	one, two, slips := strings.Split(name, "."), strings.Split(other, "."), 0
	if len(one) != len(two) {
		return false
	}
	for i := range one {
		if one[i] != two[i] {
			if slips++; wording.Suggest(one[i], two[i:i+1]) == "" {
				return false
			}
		}
	}
	return slips == 1
}

// broughtIn are the pairs of a folder that no tier names. The key is called as the certificate is.
func (r *reader) broughtIn(folder string) []brought {
	if known, done := r.brought[folder]; done {
		return known
	}
	named := func(name string) bool {
		return r.ofAuthority(name) || r.askers[name] != nil || strings.Contains(name, Replaced) || !r.there(stemOf(name)+".key")
	}
	var out []brought
	for name, leaf := range r.leaves(folder, named) {
		if leaf.IsCA {
			continue
		}
		written := word(stemOf(name))
		if path.Ext(name) != ".crt" {
			written = "{crt: " + word(name) + ", key: " + word(stemOf(name)+".key") + "}"
		}
		out = append(out, brought{written, leaf})
	}
	r.brought[folder] = out
	return out
}

func stemOf(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// leaves are the first certificates of files in a folder, each with its name, but for those that are passed over: by
// the endings with which authorities hand certificates out.
func (r *reader) leaves(folder string, passed func(name string) bool) iter.Seq2[string, *x509.Certificate] {
	endings := []string{".pem", ".cer", ".cert", ".crt", ".txt"}
	return func(yield func(string, *x509.Certificate) bool) {
		entries, _ := fs.ReadDir(r.files, folder) // where it cannot be listed nothing is found
		looked := 0
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			if e.IsDir() || !slices.Contains(endings, strings.ToLower(path.Ext(name))) || passed(name) {
				continue
			}
			if looked++; looked > maxLooked {
				return
			}
			list, _ := readChain(bounded.Within(r.files, bounded.MaxPEM), name)
			if len(list) > 0 && !yield(name, list[0]) {
				return
			}
		}
	}
}
