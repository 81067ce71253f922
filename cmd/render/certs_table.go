package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"render/render/certs"
	"render/render/diag"
)

// writeCertificates is the table of what was done, or, where it is planned only,
// would be.
func writeCertificates(w io.Writer, plan *certs.Plan, planned bool) {
	if plan.Elsewhere != "" {
		fmt.Fprintf(w, "nothing to make: %s\n", diag.Visible(plan.Elsewhere))
		for _, t := range plan.Without {
			fmt.Fprintf(w, "but for %s: %s\n", cell(t.Tier), cell(t.Why))
		}
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TIER\tCERTIFICATE\tHOSTS\tNOT AFTER\tKEY\tDONE")
	row := func(tier string, s certs.Planned) {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", cell(tier), cell(s.Crt), cell(few(s.Names)), s.NotAfter.UTC().Format(time.DateOnly), orDash(s.KeyKind), cell(action(s, planned)))
	}
	if plan.CA != nil {
		row("(CA)", *plan.CA)
	}
	for _, s := range plan.Pairs {
		row(strings.Join(s.Tiers, ", "), s)
	}
	for _, t := range plan.Without {
		fmt.Fprintf(table, "%s\t-\t-\t-\t-\tnone needed: %s\n", cell(t.Tier), cell(t.Why))
	}
	table.Flush() // stdout keeps its error
}

// cell is a text as a cell of the table: visible, and on one line.
func cell(text string) string {
	return diag.Visible(strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(text))
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// few is the first few of many names.
func few(names []string) string {
	const most = 4
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most-1], ", "), len(names)-most+1)
	}
	return strings.Join(names, ", ")
}

func action(s certs.Planned, planned bool) string {
	made, renewed := "made", "renewed"
	if planned {
		made, renewed = "would make", "would renew"
	}
	kept := "kept (another authority's)"
	if s.IssuedHere {
		kept = "kept (made elsewhere)"
	}
	switch {
	case s.Do == certs.Make && planned:
		return made + ": " + s.Why
	case s.Do == certs.Make && s.NewKey:
		return made
	case s.Do == certs.Make:
		return made + ", for the key that is there"
	case s.Do == certs.Renew:
		return renewed + ": " + s.Why
	case s.Do == certs.KeepOther && s.Ended:
		return kept + ", has expired"
	case s.Do == certs.KeepOther && s.Due:
		return kept + ", ends soon"
	case s.Do == certs.KeepOther:
		return kept
	case s.Due:
		return "kept, ends with its CA"
	case s.Keyless:
		return "kept, but without its key it issues nothing"
	}
	return "kept"
}
