package source

import (
	"strconv"
	"strings"
)

// quoteTwice is a quote that is there twice where a value begins or ends.
func quoteTwice(_ *search, _ int, line string) []slip {
	var out []slip
	for i := 0; i < len(line) && len(out) < maxSigns; i++ {
		c := line[i]
		if c != '"' && c != '\'' || i > 0 && strings.IndexByte(" \t[{,", line[i-1]) < 0 {
			continue
		}
		from := i + 1 // of what is in quotes
		if from+1 < len(line) && line[from] == c && strings.IndexByte(" \t,:]}\r\n", line[from+1]) < 0 {
			from++
		}
		inner := strings.IndexByte(line[from:], c)
		if inner < 0 {
			return out
		}
		end := from + inner
		to := end + 1
		if to < len(line) && line[to] == c {
			to++
		}
		if to-end > 1 || from-i > 1 {
			out = append(out, slip{code: "yaml-quote", from: i, to: to, with: line[from-1 : end+1], message: "the quote is there twice"})
		}
		i = to - 1
	}
	return out
}

// openQuote is a quoted value without its end, or with more behind that.
func openQuote(_ *search, _ int, line string) []slip {
	for i := 0; i < len(line); i++ {
		c := line[i]
		if c != '"' && c != '\'' || i > 0 && strings.IndexByte(" \t[{,", line[i-1]) < 0 {
			continue
		}
		end := strings.IndexByte(line[i+1:], c)
		if end >= 0 {
			behind := i + 1 + end + 1
			rest := wordEnd(line, behind)
			if more := line[behind:rest]; more != "" && more[0] != ':' && more[0] != c {
				inner := line[i+1:behind-1] + more
				var out []slip
				if at := strings.IndexAny(line[i+1:behind-1], ",]}"); at >= 0 { // the quote that closes is the next that opens
					out = append(out, slip{code: "yaml-quote", from: i, to: i + 1 + at, with: line[i:i+1+at] + string(c), message: "the quote is not closed"})
				}
				return append(out, slip{code: "yaml-quote", from: i, to: rest, with: strconv.Quote(inner), message: "text follows the closing quote"})
			}
			i = behind - 1
			continue
		}
		to := len(strings.TrimRight(line, " \t"))
		if at := strings.Index(line[i:], " #"); at > 0 {
			to = len(strings.TrimRight(line[:i+at], " "))
		}
		var out []slip
		if key, value, ok := strings.Cut(line[i+1:to], ": "); ok && strings.TrimLeft(line[:i], " -") == "" {
			out = append(out, slip{code: "yaml-quote", from: i, to: to, with: string(c) + key + string(c) + ": " + value, message: "the quote is not closed"})
		}
		if at, comma := strings.IndexAny(line[i+1:to], ",]}"), strings.IndexByte(line[i+1:to], ','); at >= 0 {
			if comma > at {
				out = append(out, slip{code: "yaml-quote", from: i, to: i + 1 + comma, with: line[i:i+1+comma] + string(c), message: "the quote is not closed"})
			}
			out = append(out, slip{code: "yaml-quote", from: i, to: i + 1 + at, with: line[i:i+1+at] + string(c), message: "the quote is not closed"})
		}
		return append(out, slip{code: "yaml-quote", from: i, to: to, with: line[i:to] + string(c), message: "the quote is not closed"})
	}
	return nil
}

// openQuoteAbove is a quoted value without its end, which a quote in a line far below it seems
// to end.
func openQuoteAbove(s *search, n int, line string) []slip {
	at := strings.IndexAny(line, `"'`)
	if at < 0 {
		return nil
	}
	for i, left := n-1, maxLook; i > 0 && left > 0; i, left = i-1, left-1 {
		above := s.line(i)
		if strings.Count(above, line[at:at+1])%2 == 0 {
			continue
		}
		out := append(quoteTwice(s, i, above), openQuote(s, i, above)...)
		for j := range out {
			out[j].line = i
		}
		return out
	}
	return nil
}
