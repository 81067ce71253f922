package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"render/render"
	"render/render/diag"
	"render/render/endpoints"
	"render/render/scripts"
	"render/render/wording"
)

const hostsHelp = `Write the names that a topology's gateways answer, each with its tier's address:
the hosts that tiers list, and those below their wildcards that routes name.

hosts is /etc/hosts' form. It has no wildcards; dnsmasq has. A name on two tiers,
which clients of two networks see at two addresses, is written as a comment: choose
by --tier. csv and json have all of it, for programs.

A name that is in /etc/hosts already is answered with its former address too: take
its line out before another is appended.`

const hostsExample = `  render hosts topology.yaml | sudo tee -a /etc/hosts
  render hosts --format dnsmasq topology.yaml > /etc/dnsmasq.d/topology.conf
  render hosts --tier primary topology.yaml`

type hostsFlags struct {
	inputFlags
	format string
	tiers  []string
}

func hostsCommand(s *shell) *cobra.Command {
	f := &hostsFlags{}
	f.brief = true
	c := &cobra.Command{
		Use:               "hosts [flags] TOPOLOGY",
		Short:             "Write the tiers' names and addresses, for /etc/hosts or DNS",
		Long:              hostsHelp,
		Example:           hostsExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(1),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "hosts", "`FORMAT`: hosts (as without this flag), dnsmasq, csv or\njson")
	addTexts(flags, &f.tiers, "tier", "", "only the tier `NAME` (repeatable)")
	group(flags, groupOutput, "format", "tier")
	complete(c, "format", scripts.HostsFormats())
	return c
}

func (f *hostsFlags) run(s *shell, args []string) error {
	switch {
	case len(args) == 0:
		return usage("which topology? write: render hosts topology.yaml")
	case len(args) > 1:
		return usage("%s is one word too many", wording.Quote(args[1]))
	case !slices.Contains(scripts.HostsFormats(), f.format):
		return unknownValue("format", f.format, scripts.HostsFormats())
	}
	in, err := f.input(s, args[0])
	if err != nil {
		return err
	}
	found, err := outcome(&f.inputFlags, s, args[0], func(ctx context.Context) (*endpoints.Endpoints, diag.List, error) { return render.Endpoints(ctx, in) })
	if err != nil {
		return err
	}
	var names []string
	for _, t := range found.Tiers {
		names = append(names, t.Name)
	}
	tiers, err := chosenTiers(names, f.tiers)
	if err != nil {
		return err
	}
	text, notes := scripts.Hosts(found, tiers, f.format)
	s.stdout.Write(text) // its error is told at the end of the run
	f.note(s, notes)
	return nil
}

// chosenTiers are the numbers of the tiers that --tier names, among those that there are;
// none for all.
func chosenTiers(known, names []string) ([]int, error) {
	var out []int
	for _, name := range names {
		at := slices.Index(known, name)
		if at < 0 {
			return nil, usage("--tier %s is no tier of the topology; %s", wording.Quote(name), wording.DidYouMean(name, known))
		}
		out = append(out, at)
	}
	return out, nil
}
