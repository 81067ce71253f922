package routing

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// Sent is a path as it is when the gateway compares it with routes: clients write what
// is not ASCII as %XX, and Envoy resolves "." and ".." and takes "\\" for "/", as it
// normalizes paths (meshConfig.pathNormalization BASE, Istio's default; Envoy's
// normalize_path). What it does to other characters differs between its versions.
func Sent(path string) string {
	if IsSent(path) {
		return path
	}
	parts := strings.Split(strings.ReplaceAll(path, `\`, "/"), "/")
	out := parts[:1]
	for i, part := range parts[1:] {
		switch dots := dotsOf(part); {
		case dots == 0:
			out = append(out, escaped(part))
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
	if strings.Contains(path, `\`) || escaped(path) != path {
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

// escaped writes what is not ASCII as %XX.
func escaped(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 }) {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c >= 0x80 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
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
