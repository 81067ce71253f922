package accept

import (
	_ "embed"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/diag"
	"render/render/format"
	"render/render/wording"
)

//go:embed warnings.txt
var warningsText string

// warning is a code that warnings have.
type warning struct {
	code   string
	varies bool // another run of the same topology may tell nothing of it
}

var warningsOnce later.Value[[]warning]

// warnings are the codes of all warnings, sorted.
func warnings() []warning { return warningsOnce.Get(makeWarnings) }

func makeWarnings() (out []warning) {
	for line := range strings.Lines(warningsText) {
		code, varies, _ := strings.Cut(strings.TrimSpace(line), ":")
		if !strings.HasPrefix(code, "#") {
			out = append(out, warning{code, varies != ""})
		}
	}
	return out
}

func find(code string) (warning, bool) {
	at, ok := slices.BinarySearchFunc(warnings(), code, func(w warning, code string) int { return strings.Compare(w.code, code) })
	if !ok {
		return warning{}, false
	}
	return warnings()[at], true
}

// Codes are those that may be accepted, sorted.
func Codes() []string {
	var out []string
	for _, one := range warnings() {
		out = append(out, one.code)
	}
	return out
}

// These have a warning, and are never accepted: keys in clear that git takes in are another matter on each machine, and
// one who does not know of them is to be told; an entry for nothing is removed.
const (
	keyInGit = "key-in-git"
	unused   = "accept-unused"
)

// checkCode finds what keeps the code of an entry from being accepted: the entry is wrong, or the word is.
func checkCode(a *format.Accept) (wording.Fault, format.Origin) {
	code := a.Code.Value
	if _, ok := find(code); ok {
		return wording.Fault{}, a.Origin
	}
	fault := func(message, help string) (wording.Fault, format.Origin) {
		return wording.Fault{Code: "accept-code", Message: message, Help: help}, a.Origin
	}
	switch quoted := wording.Quote(code); {
	case code == keyInGit:
		return fault(quoted+" is not accepted here: which keys git takes in is another matter on each machine", "remove it, and run check with --allow-plain-secrets where that is known")
	case code == unused:
		return fault(quoted+" tells that an entry of accept is for nothing", "remove it, and the entry that is for nothing")
	default:
		if _, ok := diag.LookUp(diag.Code(code)); ok {
			return fault(quoted+" is the code of an error, and no error is accepted", "remove it")
		}
		help := "name a code that render check --strict tells"
		if near := wording.Suggest(code, Codes()); near != "" {
			help = "write: " + near
		}
		return wording.Fault{Code: "accept-code", Message: "no warning has the code " + quoted, Help: help}, a.Code.Origin
	}
}
