package pods

import (
	"strings"

	"render/render/format"
	"render/render/wording"
)

// checkStarted checks what the containers of an app are started with.
func (v *verdict) checkStarted(a *format.App) {
	if len(a.Command) > 0 && strings.HasPrefix(a.Command[0].Value, "-") {
		args := make([]string, 0, len(a.Command)+len(a.Args))
		for _, list := range [][]format.Text{a.Command, a.Args} {
			for _, one := range list {
				args = append(args, format.YAMLWord(one.Value))
			}
		}
		help := "write args: [" + strings.Join(args, ", ") + "] in place of it"
		if len(a.Args) > 0 {
			help = "write args: [" + strings.Join(args, ", ") + "] in place of both"
		}
		if len(help) > 200 || wording.HoldsPassword(help) {
			help = "write it in args: the image's own program is then told it"
		}
		v.Warn("command-option", a.Command[0].Origin, wording.Quote(a.Command[0].Value)+" is no program, and replaces the image's: what Compose calls a command is args", help)
	}
	for i := range a.Env {
		if value := &a.Env[i].Value.Text; wording.URLPassword(value.Value) {
			v.Warn("password-clear", format.Or(value.Origin, a.Env[i].Value.Origin), "is a URL with a password, which whoever may read the Deployment reads",
				"write {secret: NAME, key: KEY} in its place, of a Secret that has the URL; or $("+passwordOf(a.Env[i].Key.Value)+") for the password, and before it "+passwordOf(a.Env[i].Key.Value)+": {secret: NAME, key: KEY}")
		}
	}
	for _, list := range [][]format.Text{a.Command, a.Args} {
		for _, one := range list {
			if wording.URLPassword(one.Value) {
				v.Warn("password-clear", one.Origin, "has a URL with a password, which whoever may read the Deployment reads",
					"write $(PASSWORD) for the password, and env: {PASSWORD: {secret: NAME, key: KEY}} at the app")
			}
		}
	}
}

// passwordOf is how to call the password of a variable's URL.
func passwordOf(key string) string { return strings.TrimSuffix(key, "_URL") + "_PASSWORD" }
