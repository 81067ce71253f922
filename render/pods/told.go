package pods

import (
	"slices"
	"strings"
	"unicode/utf8"

	"render/render/format"
	"render/render/wording"
)

// checkTold checks the texts that containers are told as they stand: what a template would have filled in,
// and quotation marks that are part of them.
func (v *verdict) checkTold(a *format.App) {
	for i := range a.Env {
		value := &a.Env[i].Value
		v.checkText(value.Text.Value, format.Or(value.Text.Origin, value.Origin), "")
	}
	shell := func(one format.Text) bool { return one.Value == "-c" } // which fills in its own
	if slices.ContainsFunc(a.Command, shell) || slices.ContainsFunc(a.Args, shell) {
		return
	}
	for _, list := range [][]format.Text{a.Command, a.Args} {
		for _, one := range list {
			v.checkText(one.Value, one.Origin, ".Values.") // programs have templates of their own
		}
	}
}

// checkText checks one text, which is a template's where it holds what such a one does.
func (v *verdict) checkText(text string, m format.Origin, holds string) {
	if inner, ok := inTypography(text); ok {
		v.Warn("yaml-quote", m, "typographic quotes are text to YAML, not quotes: they are part of what the container is told", "write: "+wording.Quoted(inner))
		return
	}
	name, ok := unfilled(text)
	if !ok || name == "" && !strings.Contains(text, holds) {
		return
	}
	help := "write the value, or give it with --set " + m.Path() + "=..."
	if name != "" && name != m.Key() { // of which its own is none
		help = "write the value; or $(" + name + "), if that is a variable of the app"
	}
	v.Warn("template", m, wording.Quote(text)+" is told to the container as it stands: neither render nor Kubernetes fills it in", help)
}

// inTypography is what stands between the quotation marks of typography that a text begins and ends
// with; false for any other text.
func inTypography(text string) (string, bool) {
	for _, pair := range []string{"“”", "„“", "‘’", "«»", "””", "’’"} {
		_, size := utf8.DecodeRuneInString(pair)
		begun, begins := strings.CutPrefix(text, pair[:size])
		inner, ends := strings.CutSuffix(begun, pair[size:])
		if begins && ends && !strings.ContainsAny(inner, pair) {
			return inner, true
		}
	}
	return "", false
}

// variables are texts that are nothing but a variable of a shell.
var variables = format.Expression(`^\$\{([A-Za-z_][A-Za-z0-9_]*)([:?+-][^}]*)?\}$`)

// unfilled reports whether a text is nothing but what a shell or a template would fill in, and the name
// of a shell's variable.
func unfilled(text string) (name string, ok bool) {
	if found := variables.FindStringSubmatch(text); found != nil {
		return found[1], true
	}
	for _, pair := range [][2]string{{"{{", "}}"}, {"<%", "%>"}, {"{%", "%}"}} {
		if strings.HasPrefix(text, pair[0]) && strings.HasSuffix(text, pair[1]) && strings.Count(text, pair[0]) == 1 {
			return "", true
		}
	}
	return "", false
}
