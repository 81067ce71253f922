package main

import "github.com/spf13/pflag"

// The parts of a command's flags in its help, in their order.
const (
	groupCertificates = "Which certificates are made"
	groupStarter      = "What the topology says"
	groupRequest      = "The request"
	groupResult       = "What is rendered"
	groupOutput       = "Where it goes"
	groupJsonnet      = "For a topology or a mixin in jsonnet"
	groupOther        = "Other flags"
)

func groups() []string {
	return []string{groupStarter, groupCertificates, groupRequest, groupResult, groupOutput, groupJsonnet, groupOther}
}

// groupKey marks a flag with its group.
const groupKey = "render_group"

func group(flags *pflag.FlagSet, title string, names ...string) {
	for _, name := range names {
		// The error tells of a flag that does not exist, which the tests of the
		// help show.
		_ = flags.SetAnnotation(name, groupKey, []string{title})
	}
}

func groupOf(f *pflag.Flag) string {
	if title := f.Annotations[groupKey]; len(title) > 0 {
		return title[0]
	}
	return groupOther
}
