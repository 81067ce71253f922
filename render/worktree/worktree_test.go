package worktree

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// cases are files that rule over certs/a.key, and whether it is ignored.
var cases = []struct {
	files map[string]string
	want  bool
}{
	{nil, false},
	{map[string]string{".gitignore": "*.key\n"}, true},
	{map[string]string{".gitignore": "*.key"}, true},
	{map[string]string{".gitignore": "*.key\r\n"}, true},
	{map[string]string{".gitignore": "\ufeff*.key\n"}, true},
	{map[string]string{".gitignore": " *.key\n"}, false},
	{map[string]string{".gitignore": "*.key  \n"}, true},
	{map[string]string{".gitignore": "*.key\\ \n"}, false},
	{map[string]string{".gitignore": "# *.key\n"}, false},
	{map[string]string{".gitignore": "*.pem\n"}, false},
	{map[string]string{".gitignore": "/*.key\n"}, false},
	{map[string]string{".gitignore": "certs\n"}, true},
	{map[string]string{".gitignore": "certs/\n"}, true},
	{map[string]string{".gitignore": "a.key/\n"}, false},
	{map[string]string{".gitignore": "certs/*\n"}, true},
	{map[string]string{".gitignore": "certs/**\n"}, true},
	{map[string]string{".gitignore": "/certs/a.key\n"}, true},
	{map[string]string{".gitignore": "certs/a\n"}, false},
	{map[string]string{".gitignore": "**/a.key\n"}, true},
	{map[string]string{".gitignore": "**/certs/*.key\n"}, true},
	{map[string]string{".gitignore": "certs/**/a.key\n"}, true},
	{map[string]string{".gitignore": "x/**/a.key\n"}, false},
	{map[string]string{".gitignore": "*/a.key\n"}, true},
	{map[string]string{".gitignore": "c*s/[a-c].k?y\n"}, true},
	{map[string]string{".gitignore": "[!b].key\n"}, true},
	{map[string]string{".gitignore": "[^a].key\n"}, false},
	{map[string]string{".gitignore": "[[:alpha:]].key\n"}, true},
	{map[string]string{".gitignore": "[[:digit:]].key\n"}, false},
	{map[string]string{".gitignore": "[a.key\n"}, false},
	{map[string]string{".gitignore": "\\a.key\n"}, true},
	{map[string]string{".gitignore": "certs?a.key\n"}, false},
	{map[string]string{".gitignore": "A.key\n"}, false},
	{map[string]string{".gitignore": "*\n!*.key\n"}, true}, // its folder is ignored
	{map[string]string{".gitignore": "*\n!certs\n!*.key\n"}, false},
	{map[string]string{".gitignore": "*.key\n!a.key\n"}, false},
	{map[string]string{".gitignore": "!a.key\n*.key\n"}, true},
	{map[string]string{".gitignore": "*.key\n", "certs/.gitignore": "!a.key\n"}, false},
	{map[string]string{".gitignore": "!a.key\n", "certs/.gitignore": "*.key\n"}, true},
	{map[string]string{"certs/.gitignore": "*\n!.gitignore\n"}, true},
	{map[string]string{"certs/.gitignore": "/a.key\n"}, true},
	{map[string]string{"certs/.gitignore": "certs/a.key\n"}, false},
	{map[string]string{".git/info/exclude": "*.key\n"}, true},
	{map[string]string{".git/info/exclude": "*.key\n", ".gitignore": "!*.key\n"}, false},
}

// repository makes one with certs/a.key and the files of a case.
func repository(t *testing.T, files map[string]string) (string, *Tree) {
	t.Helper()
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("certs/a.key", "a key")
	write(".git/info/exclude", "")
	for name, text := range files {
		write(name, text)
	}
	git := os.DirFS(filepath.Join(root, ".git"))
	return root, &Tree{Files: os.DirFS(root), Git: git, Common: git, Folder: "."}
}

func TestIgnored(t *testing.T) {
	for _, c := range cases {
		_, tree := repository(t, c.files)
		want := Open
		if c.want {
			want = Alone
		}
		if got := tree.Look([]string{"certs/a.key"})[0]; got != want {
			t.Errorf("%q: %v", c.files, got)
		}
	}
}

