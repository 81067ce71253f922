package render_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/secret/age"
	"render/render/source"
)

// help that begins with "write: " and goes on with no word of the language is
// meant to the letter: what is marked is replaced by it. The tests of this file do
// that, line by line, as somebody would who understands nothing of it.

// spoken are words by which help goes on that is no text to write.
var spoken = regexp.MustCompile(`^(another|an?|the|one|other|such|less|fewer|both|each|several|addresses|weights|names?|labels|text|true|its|at|.* beside it|.*\.\.\.)\b`)

// behind is what follows the text in help.
var behind = regexp.MustCompile(`( for the text|, or |, if | if |; |, with |, the | or more| or less| to | in the tier|, so that ).*$`)

var (
	indentBy  = regexp.MustCompile(`^indent this line by (\d+) spaces?`)
	didMean   = regexp.MustCompile(`^did you mean (".*")\?$`)
	flowValue = regexp.MustCompile(`^write: (\{.*?\}|"(?:[^"\\]|\\.)*")(?:,? (?:or|if) .*)?$`)
)

// literal is the text that help says to write in place of what is marked.
func literal(p diag.Diagnostic) (text string, ok bool) {
	if found := didMean.FindStringSubmatch(p.Help); found != nil {
		text, err := strconv.Unquote(found[1])
		return text, err == nil
	}
	if found := flowValue.FindStringSubmatch(p.Help); found != nil {
		return found[1], true
	}
	text, ok = strings.CutPrefix(p.Help, "write: ")
	if !ok || spoken.MatchString(text) || strings.Contains(text, "...") {
		return "", false
	}
	return behind.ReplaceAllString(text, ""), true
}

// obey does what a diagnostic's help says; false where that is not to the letter.
func obey(text string, p diag.Diagnostic) (string, bool) {
	if p.Place.Line == 0 {
		return "", false
	}
	lines := strings.SplitAfter(text, "\n")
	line := lines[p.Place.Line-1]
	if found := indentBy.FindStringSubmatch(p.Help); found != nil {
		n, _ := strconv.Atoi(found[1])
		lines[p.Place.Line-1] = strings.Repeat(" ", n) + strings.TrimLeft(line, " ")
		return strings.Join(lines, ""), true
	}
	with, ok := literal(p)
	switch {
	case p.Help == "remove the spaces before it":
		lines[p.Place.Line-1] = strings.TrimLeft(line, " ")
		return strings.Join(lines, ""), true
	case p.Help == "remove this line":
		lines[p.Place.Line-1] = "\n"
		return strings.Join(lines, ""), true
	case p.Help == "write a plain space":
		with, ok = " ", true
	}
	if !ok {
		return "", false
	}
	runes := []rune(line)
	from, to := p.Place.Column-1, p.Place.Column-1+p.Place.Length
	if at := strings.IndexByte("{[", byte(runes[from])); at >= 0 && to == from+1 && (with[0] == '{' || with[0] == '[') {
		to = closed(runes, from) // a value in brackets is replaced as a whole by another
	}
	to = min(to, len(runes)-1) // before the end of the line
	lines[p.Place.Line-1] = string(runes[:from]) + with + string(runes[to:])
	for range goesOn(p) { // a value of several lines is replaced as a whole
		lines[p.Place.Line] = ""
		lines = append(lines[:p.Place.Line], lines[p.Place.Line+1:]...)
	}
	return strings.Join(lines, ""), true
}

