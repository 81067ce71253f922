package main

import (
	"crypto/rand"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/internal/disk"
	"render/overlays"
	"render/render"
	"render/render/eval"
	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/age"
	"render/render/wording"
)

// inputFlags are the flags that change what is rendered.
type inputFlags struct {
	given        *pflag.FlagSet
	secrets      string
	overlays     []string
	set          []string
	at           string
	libraries    []string
	extStr       []string
	tlaStr       []string
	allowOutside bool
	quiet        bool
	strict       bool   // of render and check
	from         string // --previous, of the same
	silent       bool   // diagnostics are told by who called
	brief        bool   // something was asked of a topology that others check: warnings are a line each

	remember     bool                               // keep what is read for the next run
	withMember   bool                               // keep what other topologies must not share
	withObjects  bool                               // and which objects it renders
	withWorkTree bool                               // keys that git takes in are to be told of
	withModel    bool                               // keep the model for --format model
	inFolder     bool                               // the result becomes a folder, laid out as layout says
	ofFolder     func(name string) []manifest.Stage // that it will have files of, by the topology's name; nil: all
	layout       string
	forScript    bool        // keep what a script has to know
	reads        *disk.Reads // what the run reads; nil where nothing is replaced
	files        fs.FS       // the topology's folder
}

func (f *inputFlags) add(c *cobra.Command) {
	flags := c.Flags()
	f.given = flags
	addTexts(flags, &f.set, "set", "", "change a field of the topology, `PATH=VALUE`, as in\ntiers[primary].ip=10.0.0.1 (repeatable)")
	addTexts(flags, &f.overlays, "overlay", "", "apply one more overlay, `NAME|DIR`:\n"+strings.Join(overlays.Names(), ", ")+", or a folder (repeatable)")
	flags.StringVar(&f.secrets, "secrets", "", "`MODE` of TLS Secrets, in place of the topology's:\n"+
		"plain, omit, redacted, sealed, sops, external or\ncert-manager")
	flags.StringVar(&f.at, "at", "", "check that certificates are valid at `TIME`:\n2026-12-31, 2026-12-31T12:00:00Z or now")
	flags.BoolVar(&f.allowOutside, "allow-outside", false, "let the topology name files outside its folder")
	addTexts(flags, &f.libraries, "jpath", "J", "import from `DIR` too (repeatable)")
	addTexts(flags, &f.extStr, "ext-str", "", "an external variable, `NAME=VALUE` (repeatable)")
	addTexts(flags, &f.tlaStr, "tla-str", "", "a top-level argument, `NAME=VALUE` (repeatable)")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but errors, and that a version is newer\nthan what render knows")
	group(flags, groupResult, "set", "overlay", "secrets", "at", "allow-outside")
	group(flags, groupJsonnet, "jpath", "ext-str", "tla-str")
	complete(c, "secrets", secret.Modes())
	_ = c.RegisterFlagCompletionFunc("overlay", completeOverlay)
	_ = c.RegisterFlagCompletionFunc("set", completeSet)
	complete(c, "at", []string{"now"})
	_ = c.MarkFlagDirname("jpath")
}

// again are the flags given that change what is rendered, as words of a shell
// command.
func (f *inputFlags) again() string { return f.againBut("") }

// againBut are these flags but for one.
func (f *inputFlags) againBut(but string) string {
	var b strings.Builder
	f.given.Visit(func(flag *pflag.Flag) {
		if g := groupOf(flag); g != groupResult && g != groupJsonnet || flag.Name == but {
			return
		}
		values := []string{flag.Value.String()}
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			b.WriteString("--" + flag.Name)
			if flag.Value.Type() != "bool" {
				b.WriteString(" " + quoteWord(v))
			} else if v != "true" {
				b.WriteString("=" + v)
			}
			b.WriteByte(' ')
		}
	})
	return b.String()
}

// input reads a topology and all that the flags name.
func (f *inputFlags) input(s *shell, name string) (render.Input, error) {
	in, err := f.settings(s, name)
	if err != nil {
		return in, err
	}
	f.files = disk.NewFolder(topologyFolder(name), f.allowOutside, f.reads, "")
	in.Files = f.files
	in.Text, err = readTopology(s, name, f.reads)
	return in, err
}

