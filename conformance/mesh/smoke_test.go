package mesh

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSmokeScripts: whatever the script smoke of an example asks for meets, by istiod's
// routing, what the script wants of it.
func TestSmokeScripts(t *testing.T) {
	asked := 0
	program, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, example := range examples(t) {
		t.Run(example, func(t *testing.T) {
			problems, count := smoked(t, program, example, same)
			for _, problem := range problems {
				t.Error(problem)
			}
			asked += count
		})
	}
	if t.Logf("%d requests", asked); asked < 500 {
		t.Errorf("only %d requests", asked)
	}
}

// TestSmokeScriptsBroken: what is routed otherwise is found.
func TestSmokeScriptsBroken(t *testing.T) {
	program, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	for change, want := range map[string]int{
		"exact: /hello=exact: /other": 6, "- microk8s-alt.local=- microk8s.alt": 2, "gateway-ingressgateway-secondary\n  http:=gateway-ingressgateway\n  http:": 2,
	} {
		from, to, _ := strings.Cut(change, "=")
		problems, _ := smoked(t, program, "seed", func(stream string) string { return strings.ReplaceAll(stream, from, to) })
		if len(problems) != want {
			t.Errorf("%q: %d problems, want %d: %q", change, len(problems), want, problems)
		}
	}
}

// smoked follows the requests of an example's script, and tells how many there are.
func smoked(t *testing.T, program, example string, change func(string) string) (problems []string, asked int) {
	t.Helper()
	w, configs := goldenWorld(t, example, change)
	script, ok := renders(t, program, "script", "smoke", filepath.Join("../../examples", example, "topology.yaml"))
	if !ok {
		t.Fatal("refused")
	}
	failed := w.followers(t, configs, func(tier int, f *follower) {
		list := smokeRequests(t, string(script), tier)
		problems, asked = append(problems, f.smoked(list)...), asked+len(list)
	})
	return append(problems, failed...), asked
}

// smokeRequest is one that a script sends, and the words by which it judges.
type smokeRequest struct {
	request
	wants []string
}

var smokeWords = regexp.MustCompile(`(?:[^\s']|'[^']*')+`)

// smokeRequests are those of a tier.
func smokeRequests(t *testing.T, script string, tier int) (out []smokeRequest) {
	t.Helper()
	_, body, found := strings.Cut(script, fmt.Sprintf("\nchecks_%d() {\n", tier+1))
	body, _, ended := strings.Cut(body, "\n}\n")
	if !found || !ended {
		t.Fatalf("the script has no checks of tier %d", tier)
	}
	var q request
	for _, line := range smokeLines(body) {
		words := smokeWords.FindAllString(line, -1)
		for i, word := range words {
			words[i] = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(word, `'\''`, "\x00"), "'", ""), "\x00", "'")
		}
		port := func(i int) (n int) {
			_, _ = fmt.Sscan(words[i], &n)
			return n
		}
		switch words[0] {
		case "get":
			q = request{secure: words[1] == "https", host: words[2], port: port(3), method: http.MethodGet, headers: http.Header{}}
			q.path, q.query, _ = strings.Cut(words[4], "?")
			for i := 5; i < len(words); i++ {
				if words[i] == "--head" {
					q.method = http.MethodHead
				}
				if name, value, isHeader := strings.Cut(words[i], ": "); isHeader && words[i-1] == "-H" {
					q.headers.Set(name, value)
				}
			}
		case "wants":
			out = append(out, smokeRequest{q, words[1 : len(words)-1]})
		case "without_certificate":
			out = append(out, smokeRequest{request{secure: true, host: words[1], port: port(2), path: "/", method: http.MethodGet}, words[:1]})
		case "reach":
			out = append(out, smokeRequest{request{port: port(1)}, words[:1]})
		}
	}
	return out
}

// smokeLines are a function's, those in one where a word goes on.
func smokeLines(body string) (out []string) {
	open := ""
	for _, line := range strings.Split(body, "\n") {
		if open != "" {
			line = open + "\n" + line
		}
		if open = ""; strings.Count(line, "'")%2 == 1 {
			open = line
			continue
		}
		if line = strings.TrimSpace(line); line != "" && line != ":" {
			out = append(out, line)
		}
	}
	return out
}

// met reports whether what became of a request is what the script wants.
func (s *smokeRequest) met(got answer) bool {
	switch s.wants[0] {
	case "answer":
		return got.err == nil && len(got.clusters) > 0
	case "status":
		return s.wants[1] == "404" && got.err != nil || got.respond == s.wants[1] || strings.HasPrefix(got.respond, s.wants[1]+" ")
	case "text":
		return got.respond == s.wants[1]+" "+s.wants[2]
	case "redirect":
		return got.redirect == s.wants[1]+" "+s.wants[2]
	case "clear":
		return !strings.HasPrefix(got.redirect, "301 https:")
	case "refused":
		return got.err != nil
	case "handshake":
		return got.err == nil
	case "without_certificate":
		return got.needed
	}
	return false
}

// smoked follows the requests of a tier.
func (f *follower) smoked(list []smokeRequest) (problems []string) {
	for i := range list {
		s := &list[i]
		if s.wants[0] == "reach" {
			if f.targets[s.port] == 0 {
				problems = append(problems, fmt.Sprintf("tier %s: nothing listens on port %d", f.tier.Name, s.port))
			}
			continue
		}
		if got := f.follow(&s.request); !s.met(got) {
			problems = append(problems, fmt.Sprintf("tier %s: %v: %v, and the script wants %q", f.tier.Name, &s.request, got.end, s.wants))
		}
	}
	return problems
}
