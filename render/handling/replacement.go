package handling

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/wording"
)

// checkReplacement checks the text that replaces what an expression matched. Envoy
// refuses a group that the expression has not, and all that it would send.
func (v *verdict) checkReplacement(w *format.Rewrite) {
	text := w.To.Value
	re, err := syntax.Parse(w.Regex.Value, syntax.Perl)
	switch {
	case err != nil || w.To.IsWrong():
		return // told already
	case text == "":
		v.Fail("rewrite-form", w.To.Origin, "is empty, and Istio replaces by no empty text", "write \\1, with a group round what is to stay, or a path")
		return
	}
	for rest := text; ; {
		at := strings.IndexByte(rest, '\\')
		if at < 0 {
			break
		}
		if rest = rest[at+1:]; rest == "" || rest[0] != '\\' && (rest[0] < '0' || rest[0] > '9') {
			v.Fail("rewrite-form", w.To.Origin, wording.Quote(text)+" has a \"\\\" that is neither before a digit, for a group, nor before another", `write \\ for the sign itself, or \1 for the first group`)
			return
		}
		if group := int(rest[0] - '0'); rest[0] != '\\' && group > re.MaxCap() {
			v.Fail("rewrite-form", w.To.Origin, fmt.Sprintf("the expression has no group %d", group), "write a group round what is to stay in the expression", w.Regex.Origin)
			return
		}
		rest = rest[1:]
	}
	switch {
	case namedGroup().MatchString(text):
		v.Fail("rewrite-form", w.To.Origin, wording.Quote(text)+" names a group, and groups have numbers here", `write \1 for the first group, \2 for the second`, w.Regex.Origin)
	case foreignGroup().MatchString(text):
		v.Fail("rewrite-form", w.To.Origin, wording.Quote(text)+" has a group in another tool's spelling", "write: "+format.YAMLWord(foreignGroup().ReplaceAllString(text, `\$1`)))
	case strings.HasPrefix(w.Regex.Value, "^") && text[0] != '/' && text[0] != '\\':
		v.Fail("rewrite-form", w.To.Origin, "the new path would not begin with \"/\"", "write: "+format.YAMLWord("/"+text))
	default:
		v.warnOfNoPath(w, re)
	}
}

// warnOfNoPath warns where what is left of a path is none: tried with a short one that
// the expression matches.
func (v *verdict) warnOfNoPath(w *format.Rewrite, re *syntax.Regexp) {
	e, err := regexp.Compile(w.Regex.Value)
	path := shortest(re)
	if err != nil || !strings.HasPrefix(path, "/") || !e.MatchString(path) {
		return
	}
	group := regexp.MustCompile(`\\([0-9])`)
	to := strings.ReplaceAll(strings.ReplaceAll(w.To.Value, "$", "$$"), `\\`, "\x00")
	left := e.ReplaceAllString(path, strings.ReplaceAll(group.ReplaceAllString(to, "$${$1}"), "\x00", `\`))
	if !strings.HasPrefix(left, "/") {
		v.Warn("rewrite-form", w.To.Origin, fmt.Sprintf("of %s this leaves %s, which does not begin with \"/\"", wording.Quote(path), wording.Quote(left)),
			"write / before the group, and leave the slash out of it", w.Regex.Origin)
	}
}

// readable is a character of a class, given by the first and the last of each range:
// one that can be shown, where there is one.
func readable(ranges []rune) string {
	for _, try := range "a0A-_" {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= try && try <= ranges[i+1] {
				return string(try)
			}
		}
	}
	return string(ranges[:min(1, len(ranges))])
}

// shortest is a short text that an expression matches, mostly.
func shortest(e *syntax.Regexp) string {
	switch e.Op {
	case syntax.OpLiteral:
		return string(e.Rune)
	case syntax.OpCharClass:
		return readable(e.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpPlus, syntax.OpAlternate:
		return shortest(e.Sub[0])
	case syntax.OpRepeat:
		return strings.Repeat(shortest(e.Sub[0]), min(e.Min, 100))
	case syntax.OpConcat:
		var b strings.Builder
		for _, part := range e.Sub {
			b.WriteString(shortest(part))
		}
		return b.String()
	}
	return "" // what may be left out is
}

// namedGroup is a group by its name, as Go and others write it.
func namedGroup() *regexp.Regexp {
	return namedGroupOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\$\{[A-Za-z_]\w*\}`) })
}

var namedGroupOnce later.Value[*regexp.Regexp]

// foreignGroup is a group as nginx and Traefik write it.
func foreignGroup() *regexp.Regexp {
	return foreignGroupOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\$\{?([0-9])\}?`) })
}

var foreignGroupOnce later.Value[*regexp.Regexp]

// foreignPart is what is filled in in a path elsewhere: a group, a variable of nginx, a part of a path
// by its name.
func foreignPart() *regexp.Regexp {
	return foreignPartOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`\$\{?([0-9]|(request_|document_)?uri\b|(is_)?args\b)\}?|\\[0-9]|\{\w+\}`)
	})
}

var foreignPartOnce later.Value[*regexp.Regexp]
