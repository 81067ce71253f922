package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/overlays"
	"render/render"
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/secret"
)

// inputFlags are the flags that change what is rendered.
type inputFlags struct {
	secrets      string
	overlays     []string
	set          []string
	at           string
	libraries    []string
	extStr       []string
	tlaStr       []string
	allowOutside bool
	quiet        bool
}

func (f *inputFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.secrets, "secrets", "", "form of TLS Secrets, in place of the topology's: "+strings.Join(secret.Modes(), ", "))
	flags.StringArrayVar(&f.overlays, "overlay", nil, "apply one more overlay: "+strings.Join(overlays.Names(), ", ")+", or a folder (repeatable)")
	flags.StringArrayVar(&f.set, "set", nil, "change the topology, `PATH=VALUE`: tiers[primary].ip=10.0.0.1 (repeatable)")
	flags.StringVar(&f.at, "at", "", "check that certificates are valid at `TIME`: 2026-12-31, 2026-12-31T12:00:00Z or now")
	flags.StringArrayVarP(&f.libraries, "jpath", "J", nil, "a folder jsonnet imports from (repeatable)")
	flags.StringArrayVar(&f.extStr, "ext-str", nil, "an external variable for jsonnet, `NAME=VALUE` (repeatable)")
	flags.StringArrayVar(&f.tlaStr, "tla-str", nil, "a top-level argument for a topology in jsonnet, `NAME=VALUE` (repeatable)")
	flags.BoolVar(&f.allowOutside, "allow-outside", false, "let the topology name files outside its folder")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but errors")
	complete(c, "secrets", secret.Modes())
	complete(c, "overlay", overlays.Names())
}

// complete offers words for a flag in shells; files stay possible.
func complete(c *cobra.Command, flag string, words []string) {
	// The error tells of a flag that does not exist, which a test would show.
	_ = c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveDefault
	})
}

// input reads a topology and all that the flags name.
func (f *inputFlags) input(s *shell, name string) (render.Input, error) {
	in := render.Input{Name: name, AllowOutside: f.allowOutside, Set: f.set, Secrets: f.secrets,
		Jsonnet: filepath.Ext(name) == ".jsonnet"}
	if f.secrets != "" && !contains(secret.Modes(), f.secrets) {
		return in, usage("--secrets %s is not known; %s", diag.Quote(f.secrets), diag.DidYouMean(f.secrets, secret.Modes()))
	}
	var err error
	if in.At, err = parseTime(f.at); err != nil {
		return in, err
	}
	if in.ExtStr, err = variables("--ext-str", f.extStr); err != nil {
		return in, err
	}
	if in.TLAStr, err = variables("--tla-str", f.tlaStr); err != nil {
		return in, err
	}
	if len(in.TLAStr) > 0 && !in.Jsonnet {
		return in, usage("--tla-str is for a topology in jsonnet, and %s is not called .jsonnet", diag.Quote(name))
	}
	for _, o := range f.overlays {
		one := render.Overlay{Name: o}
		if !contains(overlays.Names(), o) {
			if info, err := os.Stat(o); err != nil || !info.IsDir() {
				return in, usage("--overlay %s is neither a built-in overlay nor a folder; %s", diag.Quote(o), diag.DidYouMean(o, overlays.Names()))
			}
			one.Files = newFolder(o, false)
		}
		in.Overlays = append(in.Overlays, one)
	}
	for _, l := range f.libraries {
		in.Libraries = append(in.Libraries, newFolder(l, false))
	}
	directory := "."
	if name != "-" {
		directory = filepath.Dir(name)
	}
	in.Files = newFolder(directory, f.allowOutside)
	in.Text, err = readTopology(s, name)
	return in, err
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func variables(flag string, list []string) ([]eval.Variable, error) {
	var out []eval.Variable
	for _, text := range list {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usage("%s %s is not NAME=VALUE", flag, diag.Quote(text))
		}
		out = append(out, eval.Variable{Name: name, Value: value})
	}
	return out, nil
}

func parseTime(text string) (time.Time, error) {
	switch text {
	case "":
		return time.Time{}, nil
	case "now":
		return time.Now(), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usage("--at %s is no time; write 2026-12-31, 2026-12-31T12:00:00Z or now", diag.Quote(text))
}

// parseStages reads --stage, "metallb,gateways".
func parseStages(list []string) ([]manifest.Stage, error) {
	var out []manifest.Stage
	for _, name := range list {
		stage, ok := manifest.ParseStage(name)
		if !ok {
			return nil, usage("--stage %s is not known; %s", diag.Quote(name), diag.DidYouMean(name, manifest.Stages()))
		}
		out = append(out, stage)
	}
	return out, nil
}

// flagError adds what the user may have meant to pflag's own words.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	text := err.Error()
	if asNotExist(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		var known []string
		c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		if s := diag.Suggest(unknown.GetSpecifiedName(), known); s != "" {
			text += "; did you mean --" + s + "?"
		}
	}
	return usage("%s", text)
}
