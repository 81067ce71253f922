package main

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
)

// unread are lines about files that cannot be read: one for all templates of a chart of Helm's, since
// what they become is read by one command.
func (r *importReader) unread() (lines []string) {
	of := map[string][]*template{}
	chart := make([]string, len(r.unreadable))
	for i, one := range r.unreadable {
		if one.template != nil && one.template.helm {
			chart[i] = r.chartOf(one.name)
			of[chart[i]] = append(of[chart[i]], one.template)
		}
	}
	for i, one := range r.unreadable {
		switch in := of[chart[i]]; {
		case chart[i] == "":
			lines = append(lines, one.line)
		case in[0] == one.template:
			lines = append(lines, inChart(chart[i], in))
		}
	}
	return lines
}

// chartOf is the chart that a file is of, the outermost of several; "" where none was read.
func (r *importReader) chartOf(name string) string {
	in := func(chart string) bool { return chart == "." || strings.HasPrefix(name, chart+"/") }
	var out []string
	for _, chart := range r.charts {
		if in(chart) {
			out = append(out, chart)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return slices.MinFunc(out, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
}

// inChart is a line about templates of a chart.
func inChart(chart string, in []*template) string {
	cure := fmt.Sprintf("; read what it becomes: helm template NAME %s > objects.yaml", diag.Name(chart))
	if len(in) == 1 {
		return in[0].place() + ": is a template of Helm's, and no object yet" + cure
	}
	return fmt.Sprintf("%s: is a chart of Helm's, of which %d files are templates and no objects yet, as %s%s", diag.Name(chart), len(in), in[0].place(), cure)
}
