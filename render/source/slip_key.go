package source

import (
	"strings"

	"render/render/wording"
)

// keySign is a key with another sign than a colon and a space between it and its value in brackets, or, at the
// end of its line, what is below it: "routes=[/*]", "tls {redirect: true}", "apps =".
func keySign(s *search, n int, line string) []slip {
	shown := strings.TrimRight(bare(line), " \t")
	open := s.openAbove(n, "")
	var out []slip
	begins := column(line) // where a key may stand; -1 for nowhere
	if len(open) > 0 && open[len(open)-1] == '[' {
		begins = -1
	}
	for i, left := 0, maxBrackets; i < len(shown) && left > 0; i++ {
		if i == begins {
			left--
			if one, ok := signAt(shown, line, i); ok {
				out = append(out, one)
			}
		}
		switch c := shown[i]; c {
		case '[', '{':
			open = append(open, c)
		case ']', '}':
			open = open[:max(0, len(open)-1)]
		}
		if c := shown[i]; (c == '{' || c == ',') && len(open) > 0 && open[len(open)-1] == '{' {
			begins = i + 1 + indentOf(shown[i+1:])
		}
	}
	return append(out, signsOfLine(line, out)...)
}

// signsOfLine is one slip for several in a line, in none of which alone YAML is read further.
func signsOfLine(line string, several []slip) []slip {
	if len(several) < 2 {
		return nil
	}
	one, at := several[0], several[0].from
	one.with = ""
	for _, next := range several {
		behind := strings.Index(next.with, ": ")
		if behind < 0 {
			return nil // what is below it
		}
		rest := next.to - (len(next.with) - behind - len(": ")) // where the value begins
		one.with, at = one.with+line[at:next.from]+next.with[:behind]+": ", rest
		one.to = max(one.to, next.to)
	}
	one.with += line[at:one.to]
	return []slip{one}
}

// signAt is such a slip at a key that begins in a line at a byte.
func signAt(shown, line string, from int) (slip, bool) {
	end := from
	for end < len(shown) && isKeyByte(shown[end]) {
		end++
	}
	at := end
	for at < len(shown) && (shown[at] == ' ' || shown[at] == '=' || shown[at] == ':') {
		at++
	}
	key, sign := line[from:end], strings.TrimSpace(shown[end:at])
	if key == "" || len(sign) > 1 || sign == ":" && at-end > 1 {
		return slip{}, false
	}
	message := "a colon is missing behind the key " + wording.Quote(key)
	if sign == ":" {
		message = "the colon of a key needs a space behind it"
	}
	if at == len(shown) {
		return slip{code: "yaml-colon", from: from, to: at, with: key + ":", message: message}, sign == "="
	}
	to := wordEnd(shown, at)
	switch {
	case shown[at] == '[' || shown[at] == '{':
		to = max(to, closing(shown, at)+1)
	case shown[at] != 'q' || line[at] == 'q' || sign == "":
		return slip{}, false
	}
	return slip{code: "yaml-colon", from: from, to: to, with: key + ": " + line[at:to], message: message}, true
}

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '/'
}
