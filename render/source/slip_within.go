package source

import (
	"strconv"
	"strings"

	"render/render/wording"
)

// bracketsWithin are plain values in brackets that hold brackets themselves, as paths with
// parameters and regular expressions do: YAML ends the value at the first of them.
func bracketsWithin(s *search, n int, line string) []slip {
	shown := bare(line)
	depth := len(s.openAbove(n, ""))
	var out []slip
	for i := 0; i < len(shown); i++ {
		switch c := shown[i]; {
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth = max(0, depth-1)
		case depth > 0 && strings.IndexByte(" \t,:", c) < 0:
			to, holds := plainInBrackets(shown, i)
			if holds && line[i] != '"' && line[i] != '\'' {
				out = append(out, slip{code: "yaml-sign", from: i, to: to, with: strconv.Quote(line[i:to]),
					message: wording.Quote(line[i:to]) + " holds brackets, which mean something else in YAML"})
			}
			i = to - 1
		}
	}
	return out
}

// plainInBrackets is where the plain value or key ends that begins at from, in brackets: holds reports
// whether it has brackets of its own, each with its end, and goes on behind no colon.
func plainInBrackets(shown string, from int) (to int, holds bool) {
	for to = from; to < len(shown); to++ {
		switch c := shown[to]; {
		case strings.IndexByte(",]}", c) >= 0, c == ':' && (to+1 == len(shown) || shown[to+1] == ' '):
			return from + len(strings.TrimRight(shown[from:to], " ")), holds
		case c == '[' || c == '{':
			end := closing(shown, to)
			if before := shown[to-1]; end < 0 || before == ' ' || before == ':' {
				return to, holds
			}
			to, holds = end, true
		}
	}
	return from + len(strings.TrimRight(shown[from:], " ")), holds
}

// closing is where the bracket is closed that opens at from; -1 for nowhere in this line.
func closing(shown string, from int) int {
	var open []byte
	for i := from; i < len(shown); i++ {
		switch c := shown[i]; c {
		case '[', '{':
			open = append(open, map[byte]byte{'[': ']', '{': '}'}[c])
		case ']', '}':
			if open[len(open)-1] != c {
				return -1
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i
			}
		}
	}
	return -1
}
