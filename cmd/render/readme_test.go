package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// command is a line "$ ..." of a console block and what the block shows below.
type command struct {
	line int
	text string
	want []string
}

// TestREADME runs every command that a ```console block of the README shows, in
// a copy of what it uses, one after another, and compares what each says on
// both streams. A line "..." stands for any number of lines, of each command for three in
// ten at most; a command goes on behind a backslash at the end of a line.
func TestREADME(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := consoleCommands(string(text))
	if len(commands) == 0 {
		t.Fatal("README.md shows no command in a ```console block")
	}
	dir := readmeFolder(t)
	for _, c := range commands {
		shell := exec.Command("sh", "-c", c.text)
		shell.Dir = dir
		out, err := shell.CombinedOutput() // a command that fails may be shown too
		got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		if len(out) == 0 {
			got = nil
		}
		if !matches(got, c.want) {
			t.Errorf("README.md:%d: $ %s\ngives (%v)\n%s\nand not\n%s", c.line, c.text, err, out, strings.Join(c.want, "\n"))
		}
		if hidden := hidden(got, c.want); hidden*10 > len(got)*3 {
			t.Errorf("README.md:%d: $ %s\n\"...\" stands for %d of %d lines", c.line, c.text, hidden, len(got))
		}
	}
}

// readmeFolder is a copy of the folders that the README's commands name, with
// the program under test as bin/render.
func readmeFolder(t *testing.T) string {
	dir := t.TempDir()
	for _, name := range []string{"examples", "jsonnet", "overlays", "golden", "integrations"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	program, err := exec.LookPath("render")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(program, filepath.Join(dir, "bin", "render")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func consoleCommands(text string) []command {
	var out []command
	inside, more := false, false
	for i, line := range strings.Split(text, "\n") {
		begins, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside, more = line == "```console", false
		case !inside:
		case isCommand:
			out = append(out, command{line: i + 1, text: begins})
			more = strings.HasSuffix(line, `\`)
		case more:
			c := &out[len(out)-1]
			c.text += "\n" + strings.TrimPrefix(line, "> ")
			more = strings.HasSuffix(line, `\`)
		case len(out) > 0:
			c := &out[len(out)-1]
			c.want = append(c.want, line)
		}
	}
	return out
}

// matches compares lines; "..." in want stands for any lines, also none.
func matches(got, want []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] == "..." {
		for skipped := range len(got) + 1 {
			if matches(got[skipped:], want[1:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && got[0] == want[0] && matches(got[1:], want[1:])
}

// hidden is for how many lines of an output its "..." stand.
func hidden(got, want []string) int {
	shown := 0
	for _, line := range want {
		if line != "..." {
			shown++
		}
	}
	return max(0, len(got)-shown)
}

func TestConsoleCommands(t *testing.T) {
	got := consoleCommands("```sh\n$ not this\n```\n```console\n$ one \\\n> two\na\n...\n\n$ three\n```\n$ nor this\n")
	if len(got) != 2 || got[0].text != "one \\\ntwo" || !slices.Equal(got[0].want, []string{"a", "...", ""}) ||
		got[1].text != "three" || got[1].want != nil || got[1].line != 10 {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		got, want string
		match     bool
	}{
		{"a b c", "a b c", true}, {"a b c", "a b", false}, {"a b", "a b c", false},
		{"a b c", "... c", true}, {"a b c", "a ...", true}, {"a b c", "...", true},
		{"a b c", "a ... c ...", true}, {"a b c", "... b", false}, {"a", "... a ... b", false},
	} {
		if matches(strings.Fields(c.got), strings.Fields(c.want)) != c.match {
			t.Errorf("%q, %q: not %v", c.got, c.want, c.match)
		}
	}
}
