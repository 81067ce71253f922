package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
)

const longHelp = `render turns a topology file (tiers, IPs, hosts, certificates, apps) into the
MetalLB, Istio, Secret, Gateway, Deployment, Service and VirtualService objects of
a cluster with several Istio ingress gateways, each on its own IP. It never talks
to a cluster.

  render topology.yaml | microk8s kubectl apply -f -
  render check topology.yaml
  render explain tiers.apps.routes

A file that is called like a verb is named with its folder: ./check.

Exit codes: 0 done; 1 warnings, under check --strict; 2 the input is wrong or a
file cannot be read or written; 3 the command line is wrong; 70 a fault of render.`

type renderFlags struct {
	inputFlags
	output     string
	stages     []string
	format     string
	allowPlain bool
}

func renderCommand(s *shell) *cobra.Command {
	f := &renderFlags{}
	c := &cobra.Command{
		Use:           "render [flags] TOPOLOGY",
		Short:         "Render a topology to stdout or into a file",
		Long:          longHelp,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(c *cobra.Command, args []string) error { return f.run(c, s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVarP(&f.output, "output", "o", "-", "write to `FILE`, whole or not at all; - is stdout")
	flags.StringSliceVar(&f.stages, "stage", nil, "only these stages: "+strings.Join(manifest.Stages(), ", "))
	flags.StringVar(&f.format, "format", "yaml", "yaml, json, list, or model: the resolved topology, for jsonnet")
	flags.BoolVar(&f.allowPlain, "allow-plain-secrets", false, "let -o write private keys in clear into a git work tree")
	complete(c, "stage", manifest.Stages())
	complete(c, "format", append(manifest.Formats(), "model"))
	return c
}

func (f *renderFlags) run(c *cobra.Command, s *shell, args []string) error {
	switch {
	case len(args) == 0:
		return usage("which topology? write: render topology.yaml, or - for standard input")
	case len(args) > 1 && contains(append(verbs(), laterVerbs...), args[0]):
		return usage("flags come behind the verb %q", args[0])
	case len(args) > 1:
		return usage("%d topologies into one stream would mix clusters; render one at a time", len(args))
	}
	stages, err := parseStages(f.stages)
	if err != nil {
		return err
	}
	format, known := manifest.ParseFormat(f.format)
	if !known && f.format != "model" {
		return usage("--format %s is not known; %s", diag.Quote(f.format), diag.DidYouMean(f.format, append(manifest.Formats(), "model")))
	}
	if f.format == "model" && len(stages) > 0 {
		return usage("--stage has no meaning with --format model")
	}
	out, err := f.render(s, args[0])
	if err != nil {
		return err
	}
	if f.format == "model" {
		return f.writeModel(s, out)
	}
	if len(stages) > 1 && out.ForIstioctl() && contains(f.stages, manifest.Istio.String()) {
		return usage("the IstioOperator is for istioctl, which refuses a file with anything beside it; write: --stage istio alone")
	}
	selected := out.Selected(stages)
	text, err := manifest.Stream(selected, format)
	if err != nil {
		return &failure{exitInput, err.Error()}
	}
	keys := out.HoldsKeys && holdsSecret(selected)
	if err := f.write(s, text, keys); err != nil {
		return err
	}
	if len(stages) == 0 && out.ForIstioctl() && !f.quiet {
		fmt.Fprintf(s.stderr, "note: the IstioOperator is for istioctl and not in this stream: render %s | istioctl install -y -f -\n",
			istioctlArguments(args[0]))
	}
	return nil
}

func istioctlArguments(name string) string { return "--stage istio " + name }

func holdsSecret(list []manifest.Manifest) bool {
	for i := range list {
		if list[i].ID().Kind == "Secret" {
			return true
		}
	}
	return false
}

// render renders a topology and says what is wrong with it. An error is there
// where anything is.
func (f *inputFlags) render(s *shell, name string) (*render.Output, error) {
	in, err := f.input(s, name)
	if err != nil {
		return nil, err
	}
	out, err := render.Render(in)
	if err != nil {
		fmt.Fprintln(s.stderr, err)
		return nil, &failure{exitBug, "this is a fault of render, not of your input"}
	}
	told := out.Problems
	if f.quiet {
		told = nil
		for _, p := range out.Problems {
			if p.Severity == diag.Error {
				told = append(told, p)
			}
		}
	}
	if err := diag.Text(s.stderr, told); err != nil {
		return nil, err
	}
	if out.Problems.Failed() {
		return nil, &failure{code: exitInput}
	}
	return out, nil
}

func (f *renderFlags) writeModel(s *shell, out *render.Output) error {
	text, err := manifest.AppendJSON(nil, out.Model.Value())
	if err != nil {
		return &failure{exitInput, err.Error()}
	}
	return f.write(s, append(text, '\n'), false)
}
