package certs

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"render/render/bounded"
	"render/render/diag"
	"render/render/places"
)

var topology = places.NewSource("topology.yaml", []byte(`tiers:
- name: primary
  cert: certs/a
  hosts: [a.example.org]
- name: second
  cert: certs/a
`))

// request asks for certs/a.crt and certs/a.key, for some hosts.
func request(hosts ...string) Request {
	q := Request{
		Place: places.Place{Source: topology, Line: 3, Column: 9, Length: 7}, Path: "tiers[0].cert", Tier: "primary",
		Crt: "certs/a.crt", Key: "certs/a.key",
	}
	for _, h := range hosts {
		q.Hosts = append(q.Hosts, Host{Name: h, Place: places.Place{Source: topology, Line: 4, Column: 11, Length: len(h)}, Path: "tiers[0].hosts[0]"})
	}
	return q
}

func second() Request {
	q := request()
	q.Place.Line, q.Path, q.Tier = 6, "tiers[1].cert", "second"
	return q
}

func folder(crt, key string) fstest.MapFS {
	return fstest.MapFS{"certs/a.crt": {Data: []byte(crt)}, "certs/a.key": {Data: []byte(key)}}
}

// readAll is Read with a context that nobody cancels.
func readAll(t *testing.T, files fs.FS, requests []Request, rules Rules) ([]Pair, diag.List) {
	t.Helper()
	pairs, diagnostics, err := Read(t.Context(), files, requests, rules)
	if err != nil {
		t.Fatal(err)
	}
	return pairs, diagnostics
}

// run reads, and holds every diagnostic to what all of them must keep: a place
// inside its source, the topology's place beside it, help, no key.
func run(t *testing.T, files fs.FS, rules Rules, requests ...Request) ([]Pair, []string) {
	t.Helper()
	pairs, diagnostics := readAll(t, files, requests, rules)
	var text strings.Builder
	if err := diag.Text(&text, diagnostics); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range diagnostics.Sorted() {
		told = append(told, p.Header()+"\n  = "+p.Help)
		if p.Place.Source == nil || p.Place.Line > p.Place.Source.Lines() {
			t.Errorf("%q has no place in its file", p.Header())
		}
		if p.Place.Source != topology && (len(p.Related) == 0 || p.Related[0].Place.Source != topology || p.Related[0].Note == "") {
			t.Errorf("%q does not show the topology's place", p.Header())
		}
		text.Write(p.Place.Source.Text())
	}
	noKey(t, files, requests, text.String())
	return pairs, told
}

// noKey looks in a text for any line of a key block of the files.
func noKey(t *testing.T, files fs.FS, requests []Request, text string) {
	t.Helper()
	for _, q := range requests {
		for _, name := range []string{q.Crt, q.Key} {
			raw, err := fs.ReadFile(files, name)
			if err != nil {
				continue
			}
			inKey := false
			for _, line := range strings.FieldsFunc(string(raw), func(c rune) bool { return c == '\n' || c == '\r' }) {
				body := line
				if strings.HasPrefix(line, "-----") {
					inKey = strings.HasPrefix(line, "-----BEGIN") && strings.Contains(line, "KEY")
					_, body, _ = strings.Cut(line[5:], "-----")
				}
				// Short lines may be words of a message, and half a BEGIN stands
				// in a whole one.
				if inKey && len(body) >= 16 && !strings.Contains(body, " KEY-") && strings.Contains(text, body[:16]) {
					t.Errorf("a line of the key in %s is told:\n%s", name, text)
				}
			}
		}
	}
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("problems:\n%s\nwant:\n%s", g, w)
	}
}

func TestReadNormalises(t *testing.T) {
	l := theLab()
	crt, key := crtPEM(l.leaf, l.middle), keyPEM(l.leaf.key)
	indented := "    " + strings.ReplaceAll(strings.TrimSpace(crt), "\n", "\n    ")
	for name, files := range map[string]fstest.MapFS{
		"as is":    folder(crt, key),
		"CRLF":     folder(strings.ReplaceAll(crt, "\n", "\r\n"), strings.ReplaceAll(key, "\n", "\r\n")),
		"comments": folder("a note\n"+strings.ReplaceAll(crt, "-----BEGIN", "subject=x\n-----BEGIN")+"\n\n", "a note\n"+key),
		"no end":   folder(strings.TrimSpace(crt), strings.TrimSpace(key)),
		"bom":      folder("\ufeff"+crt, "\ufeff"+key),
		"indented": folder(indented, key),
	} {
		t.Run(name, func(t *testing.T) {
			files["certs/ca.crt"] = &fstest.MapFile{Data: []byte("note\n" + crtPEM(l.root))}
			q := request("a.example.org")
			q.CA = "certs/ca.crt"
			pairs, told := run(t, files, Rules{}, q)
			want(t, told)
			p := pairs[0]
			if string(p.Crt) != crt || string(p.Key) != key || string(p.CA) != crtPEM(l.root) {
				t.Errorf("not the normal form:\n%s\n%s", p.Crt, p.CA)
			}
			if !p.Leaf.Equal(l.leaf.cert) || len(p.SHA256) != 64 {
				t.Errorf("leaf %v, sum %q", p.Leaf.Subject, p.SHA256)
			}
		})
	}
}

