package isolation

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"render/conformance/apart"
	"render/conformance/clauses"
)

var (
	topologies = flag.Int("topologies", 200, "how many topologies to make up")
	seed       = flag.Uint64("seed", 1, "the first one's")
	tool       = flag.String("render", "", "the program that is judged; built where it is not given")
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if code == 0 && built != "" {
		_ = os.RemoveAll(filepath.Dir(built))
	}
	os.Exit(clauses.Judged(code))
}

var built string

// program is the tool, built once.
func program(t *testing.T) string {
	t.Helper()
	if *tool != "" {
		return *tool
	}
	if built == "" {
		folder, err := os.MkdirTemp("", "render")
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(folder, "render")
		build := exec.Command("go", "build", "-o", name, "./cmd/render")
		build.Dir = "../.."
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		built = name
	}
	return built
}

// judged are the examples with isolation, by name.
func judged(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^isolation:`).Match(text) {
			out = append(out, filepath.Base(filepath.Dir(f)))
		}
	}
	return out
}

// sides are an example's topology and what it renders to.
func sides(t *testing.T, name string) (*topology, []byte) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../examples", name, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := os.ReadFile(filepath.Join("../../golden", name, "stream.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	top, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	return top, stream
}

// TestExamples: in the examples each connection is let in exactly where the topology says so.
func TestExamples(t *testing.T) {
	names := judged(t)
	if len(names) < 2 {
		t.Fatalf("only %v", names)
	}
	for _, name := range names {
		top, stream := sides(t, name)
		applied, err := policies(stream)
		if err != nil {
			t.Fatal(err)
		}
		problems, sum, err := judge(top, stream, applied)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s: %v", name, p)
		}
		t.Logf("%s: %d connections asked, %d let in", name, sum.asked, sum.allowed)
		if sum.allowed == 0 || sum.allowed == sum.asked {
			t.Errorf("%s: %d of %d connections are let in", name, sum.allowed, sum.asked)
		}
	}
}

// TestMade: so it is in topologies that are made up. What the tool refuses is counted, and is
// at most a quarter.
func TestMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "topology.yaml")
	var sum tally
	refused := map[string]int{}
	for i := range *topologies {
		own := *seed + uint64(i)
		text, err := yaml.Marshal(apart.Topology(own))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		run := exec.Command(program(t), "--quiet", file)
		run.Stderr = &said
		stream, err := run.Output()
		if err != nil {
			refused[firstLine(said.String())]++
			continue
		}
		problems, one, err := judgeText(text, stream)
		if err != nil {
			t.Fatal(err)
		}
		sum.asked, sum.allowed = sum.asked+one.asked, sum.allowed+one.allowed
		if i > 0 && i%250 == 0 {
			t.Logf("%d topologies, %d connections asked", i, sum.asked)
		}
		if len(problems) > 0 {
			t.Fatalf("seed %d: %d of %d connections, as %v\n%s", own, len(problems), one.asked, problems[0], text)
		}
	}
	all := 0
	for why, n := range refused {
		all += n
		t.Logf("refused %d: %s", n, why)
	}
	t.Logf("%d topologies, %d refused; %d connections asked, %d let in", *topologies, all, sum.asked, sum.allowed)
	if all*4 > *topologies {
		t.Errorf("%d of %d are refused", all, *topologies)
	}
}

// firstLine is what a refusal says first, without its numbers.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	_, line, _ = strings.Cut(line, ": ")
	return regexp.MustCompile(`[0-9]+`).ReplaceAllString(line, "N")
}

func judgeText(text, stream []byte) ([]error, tally, error) {
	top, err := read(text)
	if err != nil {
		return nil, tally{}, err
	}
	applied, err := policies(stream)
	if err != nil {
		return nil, tally{}, err
	}
	return judge(top, stream, applied)
}