// git runs git in a folder, without anything of the user's.
func git(t *testing.T, folder string, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	c := exec.Command("git", args...)
	c.Dir, c.Env = folder, append(os.Environ(), "HOME="+t.TempDir(), "XDG_CONFIG_HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1")
	out, err := c.CombinedOutput()
	return string(out), err
}

// TestAsGit: git says the same of each case.
func TestAsGit(t *testing.T) {
	for _, c := range cases {
		root, _ := repository(t, c.files)
		exclude := c.files[".git/info/exclude"]
		if out, err := git(t, root, "init", "-q"); err != nil {
			t.Fatal(out)
		}
		if err := os.WriteFile(filepath.Join(root, ".git/info/exclude"), []byte(exclude), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := git(t, root, "check-ignore", "-q", "certs/a.key")
		if got := err == nil; got != c.want {
			t.Errorf("%q: git ignores it: %v", c.files, got)
		}
	}
}

// TestTracked: what git has added is found in each kind of index, and nothing else.
func TestTracked(t *testing.T) {
	for _, kind := range []string{"sha1 2", "sha1 4", "sha256 2", "sha256 4"} {
		hash, version, _ := strings.Cut(kind, " ")
		root, tree := repository(t, map[string]string{"certs/b.key": "b", ".gitignore": "*.key\n", "z/" + strings.Repeat("n", 200): "z", "certs/a.keys": "c"})
		for _, args := range [][]string{
			{"init", "-q", "--object-format=" + hash}, {"config", "index.version", version},
			{"add", "."}, {"add", "-f", "certs/a.key"}, {"add", "-N", "-f", "certs/a.keys"},
		} {
			if out, err := git(t, root, args...); err != nil {
				t.Fatal(kind, args, out)
			}
		}
		got := fmt.Sprint(tree.Look([]string{"certs/a.key", "certs/b.key", "z/" + strings.Repeat("n", 200), "certs/a.keys", "certs/c.key"}))
		if want := fmt.Sprint([]Standing{Tracked, Alone, Tracked, Tracked, Alone}); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

// TestAlone: what git does not take in as it is, or what is not sure, is left alone.
func TestAlone(t *testing.T) {
	root, tree := repository(t, nil)
	for name, lead := range map[string]string{"link.key": "certs/a.key", "linked": "certs"} {
		if err := os.Symlink(filepath.Join(root, lead), filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"link.key", "linked/a.key", "../a.key", "none.key", "."} {
		if tree.Look([]string{name})[0] != Alone {
			t.Errorf("%s is taken in", name)
		}
	}
	for text, want := range map[string]Standing{
		"*.key filter=git-crypt diff=git-crypt\n": Alone,
		"certs/* filter=sops\n":                   Alone,
		"*.key filter=git-crypt\n*.key !filter\n": Open,
		"[attr]hidden filter=x\n*.key hidden\n":   Alone,
		"*.pem filter=git-crypt\n*.key text\n":    Open,
		"certs/ filter=git-crypt\n":               Open, // which git says nothing of files by
	} {
		_, tree := repository(t, map[string]string{".gitattributes": text})
		if got := tree.Look([]string{"certs/a.key"})[0]; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	tree.Folder = "certs"
	if tree.Look([]string{"a.key"})[0] != Open || tree.Look([]string{"../certs/a.key"})[0] != Open {
		t.Error("a folder in the tree is not seen")
	}
	_, tree = repository(t, map[string]string{"certs/.git": "gitdir: elsewhere"})
	if tree.Look([]string{"certs/a.key"})[0] != Alone {
		t.Error("another repository's file is told of")
	}
	_, tree = repository(t, map[string]string{".git/index": "DIRC\x00\x00\x00\x02\x00\x00\xff\xff" + strings.Repeat("x", 99)})
	if tree.Look([]string{"certs/a.key"})[0] != Open {
		t.Error("an index that cannot be read counts")
	}
}
