package main

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"render/render/certs"
	"render/render/diag"
	"render/render/manifest"
	"render/render/secret"
)

// madeBeside are the files beside a topology, and those that an import puts there.
type madeBeside struct {
	fs.FS
	made map[string]string
}

// Open gives what is there, else what is to be.
func (b madeBeside) Open(name string) (fs.File, error) {
	file, err := b.FS.Open(name)
	if text, is := b.made[name]; err != nil && is {
		return &madeFile{strings.NewReader(text), madeInfo{path.Base(name), int64(len(text))}}, nil
	}
	return file, err
}

// madeFile is a file that is to be.
type madeFile struct {
	*strings.Reader
	info madeInfo
}

func (f *madeFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *madeFile) Close() error               { return nil }

type madeInfo struct {
	name string
	size int64
}

func (i madeInfo) Name() string       { return i.name }
func (i madeInfo) Size() int64        { return i.size }
func (i madeInfo) Mode() fs.FileMode  { return 0o644 }
func (i madeInfo) ModTime() time.Time { return time.Time{} }
func (i madeInfo) IsDir() bool        { return false }
func (i madeInfo) Sys() any           { return nil }

// writeKeys puts the public keys of issuers into files beside the topology, which names them. One
// that is there stays as it is: what differs by it the comparison tells.
func writeKeys(s *shell, keys map[string]string, beside fs.FS, output string, quiet bool) error {
	var absent []string
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		if _, err := fs.Stat(beside, name); err != nil {
			absent = append(absent, name)
		}
	}
	if len(absent) == 0 {
		return nil
	}
	told := "the topology names files with issuers' public keys, which are in the RequestAuthentications that were read; put them there: "
	if output != "-" {
		told = "issuers' public keys are written beside the topology, which names their files: "
		batch, err := s.disk.NewBatch(topologyFolder(output), false)
		if err != nil {
			return notWritten(err)
		}
		for _, name := range absent {
			batch.Add(name, []byte(keys[name]+"\n"), false, true)
		}
		if err := batch.Write(func(string, fs.FileInfo) error { return nil }); err != nil {
			return notWritten(err)
		}
	}
	if !quiet {
		fmt.Fprintln(s.stderr, "note: "+diag.Shorten(told+strings.Join(absent, ", ")))
	}
	return nil
}

// tellFiles says which certificates and keys have to be put where: those of Secrets that were read, or
// that Ansible's roles made.
func tellFiles(s *shell, list []manifest.Manifest, ofRoles bool, beside fs.FS, wanted []certs.File) {
	read := slices.ContainsFunc(list, holdsCertificate)
	if !read && !ofRoles {
		return
	}
	var names []string
	for _, f := range wanted {
		if _, err := fs.Stat(beside, f.Name); err != nil && strings.HasPrefix(f.Path, "tiers") && !f.Elsewhere {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return
	}
	told := "no certificate and no key is copied out of a Secret; put those that there are into these files"
	if !read {
		told = "the gateways' certificates and keys are in no file that was read; put those that the cluster has into these files"
	}
	fmt.Fprintf(s.stderr, "note: %s, before \"render certs\" makes others: %s\n", told, strings.Join(names, ", "))
}

// withoutUnread are objects of a topology without those of its Secrets for which nothing of that name was read: a
// comparison would take what stands there in the place of keys for what comes onto the cluster. Beside
// them a note that says so.
func withoutUnread(list, read []manifest.Manifest) (kept []manifest.Manifest, note string) {
	names := map[string]bool{}
	for _, m := range read {
		if id := m.ID(); id.Kind == "Secret" {
			names[id.Name] = true
		}
	}
	var without []string
	for _, m := range list {
		name := m.ID().Name
		if !secret.Placeholders(&m) || names[name] {
			kept = append(kept, m)
		} else if !slices.Contains(without, name) {
			without = append(without, name)
		}
	}
	if len(without) > 0 {
		note = "not compared, since no Secret of that name was read: " + strings.Join(without, ", ")
	}
	return kept, note
}

// holdsCertificate reports whether an object is a Secret with a pair, or with an authority.
func holdsCertificate(m manifest.Manifest) bool {
	held := func(key string) bool {
		return m.Object.Object("data").Get(key) != nil || m.Object.Object("stringData").Get(key) != nil
	}
	return m.ID().Kind == "Secret" && (m.Object.Text("type") == "kubernetes.io/tls" || held("ca.crt") || held("cacert"))
}