// settings are all that the flags say of a topology, without its text and its folder.
func (f *inputFlags) settings(s *shell, name string) (render.Input, error) {
	in := render.Input{Name: name, AllowOutside: f.allowOutside, Set: f.set, Secrets: f.secrets,
		Jsonnet: filepath.Ext(name) == ".jsonnet", Random: rand.Reader, Age: age.Encrypt,
		Evaluator: s.limits.jsonnet.Evaluate,
		Again:     f.againBut("at")} // what is made must hold now
	if name == "" {
		return in, usage(`"" names no topology; write: render topology.yaml`)
	}
	// A flag that is given with nothing behind it is most often a variable that
	// is not set, and must not fall back to writing keys or to checking nothing.
	if f.given.Changed("secrets") && !slices.Contains(secret.Modes(), f.secrets) {
		return in, unknownValue("secrets", f.secrets, secret.Modes())
	}
	var err error
	if f.given.Changed("at") {
		if in.At, err = parseTime(f.at); err != nil {
			return in, err
		}
		in.AtNow = f.at == "now"
	}
	if in.ExtStr, err = variables("--ext-str", f.extStr); err != nil {
		return in, err
	}
	if in.TLAStr, err = variables("--tla-str", f.tlaStr); err != nil {
		return in, err
	}
	if len(in.TLAStr) > 0 && !in.Jsonnet {
		return in, usage("--tla-str is for a topology in jsonnet, and %s is not called .jsonnet", wording.Quote(name))
	}
	return in, f.folders(&in)
}

// folders adds the folders that flags name.
func (f *inputFlags) folders(in *render.Input) error {
	isFolder := func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.IsDir()
	}
	for _, o := range f.overlays {
		one := render.Overlay{Name: o}
		if !slices.Contains(overlays.Names(), o) {
			if !isFolder(o) {
				wrong := render.NoOverlay(o)
				return usage("--overlay %s; %s", wrong.Message, wrong.Help)
			}
			one.Files = disk.NewFolder(o, false, f.reads, "--overlay "+quoteWord(o))
		}
		in.Overlays = append(in.Overlays, one)
	}
	for _, l := range f.libraries {
		if !isFolder(l) {
			return usage("-J %s is no folder", wording.Quote(l))
		}
		in.Libraries = append(in.Libraries, disk.NewFolder(l, false, f.reads, "-J "+quoteWord(l)))
	}
	return nil
}

func variables(flag string, list []string) ([]eval.Variable, error) {
	var out []eval.Variable
	for _, text := range list {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usage("%s %s is not NAME=VALUE", flag, wording.Quote(text))
		}
		out = append(out, eval.Variable{Name: name, Value: value})
	}
	return out, nil
}

func parseTime(text string) (time.Time, error) {
	if text == "now" {
		return time.Now().UTC(), nil
	}
	outside := func() (time.Time, error) {
		return time.Time{}, usage("--at %s is outside the years 1950 to 9899, which certificates can tell; write: 2026-12-31, 2026-12-31T12:00:00Z or now", quoteWord(text))
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			// Certificates know the years 1950 to 9999 in their usual form, and one
			// of an authority lasts for a hundred years at most.
			if t.Year() < 1950 || t.Year() > 9899 {
				return outside()
			}
			return t, nil
		}
	}
	// A year of five digits is one that no layout takes.
	if year, _, ok := strings.Cut(text, "-"); ok && len(year) > 4 && strings.Trim(year, "0123456789") == "" {
		return outside()
	}
	return time.Time{}, usage("--at %s is no time; write: 2026-12-31, 2026-12-31T12:00:00Z or now", wording.Quote(text))
}

// unknownValue is why a flag cannot have a value that is none of those that are known.
func unknownValue(flag, value string, known []string) error {
	return usage("--%s %s is not known; %s", flag, wording.Quote(value), wording.DidYouMean(value, known))
}

// parseStages reads --stage, "metallb,gateways"; none where it is not given. A
// stage that is named twice counts once.
func parseStages(list []string) ([]manifest.Stage, error) {
	if list == nil {
		return nil, nil
	}
	var out []manifest.Stage
	for _, name := range strings.Split(strings.Join(list, ","), ",") {
		stage, ok := manifest.ParseStage(name)
		if !ok {
			return nil, unknownValue("stage", name, manifest.Stages())
		}
		if !slices.Contains(out, stage) {
			out = append(out, stage)
		}
	}
	return out, nil
}