// closed is behind the bracket that closes the one at a place of a line, which quotes hide.
func closed(line []rune, from int) int {
	depth, quote := 0, rune(0)
	for i := from; i < len(line); i++ {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return from + 1
}

// goesOn counts the lines of the marked value below its first.
func goesOn(p diag.Diagnostic) int {
	root, _ := source.Parse(p.Place.Source)
	n := 0
	var walk func(*source.Node)
	walk = func(node *source.Node) {
		if node.Place == p.Place && node.Kind == source.Scalar {
			n = len(node.Lines(new(places.Cursor))) - 1
		}
		for _, list := range [][]*source.Node{node.Items, node.Values} {
			for _, inner := range list {
				walk(inner)
			}
		}
	}
	if root != nil {
		walk(root)
	}
	return n
}

// worse are diagnostics that only help that was wrong brings about.
var worse = regexp.MustCompile(`is not YAML|unknown field|is there twice = |begins here|not an object|not a list|not a single value|typographic|control character|bracket`)

// TestHelpObeyed obeys the help of each diagnostic of the refusal cases that is meant to the letter.
// The diagnostic is then gone, and what is told in its place is no fault of form that
// was not there before.
func TestHelpObeyed(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	obeyed := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in := caseInput(t, archive)
		if in.Jsonnet {
			continue
		}
		in.Random, in.Age = rand.NewChaCha8([32]byte{}), age.Encrypt
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		before := map[string]bool{}
		for _, p := range out.Diagnostics {
			before[p.Path+p.Message] = true
		}
		for _, p := range out.Diagnostics {
			if p.Place.Source == nil || p.Place.Source.Name() != in.Name {
				continue
			}
			text, ok := obeyAlike(string(in.Text), p, out.Diagnostics)
			if !ok {
				continue
			}
			obeyed++
			then := in
			then.Text = []byte(text)
			checkObeyed(t, name, p, then, before)
		}
	}
	if obeyed < 250 {
		t.Errorf("only %d cures were obeyed", obeyed)
	}
	t.Logf("%d cures obeyed", obeyed)
}

// obeyAlike obeys a diagnostic, and with it those of the same words on other lines.
func obeyAlike(text string, p diag.Diagnostic, all diag.List) (string, bool) {
	sorted, ok := all.Sorted(), false
	for i := len(sorted) - 1; i >= 0; i-- {
		q := sorted[i]
		same := q.Place == p.Place && q.Message == p.Message && q.Help == p.Help
		if q.Place.Source != p.Place.Source || !same && (q.Message != p.Message || q.Place.Line == p.Place.Line) {
			continue
		}
		next, done := obey(text, q)
		if done {
			text = next
		}
		ok = ok || done && same
	}
	return text, ok
}

func checkObeyed(t *testing.T, name string, p diag.Diagnostic, in render.Input, before map[string]bool) {
	t.Helper()
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Errorf("%s: %s = %s\na fault of render itself: %v", name, p.Header(), p.Help, err)
		return
	}
	for _, q := range out.Diagnostics {
		switch {
		case q.Place.Line == p.Place.Line && q.Place.Column == p.Place.Column && q.Message == p.Message:
			t.Errorf("%s: obeyed and told again: %s\n = %s", name, p.Header(), p.Help)
		case p.Path == "" && strings.Contains(q.Message, ", not a"): // the next that is true
		case strings.HasPrefix(q.Help, "indent this line"): // as well
		case worse.MatchString(q.Message) && !before[q.Path+q.Message]:
			t.Errorf("%s: %s\n = %s\nobeyed, gives: %s\n%s", name, p.Header(), p.Help, q.Header(), in.Text)
		}
	}
}

