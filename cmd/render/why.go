package main

import (
	"slices"

	"github.com/spf13/cobra"

	"render/render/wording"
)

const whyHelp = `What a field of a rendered object comes from: the lines of the topology, the flags, the
defaults, and the lines of overlays and mixins on which it depends. It is found out by
trying: a field depends on what changes it, or takes it away, when it has another valid
value or is left out. No key is read.

An object is KIND/NAME or KIND/NAMESPACE/NAME, with kubectl's short names for kinds: gw/web,
deploy/shop/cart. A field is written as diff writes it, spec.servers[https].tls, with the
numbers of items, or as a JSON pointer, /spec/servers/1/tls; without one the whole object is
meant.

FILE:LINE is a line of a file of a folder that render wrote, whose index names the topology;
or a line of a topology, or of an overlay or a mixin before the topology that has it: then
the fields that the line has a part in are listed.

Exit codes: 0 it is told; 2 the topology is wrong, or there is no such object, field or line;
3 the command line is.`

const whyExample = `  render why gw/gateway-ingressgateway spec.servers[https].tls.mode topology.yaml
  render why deploy/shop topology.yaml
  render why deploy/50-apps/service.default.shop.yaml:12
  render why topology.yaml:23`

func whyFormats() []string { return []string{"text", "json"} }

func whyCommand(s *shell) *cobra.Command {
	f := &whyFlags{}
	c := &cobra.Command{
		Use:               "why [flags] OBJECT [FIELD] TOPOLOGY | FILE:LINE [TOPOLOGY]",
		Short:             "Which lines a field of an object comes from, and back",
		Long:              whyHelp,
		Example:           whyExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(3),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "text", "`FORMAT`: text (as without this flag) or json")
	group(flags, groupOutput, "format")
	complete(c, "format", whyFormats())
	return c
}

// run answers what the words ask.
func (f *whyFlags) run(s *shell, args []string) error {
	if !slices.Contains(whyFormats(), f.format) {
		return unknownValue("format", f.format, whyFormats())
	}
	if len(args) == 0 {
		return usage("why which field? write: render why gw/NAME spec.servers topology.yaml, or render why topology.yaml:14")
	}
	args = lineMeant(args)
	if err := f.meant(s, args); err != nil {
		return err
	}
	if at, ok := parseLine(args[0]); ok {
		if len(args) > 2 {
			return usage("%s is one word too many", wording.Quote(args[2]))
		}
		return f.line(s, at, args[1:])
	}
	switch len(args) {
	case 1:
		if name, number, _ := cutLast(args[0], ":"); isFile(name) {
			return usage("%s is no line of %s; write: %s", wording.Quote(number), quoteWord(name), whyWords(name+":1"))
		}
		return usage("why %s of which topology? write: render why %s topology.yaml", wording.Quote(args[0]), quoteWord(args[0]))
	case 2:
		return f.object(s, args[0], "", args[1])
	case 3:
		return f.object(s, args[0], args[1], args[2])
	}
	return usage("%s is one word too many", wording.Quote(args[3]))
}
