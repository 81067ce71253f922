package manifest

import "strings"

// A text is written plain only where YAML 1.1 (kubectl, PyYAML) and YAML 1.2
// read it as that text; where a proof would be long, it is quoted. Sources:
// yaml.org/type/{bool,int,float,merge,null,timestamp,value}.html for 1.1,
// YAML 1.2.2 section 10.3 for 1.2, and the resolvers of go.yaml.in/yaml v2 and
// v3 and of PyYAML (resolver.py), which differ from both.

// What a byte may do in a plain text.
const (
	inside = 1 << iota // stands anywhere but in front
	front              // begins one
	word               // begins one, unless the whole is a word for a bool or null
	figure             // begins one, unless the whole looks like a number or a date
	colon              // stands before a byte that is no space
	blank              // stands between two other bytes
	high               // part of a character beyond ASCII
)

var classes = makeClasses()

func makeClasses() (t [256]uint8) {
	set := func(chars string, class uint8) {
		for i := 0; i < len(chars); i++ {
			t[chars[i]] |= class
		}
	}
	set("abcdeghijklmpqrsuvwxzABCDEGHIJKLMPQRSUVWXZ_/$(\\^;", inside|front)
	set("yYnNtTfFoO", inside|word)
	set("0123456789+-.", inside|figure)
	set("=%)>~|?!&*',@", inside)
	set(":", colon)
	set(" ", blank)
	for c := 0x80; c <= 0xff; c++ {
		t[c] = inside | front | high
	}
	return t
}

// plain reports whether s may be written without quotes, and whether that holds
// only if every character of it is printable.
func plain(s string) (ok, ifPrintable bool) {
	if s == "" {
		return false, false
	}
	switch c := classes[s[0]]; {
	case c&front != 0:
	case c&word != 0:
		if len(s) <= 5 && keyword(s) {
			return false, false
		}
	case c&figure != 0:
		if figurative(s) {
			return false, false
		}
	default:
		return false, false
	}
	var seen uint8
	for i := 0; i < len(s); i++ {
		c := classes[s[i]]
		seen |= c
		if c&inside == 0 {
			if c == 0 || i+1 == len(s) || c == colon && s[i+1] == ' ' {
				return false, false
			}
		}
	}
	return true, seen&high != 0
}

// keyword reports whether some reader takes s for a bool or null. No reader takes
// all these spellings ("yEs"); quotes around one more do no harm.
func keyword(s string) bool {
	for _, k := range [...]string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"} {
		if strings.EqualFold(s, k) {
			return true
		}
	}
	return false
}

// figurative reports whether s, which begins with a digit, a sign or a point, is
// a number, a time or a date to some reader, or a mark of YAML's own ("- ",
// "---"). It says so of more than there are ("0x", "1_e").
func figurative(s string) bool {
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") || s == "-" || strings.HasPrefix(s, "- ") || date(s) {
		return true
	}
	s = strings.ReplaceAll(strings.TrimLeft(s, "+-"), "_", "") // go.yaml.in reads 0_x1f as a number too
	if len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		return true
	}
	if len(s) == 4 && (strings.EqualFold(s, ".inf") || strings.EqualFold(s, ".nan")) {
		return true
	}
	return number(s)
}

// number reports whether all of s is digits, one point at most, and either an
// exponent or groups divided by colons (base 60).
func number(s string) bool {
	points, colons := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c == '.':
			points++
		case c == ':':
			colons++
		case (c == 'e' || c == 'E') && colons == 0 && points <= 1:
			exponent := strings.TrimLeft(s[i+1:], "+-")
			return strings.Trim(exponent, "0123456789") == ""
		default:
			return false
		}
	}
	return points <= 1
}

// date reports whether s begins with a date that ends there or has a time behind.
func date(s string) bool {
	i := digits(s, 0, 4)
	if i != 4 {
		return false
	}
	for range 2 {
		if i == len(s) || s[i] != '-' {
			return false
		}
		next := digits(s, i+1, 2)
		if next == i+1 {
			return false
		}
		i = next
	}
	return i == len(s) || s[i] == 'T' || s[i] == 't' || s[i] == ' '
}

// digits is the offset behind at most n digits from i on.
func digits(s string, i, n int) int {
	for end := min(len(s), i+n); i < end && s[i] >= '0' && s[i] <= '9'; {
		i++
	}
	return i
}