// counting counts how often each file is opened.
type counting struct {
	fstest.MapFS
	opened map[string]int
}

func (c counting) Open(name string) (fs.File, error) {
	c.opened[name]++
	return c.MapFS.Open(name)
}

func TestReadOnce(t *testing.T) {
	l := theLab()
	files := counting{folder(crtPEM(l.leaf), keyPEM(l.leaf.key)), map[string]int{}}
	other := second()
	other.Crt = "./certs/a.crt"
	pairs, told := run(t, files, Rules{}, request(), other)
	want(t, told)
	if string(pairs[0].Crt) != string(pairs[1].Crt) || pairs[1].Leaf == nil {
		t.Error("the second pair is not the first")
	}
	// noKey reads each file once more a request, under the name asked for.
	for name, n := range files.opened {
		if n > 3 {
			t.Errorf("%s was opened %d times", name, n)
		}
	}
	_, diagnostics := readAll(t, folder(crtPEM(l.leaf), keyPEM(l.other.key)), []Request{request(), second()}, Rules{})
	if len(diagnostics) != 1 || len(diagnostics[0].Related) != 2 || diagnostics[0].Related[1].Note != "tiers[1].cert" {
		t.Errorf("a problem of a shared file: %v", diagnostics)
	}
	pairs, diagnostics = readAll(t, files, []Request{request("b.example.org"), second()}, Rules{})
	if !diagnostics.Failed() || pairs[0].Leaf != nil || pairs[1].Leaf == nil {
		t.Error("a host of one tier spoils the pair of the other, or not its own")
	}
}

// broken fails in one given way.
type broken struct{ err error }

func (b broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: "/home/me/" + name, Err: b.err}
}

func TestUnreadableFiles(t *testing.T) {
	l := theLab()
	good := keyPEM(l.leaf.key)
	big := folder(strings.Repeat("x", bounded.MaxPEM+1), good)
	pipe := folder("", good)
	pipe["certs/a.crt"].Mode = fs.ModeNamedPipe
	const at = "topology.yaml:3:9: tiers[0].cert: "
	outside, slashes, missing := request(), request(), request()
	outside.Crt, slashes.Crt, missing.Crt = "../a.crt", `certs\a.crt`, "certs/aa.crt"
	ca := request()
	ca.CA = "certs"
	disk := t.TempDir()
	if err := os.CopyFS(disk, folder("", good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		files fs.FS
		q     Request
		want  []string
	}{
		{"missing", fstest.MapFS{}, request(), []string{
			at + `neither "certs/a.crt" nor "certs/a.key" exists` + "\n  = make it: render certs TOPOLOGY; or put the pair there that you have, or name a file that exists"}},
		{"misspelt", folder(crtPEM(l.leaf), good), missing, []string{
			at + `file "certs/aa.crt" does not exist` + "\n  = did you mean \"certs/a.crt\"?"}},
		{"backslash", folder(crtPEM(l.leaf), good), slashes, []string{
			at + `file 'certs\a.crt' does not exist` + "\n  = write / between folders: certs/a.crt"}},
		{"outside", os.DirFS(disk), outside, []string{
			at + `"../a.crt" is outside the topology's folder` + "\n  = move it below that folder, or add --allow-outside"}},
		{"folder", folder(crtPEM(l.leaf), good), ca, []string{
			at + `"certs" is a folder, not a file` + "\n  = name a file in it"}},
		{"large", big, request(), []string{
			at + `"certs/a.crt" is larger than 1 MiB, which no file of certificates or keys is` +
				"\n  = name the file of the certificate, or of the keys, alone"}},
		{"pipe", pipe, request(), []string{
			at + `"certs/a.crt" is not a regular file` + "\n  = copy what it gives into a file"}},
		{"permission", broken{fs.ErrPermission}, request(), []string{
			at + `no permission to read "certs/a.crt"` + "\n  = let your user read it: chmod u+r certs/a.crt",
			at + `no permission to read "certs/a.key"` + "\n  = let your user read it: chmod u+r certs/a.key"}},
		{"other", broken{fs.ErrClosed}, request(), []string{
			at + `cannot read "certs/a.crt": file already closed` + "\n  = ",
			at + `cannot read "certs/a.key": file already closed` + "\n  = "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			pairs, told := run(t, c.files, Rules{}, c.q)
			want(t, told, c.want...)
			if pairs[0].Leaf != nil || pairs[0].Key != nil {
				t.Error("a pair although it failed")
			}
		})
	}
}

func TestWord(t *testing.T) {
	for name, want := range map[string]string{
		"certs/a-1.crt": "certs/a-1.crt", "my cert": "'my cert'", "it's": `'it'\''s'`, "-x": "./-x", "$(id)": "'$(id)'",
	} {
		if got := word(name); got != want {
			t.Errorf("word(%q) = %s, want %s", name, got, want)
		}
	}
}