// cured obeys the helps of a text until nothing is wrong with it, and gives the
// stream; the first help that is not to the letter fails the test.
func mended(t *testing.T, in render.Input) string {
	t.Helper()
	said := ""
	for range 20 {
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if !out.Diagnostics.Failed() {
			text, err := manifest.Stream(out.Manifests, manifest.YAML)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		var printed bytes.Buffer
		_ = diag.Text(&printed, out.Diagnostics)
		said += printed.String()
		text, ok := string(in.Text), false
		// From the end, so that places stay.
		sorted := out.Diagnostics.Sorted()
		for i := len(sorted) - 1; i >= 0; i-- {
			if sorted[i].Severity != diag.Error || sorted[i].Place.Source.Name() != in.Name {
				continue
			}
			if next, done := obey(text, sorted[i]); done {
				text, ok = next, true
			}
		}
		if !ok {
			t.Fatalf("no cure to the letter in\n%s\n%s", said, in.Text)
		}
		in.Text = []byte(text)
	}
	t.Fatalf("not right after 20 rounds:\n%s\n%s", said, in.Text)
	return ""
}

// dashes is a topology with lists of objects of every kind, in blocks.
const dashes = `name: home
kubernetes: "1.36"
istio: "1.31"
secrets: redacted
namespaces:
- name: web
  inject: false
- name: shop
  inject: true
- name: more
  inject: false
metallb:
  version: 0.15.3
  advertise: bgp
  pools:
  - name: first
    addresses: [10.0.0.0/28]
  - name: second
    addresses: [10.0.1.0/28]
  bgp:
    asn: 64512
    peers:
    - address: 10.9.0.1
      asn: 64513
    - address: 10.9.0.2
      asn: 64514
tiers:
- name: primary
  ip: 10.0.0.1
  hosts: [a.example.org]
  ports:
  - name: tcp-one
    port: 31400
  - name: tcp-two
    port: 31401
  - name: tcp-three
    port: 31402
  apps:
  - name: hello
    port: 5000
    versions:
    - version: v1
      image: "hello:1"
      weight: 90
    - version: v2
      image: "hello:2"
      weight: 10
    routes:
    - exact: /hello
      methods: [GET]
    - exact: /other
      methods: [POST]
  - name: shop
    namespace: shop
    image: "shop:1"
    port:
    - port: 80
      name: http-web
    - port: 81
      name: http-more
    routes: [/shop]
- name: staff
  ip: 10.0.1.1
  hosts: [b.example.org]
  apps:
  - name: inner
    image: "inner:1"
    port: 80
    routes: [/inner]
- name: third
  ip: 10.0.1.2
  hosts: [c.example.org]
`

// TestLostDashes takes the dash from each item of the lists, from each two and from
// all of a list, and obeys what is then said: what comes out is what would have
// come out with them.
func TestLostDashes(t *testing.T) {
	input := func(text string) render.Input { return render.Input{Name: "topology.yaml", Text: []byte(text)} }
	want := mended(t, input(dashes))
	lines := strings.SplitAfter(dashes, "\n")
	var items []int
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") {
			items = append(items, i)
		}
	}
	without := func(which ...int) string {
		out := append([]string(nil), lines...)
		for _, i := range which {
			out[i] = strings.Replace(out[i], "- ", "  ", 1)
		}
		return strings.Join(out, "")
	}
	tried := 0
	try := func(which ...int) {
		tried++
		text := without(which...)
		t.Run(fmt.Sprint(which), func(t *testing.T) {
			out, err := render.Render(context.Background(), input(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range out.Diagnostics {
				if strings.Contains(p.Message, "twice") {
					t.Errorf("told as %s\n = %s\n%s", p.Header(), p.Help, text)
				}
			}
			if got := mended(t, input(text)); got != want {
				t.Errorf("obeyed, it is another topology:\n%s", text)
			}
		})
	}
	for i, one := range items {
		try(one)
		for _, other := range items[i+1:] {
			try(one, other)
		}
	}
	for i := range items { // all items of one list
		indent := strings.Index(lines[items[i]], "-")
		all := []int{items[i]}
		for _, other := range items[i+1:] {
			at := strings.Index(lines[other], "-")
			if at < indent {
				break
			}
			if at == indent {
				all = append(all, other)
			}
		}
		try(all...)
	}
	t.Logf("%d topologies without dashes", tried)
}

// TestServiceOfAnotherNamespace: the help for a Service named as kubectl prints it
// leads to that Service.
func TestServiceOfAnotherNamespace(t *testing.T) {
	const text = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: redacted
tiers:
- name: primary
  ip: 10.0.0.1
  hosts: [a.example.org]
  apps:
  - {name: grafana, service: monitoring/grafana, port: 80, routes: [/*]}
`
	got := mended(t, render.Input{Name: "topology.yaml", Text: []byte(text)})
	if !strings.Contains(got, "host: grafana.monitoring.svc.cluster.local\n") {
		t.Errorf("the route goes elsewhere:\n%s", got)
	}
}
