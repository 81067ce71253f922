package trace_test

import (
	"bytes"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

var update = flag.Bool("update", false, "write what is wanted in testdata")

// TestCases follows requests through testdata/base.yaml with a case's changes, each of
// which breaks something: a line of "change" is "TEXT => TEXT", one of "ask" a URL
// behind its flags.
func TestCases(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			text, ask, archive, want := readCase(t, name, string(base))
			got := followed(t, text, ask)
			if *update && want < 0 {
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
				want = len(archive.Files) - 1
			}
			if want < 0 {
				t.Fatal("nothing is wanted")
			}
			if *update {
				archive.Files[want].Data = got
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(got, archive.Files[want].Data) {
				t.Errorf("got\n%s\nwant\n%s", got, archive.Files[want].Data)
			}
		})
	}
}

func changed(t *testing.T, text, changes string) string {
	for line := range strings.Lines(changes) {
		from, to, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
		if !ok || strings.Count(text, from) != 1 {
			t.Fatalf("%q is there %d times", from, strings.Count(text, from))
		}
		text = strings.Replace(text, from, to, 1)
	}
	return text
}

func followed(t *testing.T, text, asks string) []byte {
	var out bytes.Buffer
	chased(t, text, asks, func(_ trace.Request, list []trace.Trace) { out.Write(trace.Text(list, lineOf)) })
	return out.Bytes()
}

func lineOf(f objects.Field) (topology, output string) {
	return "", fmt.Sprintf("line %d", f.Place().Line)
}

// chased follows requests, a line each, through the objects of a text.
func chased(t *testing.T, text, asks string, each func(trace.Request, []trace.Trace)) {
	t.Helper()
	world, diagnostics := objects.Read(places.NewSource("base.yaml", []byte(text)))
	if err := diagnostics.Err(); err != nil {
		t.Fatal(err)
	}
	mesh := trace.New(world, trace.Known{})
	for line := range strings.Lines(asks) {
		r := parse(t, line)
		each(r, mesh.Chase(r))
	}
}

// readCase reads a case: the objects with its changes, what is asked, the archive, and
// where in that is what is wanted.
func readCase(t *testing.T, name, base string) (text, ask string, archive *txtar.Archive, want int) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, want = base, -1
	for i, f := range archive.Files {
		switch f.Name {
		case "change":
			text = changed(t, text, string(f.Data))
		case "add.yaml":
			text += "---\n" + string(f.Data)
		case "ask":
			ask = string(f.Data)
		case "want":
			want = i
		default:
			t.Fatalf("section %s", f.Name)
		}
	}
	return text, ask, archive, want
}

// parse reads "--from=IP --method=M --sni=HOST --header=NAME:VALUE URL".
func parse(t *testing.T, line string) trace.Request {
	words := strings.Fields(line)
	r, err := trace.Parse(words[len(words)-1])
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words[:len(words)-1] {
		name, value, _ := strings.Cut(strings.TrimPrefix(word, "--"), "=")
		switch name {
		case "from":
			r.From = netip.MustParseAddr(value)
		case "method":
			r.Method = value
		case "sni":
			r.SNI = value
		case "token":
			if err := r.Set(name, value); err != nil {
				t.Fatal(err)
			}
		case "host":
			if err := r.Set("header", "Host: "+value); err != nil {
				t.Fatal(err)
			}
		case "port":
			if r.Port, err = strconv.ParseInt(value, 10, 64); err != nil {
				t.Fatal(err)
			}
		case "header":
			key, text, _ := strings.Cut(value, ":")
			r.Headers = append(r.Headers, trace.Header{Name: key, Value: text})
		default:
			t.Fatalf("flag %s", word)
		}
	}
	return r
}

// TestAnothersGateway: a host that a Gateway of another controller serves is told to be
// its, and not one of nobody.
func TestAnothersGateway(t *testing.T) {
	got := string(followed(t, `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: front, namespace: edge}, spec: {gatewayClassName: nginx, listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example.org"}]}}`,
		"http://a.example.org/\nhttp://a.example.net/\n"))
	for _, want := range [...]string{
		`http://a.example.org/ does not arrive: Gateway "front" in namespace "edge" is of the class "nginx", which istiod's controller of gateways does not read`,
		`http://a.example.net/ does not arrive: no gateway serves the host "a.example.net"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}
