package decode

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render/format"
	"render/render/plan"
	"render/render/rules"
	"render/render/source"
)

// scalars are the texts of every single value in the examples and in what is
// refused.
func scalars(t testing.TB) []string {
	seen := map[string]bool{}
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		switch n.Kind {
		case source.Scalar:
			if len(n.Text) < 200 {
				seen[n.Text] = true
			}
		default:
			for _, k := range n.Keys {
				seen[k.Text] = true
			}
			for _, v := range append(slices.Clone(n.Items), n.Values...) {
				walk(v)
			}
		}
	}
	for _, text := range topologies(t) {
		if root := parseText(text); root != nil {
			walk(root)
		}
	}
	var out []string
	for text := range seen {
		out = append(out, text)
	}
	slices.Sort(out)
	return append(out, hostileTexts...)
}

// hostileTexts are near the borders of the forms.
var hostileTexts = []string{
	"", " ", "0", "-1", "1e3", "1.5", "true", "null", "on", "08", "0x10", ".inf", "é", "a\nb", "a\tb", "a\u00a0b", "a\u2028b", "/a\u00a0b", "/a\u2028b", "/\ufeff",
	"0.0.0.1", "126.1.1.1", "128.0.0.1", "223.255.255.255", "240.0.0.1", "255.255.255.254", "::", "::1", "::2", "1::", "fe80::1", "ff02::1", "1:2:3:4:5:6:7:8",
	"2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "64:ff9b::1.2.3.4", "::ffff:1.2.3.4", "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.128.0.0/9", "192.168.1.128/25",
	"172.16.0.0/12", "::ffff:10.0.0.0/104", "fd00::/8", "fe80::/10", "2001:db8::/32", "2001:db8:0:8000::/49", "10.0.0.1/32", "fd00::1/128",
	"10.0.0.1-10.0.0.2", "fd00::1-fd00::2", "fd00::-fd00::ff", "0.0.0.1-0.0.0.2", "65535:65535", "0:0", "large:4294967295:0:1", "no-export",
	"*", "*.a", "a.b.c", "1.2.3", "1.2.3.4", "a.1", strings.Repeat("a", 63), strings.Repeat("a.", 126) + "a", "a.b.svc.cluster.local", "a.svc",
	"/", "/*", "/a/*", "//*", "/a*", "/%20", "http://a.b", "HTTPS://a.b:443/x", "https://[fd00::1]:8443", "https://[fe80::1%25eth0]/", "http://1.2.3.4", "http://a:00080",
	"(?i)a", "[(?!]", `\(?=`, `\Q(?=\E`, "[[]", "[]]", `\[`, "a]", "[^]]", `[\]]`,
	"0s", "0h0m", "1h1.5m", "0.5ms0.5ms", "8760h", "24h", "1.001s", "1.0010s", "1.50ms", "2.0ms", "10ms", "60s", "60.0s", "1m", "0.01s", "0.001h", "00061ms",
	"1.31", "1.31.1", "0.15.3", "0.16", "none", "1.36", "1.51", "100m", "1Gi", "0.5", "a@sha256:" + strings.Repeat("0", 64), "h:5000/a/b:c", "a:" + strings.Repeat("t", 128),
	"a.b/c", strings.Repeat("a", 63) + "/" + strings.Repeat("b", 63), "a_b", "A-b.C",
	"age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq",
}

// topologies are the texts of the examples and of the cases of what is refused.
func topologies(t testing.TB) []string {
	var out []string
	for _, text := range seeds(t) {
		out = append(out, string(text))
	}
	names, err := filepath.Glob("../testdata/refused/*.txtar")
	if err != nil || len(names) < 300 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if archive.Files[0].Name == "topology.yaml" {
			out = append(out, string(archive.Files[0].Data))
		}
	}
	return out
}

// changed is a text with a few characters that are others, more or fewer.
func changed(random *rand.Rand, text string) string {
	const letters = "a0z9A.-_/:@ ?#*[]()%\\=!mhs1l6f,+~\n\u00e9"
	runes, pool := []rune(text), []rune(letters)
	for range 1 + random.IntN(3) {
		at := random.IntN(len(runes) + 1)
		switch {
		case random.IntN(3) == 0:
			runes = slices.Insert(runes, at, pool[random.IntN(len(pool))])
		case at == len(runes):
		case random.IntN(2) == 0:
			runes = slices.Delete(runes, at, at+1)
		default:
			runes[at] = pool[random.IntN(len(pool))]
		}
	}
	return string(runes)
}

// TestShapes: what a form takes, the schema of it takes, whether an editor sees
// a text or a number in it.
func TestShapes(t *testing.T) {
	texts := scalars(t)
	s := readSchema(t)
	random := rand.New(rand.NewPCG(1, 2)) // fixed, so that a failure comes back
	for name, f := range format.Formats() {
		rule := asJSON(t, f.Schema(-1))
		taken := 0
		try := func(text string) {
			if name == "recipient" { // its rule has the check
				return
			}
			if !f.Takes(text) {
				return
			}
			taken++
			for _, quoted := range []bool{true, false} {
				n := &source.Node{Text: text, Quoted: quoted}
				if n.Null() {
					continue
				}
				if bad := s.Check(rule, asEditor(n), ""); len(bad) > 0 {
					t.Errorf("%s: the form takes %q, and the schema does not: %v", name, text, bad)
				}
			}
		}
		for _, text := range texts {
			try(text)
		}
		for range 5000 {
			try(changed(random, texts[random.IntN(len(texts))]))
		}
		if taken == 0 && f.Verify != nil {
			t.Errorf("%s takes none of the texts", name)
		}
	}
}

// TestSchemaOfChangedTopologies: topologies with one value or more changed at
// random, which render takes, are taken by the schema.
func TestSchemaOfChangedTopologies(t *testing.T) {
	texts := scalars(t)
	right := slices.DeleteFunc(topologies(t), func(text string) bool { return !isRight(parseText(text)) })
	s := readSchema(t)
	random := rand.New(rand.NewPCG(3, 4))
	taken := 0
	for range 3000 {
		root := parseText(right[random.IntN(len(right))])
		n := anyScalar(random, root)
		switch random.IntN(3) {
		case 0:
			n.Text = texts[random.IntN(len(texts))]
		case 1:
			n.Text = changed(random, texts[random.IntN(len(texts))])
		default:
			n.Text = changed(random, n.Text)
		}
		n.Quoted = random.IntN(2) == 0
		if source.Garbled(n.Text) != "" || !isRight(root) { // source tells of the first
			continue
		}
		taken++
		if bad := s.Check(s.Root, asEditor(root), ""); len(bad) > 0 {
			t.Errorf("the schema refuses what render takes: %v", bad)
		}
	}
	t.Logf("%d changed topologies that render takes", taken)
	if taken < 400 {
		t.Errorf("only %d changed topologies were right", taken)
	}
}

// isRight reports whether render takes a topology, as far as it is told without
// its certificates.
func isRight(root *source.Node) bool {
	if root == nil {
		return false
	}
	document, diagnostics := Decode(root)
	more := rules.Check(plan.Derive(document, everything), nil)
	return !diagnostics.Failed() && !more.Failed()
}

// anyScalar is a single value somewhere in a node.
func anyScalar(random *rand.Rand, n *source.Node) *source.Node {
	for n.Kind != source.Scalar {
		below := append(slices.Clone(n.Items), n.Values...)
		if len(below) == 0 {
			n.Kind = source.Scalar
			break
		}
		n = below[random.IntN(len(below))]
	}
	return n
}
