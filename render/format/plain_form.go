package format

import "strings"

// The functions of this file tell of the usual texts that they are of a form,
// without its regular expression: compiling that costs more than all else that
// is done with a small topology. What they say no to is left to the expression;
// a test shows that they never say yes to what it refuses.

func isLower(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

func isAlnum(c byte) bool { return isLower(c) || c >= 'A' && c <= 'Z' }

func plainLabel(s string) bool {
	if s == "" || !isLower(s[0]) || !isLower(s[len(s)-1]) {
		return false
	}
	for i := range len(s) {
		if !isLower(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}

func plainService(s string) bool { return plainLabel(s) && s[0] > '9' }

func plainSubdomain(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if !plainLabel(label) {
			return false
		}
	}
	return true
}

func plainLabelValue(s string) bool {
	for i := range len(s) {
		inner := i > 0 && i < len(s)-1
		if !isAlnum(s[i]) && (!inner || s[i] != '-' && s[i] != '_' && s[i] != '.') {
			return false
		}
	}
	return true
}

func plainPath(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f || s[i] == '?' || s[i] == '#' {
			return false
		}
	}
	return strings.HasPrefix(s, "/")
}

// plainImage is name or name:tag with single separators.
func plainImage(s string) bool {
	name, tag, tagged := strings.Cut(s, ":")
	if tagged && (tag == "" || !isAlnum(tag[0]) || !plainLabelValue(tag)) {
		return false
	}
	separated := true
	for i := range len(name) {
		switch c := name[i]; {
		case isLower(c):
			separated = false
		case separated || c != '.' && c != '_' && c != '-' && c != '/':
			return false
		default:
			separated = true
		}
	}
	return !separated
}

func plainQuantity(s string) bool {
	unit := strings.TrimLeft(s, "0123456789")
	switch unit {
	case "", "m", "Ki", "Mi", "Gi":
		return len(unit) < len(s)
	}
	return false
}

func plainResource(s string) bool { return s == "cpu" || s == "memory" }

func plainPortName(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

// plainDecimal is a whole number without a sign.
func plainDecimal(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s == "0" || s != "" && s[0] != '0'
}
