package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"render/render/consequences"
	"render/render/diag"
	"render/render/reference"
	"render/render/wording"
)

func explainCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:               "explain [FIELD|CODE]",
		Short:             "What a field, or the code of a problem, means",
		Long:              explainHelp,
		Example:           "  render explain\n  render explain tiers.apps.routes\n  render explain ip-taken",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeField,
		RunE: func(_ *cobra.Command, args []string) error {
			what := ""
			switch len(args) {
			case 0:
			case 1:
				what = args[0]
			default:
				return usage("one field at a time; write: render explain tiers.apps.routes")
			}
			text, err := explain(what)
			if err != nil {
				return err
			}
			fmt.Fprint(s.stdout, text)
			return nil
		},
	}
}

const explainHelp = `What a field of a topology means, its default, an example; or what the code of a
problem means, which --format of check gives, with an example, wrong and right; or
what a change does on a cluster that has such a code.`

// explain is the reference of a field, else of a code, be it of a problem or of what a
// change does on a cluster.
func explain(what string) (string, error) {
	text, err := reference.Explain(what)
	if err == nil {
		return text, nil
	}
	fields := reference.Called(what)
	also := ""
	if len(fields) > 0 {
		also = "\na field is called so too; run: render explain " + strings.Join(fields, ", or ") + "\n"
	}
	if text, ok := diag.Explain(diag.Code(what)); ok {
		return text + also, nil
	}
	if text, ok := consequences.Explain(what); ok {
		return text + also, nil
	}
	if near := wording.Suggest(what, codeNames()); near != "" && fields == nil {
		return "", usage("no field and no code %s; did you mean %s?", wording.Quote(what), wording.Quote(near))
	}
	if strings.Contains(what, "-") && !strings.Contains(what, ".") { // as codes have it, and few fields
		return "", usage("%s; or a code, as render check --format json gives it", err)
	}
	return "", usage("%s", err)
}

func codeNames() []string {
	var out []string
	for _, list := range [...][]diag.Entry{diag.Codes(), consequences.Codes()} {
		for _, e := range list {
			out = append(out, string(e.Code))
		}
	}
	return out
}
