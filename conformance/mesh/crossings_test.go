package mesh

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

var share = flag.Int("share", 901, "TestCrossings: of the topologies that cross two features every so manieth; no multiple of 2 or 7, lest a routing or form of Secrets is left out")

// fewestCrossings keeps the sample from getting lost.
const fewestCrossings = 40

// TestCrossings judges a sample of the topologies that cross every two features of
// the format, where they are rendered.
func TestCrossings(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	folder := crossings(t)
	names, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	judged, refused, requests := 0, 0, 0
	for _, name := range names {
		written, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		stream, ok := renders(t, tool, name)
		if !ok {
			refused++
			continue
		}
		streams := withIstio(t, tool, name, stream)
		title, _, _ := bytes.Cut(written, []byte("\n"))
		t.Run(filepath.Base(name), func(t *testing.T) {
			problems, followed := Judge(t, written, streams...)
			judged, requests = judged+1, requests+followed
			for _, p := range problems {
				if !theirs(t, p, written, streams) {
					t.Errorf("%s: %s", title, p)
				}
			}
		})
	}
	t.Logf("%d judged, %d refused, %d requests", judged, refused, requests)
	if judged < fewestCrossings {
		t.Errorf("only %d judged", judged)
	}
}

// crossings is a folder of topologies, and of what they name.
func crossings(t *testing.T) string {
	t.Helper()
	command := exec.Command("go", "run", "./cmd/crossings", "-share", strconv.Itoa(*share))
	command.Dir = "../.."
	var said bytes.Buffer
	command.Stderr = &said
	text, err := command.Output()
	files := map[string][]byte{}
	if err == nil {
		err = json.Unmarshal(text, &files)
	}
	folder := t.TempDir()
	for name, text := range files {
		if err == nil {
			err = os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o700)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name), text, 0o600)
		}
	}
	if err != nil {
		t.Fatalf("%v: %s", err, said.Bytes())
	}
	return folder
}

// renders is what the tool prints; not ok where it refuses.
func renders(t *testing.T, tool string, args ...string) (stream []byte, ok bool) {
	t.Helper()
	command := exec.Command(tool, append([]string{"-q"}, args...)...)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil && command.ProcessState.ExitCode() != 2 {
		t.Fatalf("%v: %v: %s", args, err, said.Bytes())
	} else if err != nil {
		return nil, false
	}
	return out.Bytes(), true
}

var inTheirWords = regexp.MustCompile(`\[IST0107\].* Misplaced annotation: (\S+) |^Info \[IST0135\].* Annotation "(\S+)" |^Info \[IST0118\].* Port name (\S+) `)

// theirs tells of a note on what is the topology's own choice: istiod's namespace, or one in which
// nothing is deployed, by render at least, where its owner says whether sidecars
// are wanted; an annotation for pods that it puts on every object; a name without
// a protocol for a gateway's port; connections to a name outside, which has no address
// to tell them by. No example has any. And one that is wrong: the analyzer of
// Telemetries looks at their selectors alone, and each of these names a Gateway.
func theirs(t *testing.T, problem string, written []byte, streams [][]byte) bool {
	if words := inTheirWords.FindStringSubmatch(problem); words != nil {
		return bytes.Contains(written, []byte(words[1]+words[2]+words[3]))
	}
	if strings.Contains(problem, "[IST0134]") && slices.ContainsFunc(streams, func(stream []byte) bool { return bytes.Contains(stream, []byte("resolution: DNS")) }) {
		return true
	}
	if strings.Contains(problem, "[IST0160]") {
		return allTargeted(parsed(t, written, streams))
	}
	note := notInjected.FindStringSubmatch(problem)
	if note == nil {
		return false
	}
	w := parsed(t, written, streams)
	if note[1] == w.top.Istio.Namespace {
		return true // istiod's own, in which nothing gets a sidecar
	}
	return !slices.ContainsFunc(w.objects, func(o *unstructured.Unstructured) bool {
		return o.GetKind() == "Deployment" && o.GetNamespace() == note[1]
	})
}

// parsed is what is in some streams, and nothing that others make of it.
func parsed(t *testing.T, written []byte, streams [][]byte) *world {
	top, err := readTopology(written)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{top: top}
	for _, stream := range streams {
		if err := w.read(stream, func([]byte) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// allTargeted reports whether each Telemetry names what it is for.
func allTargeted(w *world) bool {
	return !slices.ContainsFunc(w.objects, func(o *unstructured.Unstructured) bool {
		targets, _, _ := unstructured.NestedSlice(o.Object, "spec", "targetRefs")
		return o.GetKind() == "Telemetry" && len(targets) == 0
	})
}
