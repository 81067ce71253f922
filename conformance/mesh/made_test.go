package mesh

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"
)

var (
	topologies = flag.Int("topologies", fewestMade, "how many topologies TestMade judges")
	seed       = flag.Uint64("seed", 1, "the seed of the first: to look at one that was told of")
	every      = flag.Int("progress", 0, "after how many topologies, or pairs of them, to print how far it is; 0 for never")
	analyze    = flag.Int("analyze", 10, "of so many topologies one is looked at by the analyzers too, which take long")
)

// fewestMade keeps the test from trying less and less.
const fewestMade = 200

// mostRefused is how many of a hundred made-up topologies may be refused: more, and
// nobody knows what the test looks at.
const mostRefused = 40

// causes are what a made-up topology may be refused for: what its seed put together
// by chance, and what the Gateway API lacks.
var causes = []string{
	"backend-differs",      // two apps of one host outside, of which TLS is spoken to one
	"backend-authority",    // a private address, whose certificate no public authority issues
	"gateway-api-conflict", // a regular expression that would be tried too late
	"beside-passthrough",   // a route of requests on a host that is passed through
	"connection-nowhere",   // a host that is passed through, and no app; one without a route to a port, below a wildcard with one
	"fallback-clients",     // a host below a wildcard that asks for clients' certificates in another way
	"fallback-nowhere",     // routes below a wildcard, of which the wildcard's are gone
	"gateway-api-field",
	"gateway-api-value",
	"host-between",       // a host whose certificate is that of a wildcard, and another's between
	"tls-below-wildcard", // a port that ends TLS, and a route to it for a host below a wildcard
	"route-hidden",
	"route-taken",
	"sticky", // an app on hosts whose connections are passed through, beside its routes
}

// TestMade makes up topologies over all fields that decide where requests and
// connections go, has the tool render them, and follows what comes to each. What is
// refused is counted by its codes, which have to be known here.
func TestMade(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	n := &tallyMade{codes: map[string]int{}, began: time.Now()}
	t.Run("all", func(t *testing.T) {
		for at := *seed; at < *seed+uint64(*topologies); at++ {
			t.Run(fmt.Sprint(at), func(t *testing.T) {
				t.Parallel()
				n.judge(t, tool, at)
			})
		}
	})
	tried := n.judged + n.refused
	t.Log(n)
	if *every > 0 {
		fmt.Println(n)
	}
	if tried >= fewestMade && n.refused*100 > tried*mostRefused {
		t.Errorf("%d of %d topologies are refused", n.refused, tried)
	}
}

// tallyMade is how much was tried, and why what was not.
type tallyMade struct {
	sync.Mutex
	judged, refused, wrong, requests int
	codes                            map[string]int
	began                            time.Time
}

func (n *tallyMade) String() string {
	tried := n.judged + n.refused
	return fmt.Sprintf("seeds %d to %d, %d of them done: %d judged, %d of those misroute, %d refused for %v; %d requests, %v each topology",
		*seed, *seed+uint64(*topologies)-1, tried, n.judged, n.wrong, n.refused, n.codes, n.requests, time.Since(n.began)/time.Duration(max(tried, 1)))
}

// progress tells how far it is, now and then.
func (n *tallyMade) progress() {
	if *every > 0 && (n.judged+n.refused)%*every == 0 {
		fmt.Println(n)
	}
}

// judge judges the topology of one seed.
func (n *tallyMade) judge(t *testing.T, tool string, at uint64) {
	written := made(at).text()
	name := inFolder(t, written)
	stream, ok := renders(t, tool, name)
	if !ok {
		codes, told := refusedFor(t, tool, name)
		n.Lock()
		defer n.Unlock()
		n.refused++
		defer n.progress()
		if testing.Verbose() {
			t.Log(told)
		}
		for _, code := range codes {
			n.codes[code]++
			if !slices.Contains(causes, code) {
				t.Errorf("topology %d is refused for %s, which is not known here:\n%s\n%s", at, code, told, written)
			}
		}
		return
	}
	problems, followed := judgeMade(t, written, at%uint64(*analyze) == 0, withIstio(t, tool, name, stream)...)
	n.Lock()
	defer n.Unlock()
	n.judged, n.requests, n.wrong = n.judged+1, n.requests+followed, n.wrong+min(len(problems), 1)
	n.progress()
	for i, p := range problems {
		if i == mostProblems {
			t.Errorf("and %d more", len(problems)-i)
			break
		}
		t.Error(p)
	}
	if len(problems) > 0 {
		t.Logf("to judge it alone: go test -run TestMade . -seed %d -topologies 1\n%s", at, written)
	}
}

// inFolder writes a topology into a folder with the certificates that it names.
func inFolder(t *testing.T, written []byte) (name string) {
	name = saved(t, written)
	writeAuthorities(t, filepath.Dir(name))
	return name
}

// withIstio adds what is no part of the stream with istioctl and helm.
func withIstio(t *testing.T, tool, name string, stream []byte) [][]byte {
	istio, _ := renders(t, tool, "--stage=istio", name)
	if bytes.Contains(stream, istio) { // nothing, with none, or what kubectl reads
		return [][]byte{stream}
	}
	return [][]byte{stream, istio}
}

// TestNamed judges topologies that were misrouted once, each of which says what by.
func TestNamed(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/topologies/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no topologies", err)
	}
	for _, file := range names {
		t.Run(filepath.Base(file), func(t *testing.T) {
			written, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := inFolder(t, written)
			stream, ok := renders(t, tool, name)
			if !ok {
				_, told := refusedFor(t, tool, name)
				t.Fatal(told)
			}
			problems, _ := judgeMade(t, written, true, withIstio(t, tool, name, stream)...)
			for _, p := range problems {
				t.Error(p)
			}
		})
	}
}

// refusedFor are the codes of a refusal.
func refusedFor(t *testing.T, tool, name string) (codes []string, messages string) {
	t.Helper()
	text, _ := exec.Command(tool, "check", "--format=json", name).Output()
	var told struct {
		Diagnostics []struct{ Code, Severity, Message string }
	}
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, p := range told.Diagnostics {
		if p.Severity != "error" {
			continue
		}
		messages += p.Code + ": " + p.Message + "\n"
		if !slices.Contains(codes, p.Code) {
			codes = append(codes, p.Code)
		}
	}
	if len(codes) == 0 {
		t.Errorf("%s is refused for nothing: %s", name, text)
	}
	return codes, messages
}

// writeAuthorities writes the certificates that made-up topologies name.
func writeAuthorities(t *testing.T, folder string) {
	t.Helper()
	pair, err := anyPair()
	if err != nil {
		t.Fatal(err)
	}
	text, err := base64.StdEncoding.DecodeString(pair["tls.crt"].(string))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"clients.crt", "behind.crt"} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// aside are notes on what is the topology's own choice: namespaces in which nothing is
// deployed, connections to a name outside, which has no address to tell them by, and
// names of ports that say no protocol.
var aside = regexp.MustCompile(`IST0102|IST0134|IST0118`)

// judgeMade judges a made-up topology.
func judgeMade(t *testing.T, written []byte, analyzed bool, streams ...[]byte) (problems []string, followed int) {
	return judge(t, written, func(w *world) []string {
		if !analyzed {
			return nil
		}
		return slices.DeleteFunc(w.analyzed(), func(p string) bool { return aside.MatchString(p) })
	}, streams...)
}
