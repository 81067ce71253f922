package main

import (
	"flag"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var fillPages = flag.Bool("fill", false, "write into the README and the pages of docs what their commands say now")

// TestREADME runs every command that a ```console block of the README shows.
func TestREADME(t *testing.T) { runPage(t, "README.md") }

// TestDocs runs those of each page of docs, and each has some.
func TestDocs(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	pages = slices.DeleteFunc(pages, func(page string) bool { return filepath.Base(page) == "README.md" }) // a list of the others
	if err != nil || len(pages) < 13 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			t.Parallel()
			runPage(t, filepath.Join("docs", filepath.Base(page)))
		})
	}
}

// command is a line "$ ..." of a console block and what the block shows below; or a file
// of the reader's, a block ```yaml NAME, and what is in it.
type command struct {
	file  string
	line  int // from 1
	lines int // of the command itself
	text  string
	want  []string
}

// runPage runs the commands of a page in a copy of what they use, one after
// another, and compares what each says on both streams; what is in ```sh blocks has to go through. A line "..." stands for any
// number of lines, of each command for three in ten at most; a command goes on behind a
// backslash at the end of a line.
func runPage(t *testing.T, page string) {
	text, err := os.ReadFile(filepath.Join("../..", page))
	if err != nil {
		t.Fatal(err)
	}
	commands, blocks := consoleCommands(string(text)), shellBlocks(string(text))
	if len(commands) == 0 {
		t.Fatalf("%s shows no command in a ```console block", page)
	}
	dir, filled := readmeFolder(t), []string(nil)
	runBlocks := func(before int) {
		for ; len(blocks) > 0 && blocks[0].line < before; blocks = blocks[1:] {
			if said, err := runShellBlock(t, dir, blocks[0]); err != nil {
				t.Errorf("%s:%d: %v\n%s\nof\n%s", page, blocks[0].line, err, said, blocks[0].text)
			}
		}
	}
	defer runBlocks(math.MaxInt)
	for i, c := range commands {
		runBlocks(c.line)
		if c.file != "" {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, c.file)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(strings.Join(c.want, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		shell := exec.Command("sh", "-c", c.text)
		shell.Dir, shell.Env = dir, append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, ".caches"))
		out, err := shell.CombinedOutput() // a command that fails may be shown too
		got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		if len(out) == 0 {
			got = nil
		}
		same := matches(got, c.want)
		if !same && *fillPages {
			filled = append(filled, c.text)
			text = []byte(fill(string(text), i, got))
			continue
		}
		if !same {
			t.Errorf("%s:%d: $ %s\ngives (%v)\n%s\nand not\n%s", page, c.line, c.text, err, out, strings.Join(c.want, "\n"))
		}
		if hidden := hidden(got, c.want); hidden*10 > len(got)*3 {
			t.Errorf("%s:%d: $ %s\n\"...\" stands for %d of %d lines", page, c.line, c.text, hidden, len(got))
		}
	}
	if len(filled) > 0 {
		if err := os.WriteFile(filepath.Join("../..", page), text, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: filled in what %q say", page, filled)
	}
}

// fill puts what the command at a number says into a page.
func fill(page string, number int, says []string) string {
	c := consoleCommands(page)[number]
	lines := strings.Split(page, "\n")
	from := c.line - 1 + c.lines
	return strings.Join(slices.Concat(lines[:from], says, lines[from+len(c.want):]), "\n")
}

// readmeFolder is a copy of the folders that commands of pages name, with the
// program under test as bin/render.
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
			if _, name, named := strings.Cut(line, " "); named && !inside {
				out = append(out, command{line: i + 1, file: name})
				inside = true
			}
		case !inside:
		case isCommand:
			out = append(out, command{line: i + 1, lines: 1, text: begins})
			more = strings.HasSuffix(line, `\`)
		case more:
			c := &out[len(out)-1]
			c.text += "\n" + strings.TrimPrefix(line, "> ")
			c.lines++
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
	page := "```sh\n$ not this\n```\n```console\n$ one \\\n> two\na\n...\n\n$ three\n```\n$ nor this\n"
	if got := consoleCommands("```yaml a.yaml\na: b\n```\nc\n"); len(got) != 1 || got[0].file != "a.yaml" || !slices.Equal(got[0].want, []string{"a: b"}) {
		t.Errorf("%+v", got)
	}
	got := consoleCommands(page)
	if len(got) != 2 || got[0].text != "one \\\ntwo" || !slices.Equal(got[0].want, []string{"a", "...", ""}) ||
		got[1].text != "three" || got[1].want != nil || got[1].line != 10 {
		t.Errorf("%+v", got)
	}
	if got, want := fill(fill(page, 0, []string{"b"}), 1, []string{"c", "d"}),
		"```sh\n$ not this\n```\n```console\n$ one \\\n> two\nb\n$ three\nc\nd\n```\n$ nor this\n"; got != want {
		t.Errorf("filled: %q", got)
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
