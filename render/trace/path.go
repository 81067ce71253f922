package trace

import (
	"fmt"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/objects"
	"render/render/wording"
)

// Modes of the mesh's pathNormalization
// (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ProxyPathNormalization).
const (
	asItIs        = "NONE"
	base          = "BASE" // where nothing else is said
	mergesSlashes = "MERGE_SLASHES"
	decodes       = "DECODE_AND_MERGE_SLASHES"
)

// normalize makes of the path what the gateway does before it asks policies and routes.
func (m *Mesh) normalize(t *Trace, p *pods) {
	mode, at := m.normalization()
	path, ok := normal(mode, t.Request.Path)
	if !at.Present() {
		at = p.field
	}
	if ok && path == t.Request.Path {
		return
	}
	if !ok {
		t.hop(StepPath, at, "%00 is in it")
		t.fail(400, "the path has %00 in it, which the gateway refuses", "leave %00 out")
		return
	}
	t.inside.Path = path
	t.hop(StepPath, at, fmt.Sprintf("%s is read as %s: the mesh's pathNormalization is %s", wording.Quote(t.Request.Path), wording.Quote(path), mode))
}

// normalization is the mode of the mesh, and where it is written.
func (m *Mesh) normalization() (mode string, at objects.Field) {
	value, at := m.config.Setting("pathNormalization", "normalization")
	if mode = strings.ToUpper(textOf(value)); mode != asItIs && mode != mergesSlashes && mode != decodes {
		mode = base
	}
	return mode, at
}

// readApart are a path written in other ways, of which two modes make different paths.
func readApart(path, was, is string) (out []string) {
	for _, before := range [...]string{"/.", "/", "/%2F"} {
		other := before + path
		if before == "/%2F" {
			other = before + strings.TrimPrefix(path, "/")
		}
		a, _ := normal(was, other)
		if b, _ := normal(is, other); a != b {
			out = append(out, other)
		}
	}
	return out
}

// normal is a path as a mode has it, and whether the proxy takes it at all: Envoy decodes
// slashes, then follows RFC 3986 as Chromium does, then merges slashes
// (ConnectionManagerUtility::maybeNormalizePath, CanonicalizePath of googleurl).
func normal(mode, path string) (out string, ok bool) {
	if mode == asItIs || strings.IndexFunc(path, special) < 0 && !strings.Contains(path, "/.") && !strings.Contains(path, "//") {
		return path, true
	}
	if mode == decodes {
		path = escapedSlashes().Replace(path)
	}
	path, ok = unescaped(path)
	out = withoutDots(path)
	if mode == mergesSlashes || mode == decodes {
		for strings.Contains(out, "//") {
			out = strings.ReplaceAll(out, "//", "/")
		}
	}
	return out, ok
}

func escapedSlashes() *strings.Replacer { return escapedSlashesOnce.Get(makeEscapedSlashes) }

var escapedSlashesOnce later.Value[*strings.Replacer]

func makeEscapedSlashes() *strings.Replacer {
	return strings.NewReplacer("%2F", "/", "%2f", "/", "%5C", `\`, "%5c", `\`)
}

// unescaped is a path in which letters, digits and "-._~" stand as they are, what no
// path may have is escaped, and backslashes are slashes; other escapes stay.
func unescaped(path string) (out string, ok bool) {
	var b strings.Builder
	ok = true
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch value, is := escape(path[i:]); {
		case is && plain(value):
			b.WriteByte(value)
			i += 2
		case is:
			ok = ok && value != 0
			b.WriteString(path[i : i+3])
			i += 2
		case c == '\\':
			b.WriteByte('/')
		case c != '%' && special(rune(c)):
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ok
}

// escape is the byte that a text begins with, where that is escaped.
func escape(text string) (value byte, is bool) {
	if len(text) < 3 || text[0] != '%' {
		return 0, false
	}
	number, err := strconv.ParseUint(text[1:3], 16, 8)
	return byte(number), err == nil
}

// special reports whether a path may have a character only escaped, or as the beginning
// of an escape; or it is a slash that is written in another way.
func special(r rune) bool { return unsendable(r) || strings.ContainsRune("\"%<>?\\^`{|}", r) }

func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// withoutDots is a path without its parts "." and "..", and without what ".." takes back.
func withoutDots(path string) string {
	parts := strings.Split(path, "/")
	out := parts[:1] // before the first slash, which is nothing
	for i, part := range parts[1:] {
		last := i == len(parts)-2
		switch {
		case part == "..":
			out = out[:max(1, len(out)-1)]
		case part != ".":
			out = append(out, part)
		}
		if last && (part == "." || part == "..") {
			out = append(out, "")
		}
	}
	return strings.Join(out, "/")
}
