package diag

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/places"
)

// folded is a private key once more base64, as some lines of YAML below a name.
func folded() []string {
	key := base64.StdEncoding.EncodeToString([]byte("-----BEGIN PRIVATE KEY-----\n" + strings.Repeat("c2VjcmV0", 40) + "\n-----END PRIVATE KEY-----\n"))
	out := []string{"tls.key: >-"}
	for part := range slices.Chunk([]byte(key), 64) {
		out = append(out, "  "+string(part))
	}
	return out
}

// TestHiddenLines: wherever in a text a password or a key in base64 stands, no line of it is
// shown, and of a key none near it; a line far from it is.
func TestHiddenLines(t *testing.T) {
	for _, c := range []struct {
		name   string
		secret []string
		near   int // lines on either side that are hidden too
		far    int // from where on lines are shown
	}{
		{"key", folded(), keyLines - len(folded()), 3 * keyLines},
		{"password", []string{"password: hunter2"}, 0, 1},
		{"password below its name", []string{"password: |", "  hunter2", "  more of it"}, 0, 1},
		{"URL", []string{"url: https://user:hunter2@example.org"}, 0, 1},
		{"URL over two lines", []string{"url: https://user:hunt", "  er2@example.org"}, 0, 1},
		{"nothing", []string{"name: hunter2"}, -1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for at := 1; at < 250; at += 9 {
				var lines []string
				for n := range 600 {
					lines = append(lines, fmt.Sprintf("name-%d: value", n))
				}
				lines = slices.Insert(lines, at, c.secret...)
				s := places.NewSource("t.yaml", []byte(strings.Join(lines, "\n")+"\n"))
				hidden, first, last := newHiddenLines(), at+1, at+len(c.secret)
				if strings.HasSuffix(c.secret[0], "|") {
					first++
				}
				for n := range s.Lines() {
					line := n + 1
					is := hidden.has(&Diagnostic{}, places.Place{Source: s, Line: line, Column: 1, Length: 1})
					if !is && line >= first-c.near && line <= last+c.near {
						t.Fatalf("secret in lines %d to %d, and line %d is shown", first, last, line)
					}
					if is && (line < first-c.far || line > last+c.far || c.near < 0) {
						t.Fatalf("secret in lines %d to %d, and line %d is hidden", first, last, line)
					}
				}
			}
		})
	}
}
