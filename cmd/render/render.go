package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
	"render/render/manifest"
)

const longHelp = `render turns a topology file (tiers, IPs, hosts, certificates, apps) into the
MetalLB, Istio, Secret, Gateway, Deployment, Service and VirtualService objects
of a cluster with several Istio ingress gateways, each on its own IP. It never
talks to a cluster.

TOPOLOGY is a file in YAML, JSON or, by the name .jsonnet, jsonnet; - is standard
input. A file that is called like a verb is named with its folder: ./check.`

const examples = `  render topology.yaml | microk8s kubectl apply -f -
  render --stage metallb,gateways --secrets redacted topology.yaml
  render -o rendered.yaml --set tiers[primary].ip=10.0.0.1 topology.yaml
  render certs topology.yaml
  render check --strict --at now topology.yaml
  render explain tiers.apps.routes

Exit codes: 0 done; 1 warnings, under --strict, or anything to make, under certs
--check; 2 the input is wrong, or a file cannot be read or written; 3 the
command line is wrong; 70 a fault of render.`

type renderFlags struct {
	inputFlags
	output     string
	stages     []string
	format     string
	allowPlain bool
	version    bool
}

const modelFormat = "model"

func renderFormats() []string { return append(manifest.Formats(), modelFormat) }

func renderCommand(s *shell) *cobra.Command {
	f := &renderFlags{}
	c := &cobra.Command{
		Use:                   "render [flags] TOPOLOGY",
		DisableFlagsInUseLine: true,
		Short:                 "Render a topology to stdout or into a file",
		Long:                  longHelp,
		Example:               examples,
		Args:                  cobra.ArbitraryArgs,
		ValidArgsFunction:     completeTopology(1),
		SilenceErrors:         true,
		SilenceUsage:          true,
		RunE: func(_ *cobra.Command, args []string) error {
			if f.version {
				return writeVersion(s, args)
			}
			return f.run(s, args)
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVarP(&f.output, "output", "o", "-", "write `FILE`, whole or not at all; - is stdout")
	flags.StringArrayVar(&f.stages, "stage", nil, "only the stages `NAME[,NAME]` (repeatable):\n"+strings.Join(manifest.Stages(), ", "))
	flags.StringVar(&f.format, "format", "yaml", "`FORMAT`: yaml (as without this flag), json, list, or\nmodel: the resolved topology, for the library")
	flags.BoolVar(&f.allowPlain, "allow-plain-secrets", false, "let -o write Secrets in clear into a git work tree")
	flags.BoolVar(&f.version, "version", false, "the same as the verb version")
	f.addPrevious(flags, "keep ciphertext of `FILE|DIR`, an earlier run's, where\nnothing changed, which needs no key; -o keeps that of\nthe file it replaces")
	flags.BoolVar(&f.strict, "strict", false, "write nothing where there are warnings; exit with 1")
	group(flags, groupOutput, "output", "strict", "stage", "format", "allow-plain-secrets")
	completeList(c, "stage", manifest.Stages())
	complete(c, "format", renderFormats())
	return c
}

func (f *renderFlags) run(s *shell, args []string) error {
	if err := oneTopology(args, f.set); err != nil {
		return err
	}
	stages, err := f.selection()
	if err != nil {
		return err
	}
	to, err := newDestination(s, f.output)
	if err != nil {
		return err
	}
	f.reads = &disk.Reads{}
	f.withModel = f.format == modelFormat
	out, err := f.render(s, args[0], func() ([]render.Previous, error) { return f.previous(to) })
	if err != nil {
		return err
	}
	if f.strict && out.Problems.Warnings() > 0 {
		return &failure{exitDiffers, args[0] + ": nothing is written, since there are warnings and --strict"}
	}
	if len(stages) > 1 && out.ForIstioctl() && slices.Contains(stages, manifest.Istio) {
		return usage("the IstioOperator is for istioctl, which refuses a file with anything beside it; write: --stage istio alone")
	}
	text, err := f.text(out, stages)
	if err != nil {
		return err
	}
	inClear := ""
	if f.format != modelFormat && holdsSecret(out.Selected(stages)) {
		inClear = out.InClear
	}
	if err := f.refuseInputs(to, out); err != nil {
		return err
	}
	if err := to.write(s, text, inClear, f.allowPlain); err != nil {
		return err
	}
	if f.format == modelFormat || f.quiet {
		return nil
	}
	if len(stages) == 0 || slices.Contains(stages, manifest.Gateways) {
		f.sealing(s, out, to)
	}
	if len(stages) == 0 {
		f.note(s, out, args[0])
	}
	return nil
}

// note tells of what the whole stream alone does not bring about.
func (f *renderFlags) note(s *shell, out *render.Output, name string) {
	istio := out.Install
	switch {
	case out.ForIstioctl():
		what, where := "the control plane and the gateways are", "this stream"
		if istio.GatewayAPI {
			what = "the control plane is" // which makes gateways of the Gateways
		}
		if f.output != "-" {
			where = f.output
		}
		fmt.Fprintf(s.stderr, "note: %s not in %s; istioctl %s installs them, after the stage namespaces and before gateways and apps: "+
			"render --stage istio %s%s | istioctl install -y -f -\n", what, where, istio.Version, f.again(), quoteWord(name))
	case istio.Sail != "":
		fmt.Fprintf(s.stderr, "note: gateway pods that are made before istiod runs wait for an image that is not there; on a new cluster apply "+
			"--stage namespaces,metallb,istio first, then: kubectl wait --for=condition=Ready istio/%s\n", istio.Sail)
	}
}

// oneTopology tells what is wrong with the words that are no flags.
func oneTopology(args, set []string) error {
	switch {
	case len(args) == 0:
		return usage("which topology? write: render topology.yaml, or - for standard input")
	}
	if err := otherTool(args); err != nil || len(args) == 1 {
		return err
	}
	if verb := suggestVerb(args[0]); verb != "" {
		return usage("%s is no verb; did you mean %s?", diag.Quote(args[0]), diag.Quote(verb))
	}
	if at := slices.IndexFunc(set, func(s string) bool { return !strings.Contains(s, "=") }); at >= 0 {
		return usage("--set %s has no \"=\"; write: --set %s=%s", quoteWord(set[at]), set[at], quoteWord(args[0]))
	}
	return usage("%d topologies into one stream would mix clusters; render one at a time", len(args))
}

// selection reads --stage and --format; no stage means all.
func (f *renderFlags) selection() ([]manifest.Stage, error) {
	stages, err := parseStages(f.stages)
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(renderFormats(), f.format):
		return nil, usage("--format %s is not known; %s", diag.Quote(f.format), diag.DidYouMean(f.format, renderFormats()))
	case f.format == modelFormat && len(stages) > 0:
		return nil, usage("--stage has no meaning with --format model")
	}
	return stages, nil
}

// text is the result in the format that was asked for.
func (f *renderFlags) text(out *render.Output, stages []manifest.Stage) ([]byte, error) {
	if f.format == modelFormat {
		text, err := manifest.AppendJSON(nil, out.Model.Value())
		if err != nil {
			return nil, &failure{exitInput, err.Error()}
		}
		return append(text, '\n'), nil
	}
	format, _ := manifest.ParseFormat(f.format)
	text, err := out.Stream(stages, format)
	if err != nil {
		return nil, &failure{exitInput, err.Error()}
	}
	return text, nil
}

func holdsSecret(list []manifest.Manifest) bool {
	return slices.ContainsFunc(list, func(m manifest.Manifest) bool { return m.ID().Kind == "Secret" })
}

// render renders a topology and says what is wrong with it. An error is there
// where anything is.
func (f *inputFlags) render(s *shell, name string, previous func() ([]render.Previous, error)) (*render.Output, error) {
	in, err := f.input(s, name)
	if err != nil {
		return nil, err
	}
	in.Previous, in.WithModel = previous, f.withModel
	var out *render.Output
	err = s.limits.bound(func(ctx context.Context) (err error) {
		out, err = render.Render(ctx, in)
		return err
	})
	if err != nil {
		return nil, ended(name, err)
	}
	f.tell(s, out.Problems)
	if out.Problems.Failed() {
		return out, &failure{code: exitInput}
	}
	return out, nil
}

// ended is why some work on a topology has no outcome: a limit, a signal, what a
// file of the command line's is, or a fault of render itself.
func ended(name string, err error) error {
	var own *failure
	var limit *errLimit
	var interrupted *disk.Interrupted
	switch {
	case errors.As(err, &own), errors.As(err, &interrupted):
		return err
	case errors.As(err, &limit):
		return &failure{exitInput, name + ": " + limit.reason}
	}
	return &failure{exitBug, fmt.Sprintf("%s\n%v\nrender %s", ownFault, err, version)}
}
