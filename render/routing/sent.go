package routing

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"render/internal/later"
)

// Sent is a path as it is when the gateway compares it with routes: clients write what
// is not ASCII as %XX, and Envoy resolves "." and ".." and takes "\\" for "/", as it
// normalizes paths (meshConfig.pathNormalization BASE, Istio's default; Envoy's
// normalize_path). It decodes the %XX of letters, digits, "-", "_", "." and "~", leaves
// every other one as it is, in large letters or in small ones, and writes some characters
// so itself (googleurl of 2022-11,
// url_canon_path.cc, kPathCharLookup, which Envoy has since its pull request 23824; a newer
// one, which decodes "." alone, is in none of its releases: pull request 46547).
func Sent(path string) string {
	if IsSent(path) {
		return path
	}
	parts := strings.Split(strings.ReplaceAll(path, `\`, "/"), "/")
	out := parts[:1]
	for i, part := range parts[1:] {
		switch dots := dotsOf(part); {
		case dots == 0:
			out = append(out, decoded(escaped(part)))
			continue
		case dots == 2 && len(out) > 1:
			out = out[:len(out)-1]
		}
		if i+2 == len(parts) {
			out = append(out, "")
		}
	}
	return strings.Join(out, "/")
}

// IsSent reports whether requests may have a path: whether Sent leaves it as it is.
func IsSent(path string) bool {
	if strings.Contains(path, `\`) || decoded(escaped(path)) != path {
		return false
	}
	if !strings.ContainsAny(path, ".%") {
		return true
	}
	for part := range strings.SplitSeq(path, "/") {
		if dotsOf(part) > 0 {
			return false
		}
	}
	return true
}

// dotsOf is 1 for a segment ".", 2 for "..", also escaped ones.
func dotsOf(segment string) int {
	switch strings.ReplaceAll(strings.ReplaceAll(segment, "%2e", "."), "%2E", ".") {
	case ".":
		return 1
	case "..":
		return 2
	}
	return 0
}

// escaped writes as %XX what is not ASCII, and what Envoy writes so.
func escaped(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 || strings.ContainsRune(written, r) }) {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c >= 0x80 || strings.IndexByte(written, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// written are the characters of ASCII that Envoy writes as %XX where a client does not.
const written = "\"<>^`{|}"

// needless is a character written as %XX that gateways decode.
func needless() *regexp.Regexp { return needlessOnce.Get(makeNeedless) }

var needlessOnce later.Value[*regexp.Regexp]

func makeNeedless() *regexp.Regexp {
	return regexp.MustCompile(`%(2[DEde]|3[0-9]|4[1-9A-Fa-f]|5[0-9AFaf]|6[1-9A-Fa-f]|7[0-9AEae])`)
}

// decoded writes as themselves the characters that need no %XX.
func decoded(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	return needless().ReplaceAllStringFunc(text, func(x string) string {
		c, _ := strconv.ParseUint(x[1:], 16, 8)
		return string(rune(c))
	})
}

// UpperEscapes writes each %xx in large letters, as clients do.
func UpperEscapes(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return escape().ReplaceAllStringFunc(path, strings.ToUpper)
}

func escape() *regexp.Regexp {
	return escapeOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`%[0-9A-Fa-f]{2}`) })
}

var escapeOnce later.Value[*regexp.Regexp]

// DecodedExpression is an expression without classes in which characters that need no %XX
// are themselves.
func DecodedExpression(text string) string {
	if !strings.Contains(text, "%") || strings.Contains(text, "[") {
		return text
	}
	return needless().ReplaceAllStringFunc(text, func(x string) string { return regexp.QuoteMeta(decoded(x)) })
}

// EscapedExpression is an expression without classes in which what is not ASCII is
// written as clients send it.
func EscapedExpression(text string) string {
	var b strings.Builder
	for i, r := range text {
		rest := strings.TrimPrefix(text[i:], string(r))
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case rest != "" && strings.ContainsRune("*+?{", rune(rest[0])):
			b.WriteString("(" + escaped(string(r)) + ")")
		default:
			b.WriteString(escaped(string(r)))
		}
	}
	return b.String()
}

// ReadsPath reports whether an expression matches a text that begins with "/", and
// whether it matches one that also is of ASCII alone, as paths are.
func ReadsPath(re *syntax.Regexp) (begun, sent bool) {
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return true, true
	}
	type state struct {
		at    uint32
		begun bool // the "/" is read
	}
	seen := make([][2]bool, len(prog.Inst))
	queue := []state{{at: uint32(prog.Start)}}
	for len(queue) > 0 && !sent {
		s := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		half := 0
		if s.begun {
			half = 1
		}
		if seen[s.at][half] {
			continue
		}
		seen[s.at][half] = true
		switch i := &prog.Inst[s.at]; i.Op {
		case syntax.InstMatch:
			sent = s.begun
		case syntax.InstAlt, syntax.InstAltMatch:
			queue = append(queue, state{i.Out, s.begun}, state{i.Arg, s.begun})
		case syntax.InstCapture, syntax.InstNop:
			queue = append(queue, state{i.Out, s.begun})
		case syntax.InstEmptyWidth:
			if s.begun || syntax.EmptyOp(i.Arg)&(syntax.EmptyEndText|syntax.EmptyEndLine) == 0 {
				queue = append(queue, state{i.Out, s.begun})
			}
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if s.begun && matchesASCII(i) || !s.begun && i.MatchRune('/') {
				begun = true
				queue = append(queue, state{i.Out, true})
			}
		}
	}
	return begun, sent
}

func matchesASCII(i *syntax.Inst) bool {
	for r := '!'; r <= '~'; r++ {
		if i.MatchRune(r) {
			return true
		}
	}
	return false
}
