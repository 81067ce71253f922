package main

import (
	"fmt"
	"io"
)

// target is a value that is to stay at or below a limit.
type target struct {
	name         string
	value, limit float64
	unit         string
}

func (t target) met() bool { return t.value <= t.limit }

func cpuOf(r result) float64    { return milliseconds(r.cpu) }
func memoryOf(r result) float64 { return mebibytes(r.memory) }
func ratioOf(r result) float64  { return r.ratio }

// limits are what render is to keep, each of a workload and of what it is measured beside.
var limits = [...]struct {
	name           string
	workload, side string
	value          func(result) float64
	limit          float64
	unit           string
}{
	{"the seed", "seed", render, cpuOf, 10, "ms"},
	{"the seed", "seed", render, memoryOf, 30, "MiB"},
	{"100 apps", "w100", render, cpuOf, 40, "ms"},
	{"1000 apps", "w1000", render, cpuOf, 250, "ms"},
	{"1000 apps", "w1000", render, memoryOf, 100, "MiB"},
	{"10 000 apps", "w10000", render, memoryOf, 220, "MiB"},
	{"the seed beside plain Go structs", "seed", floor, ratioOf, 2.3, "times"},
	{"100 apps beside plain Go structs", "w100", floor, ratioOf, 2.5, "times"},
	{"1000 apps beside plain Go structs", "w1000", floor, ratioOf, 2.6, "times"},
	{"10 000 apps beside plain Go structs", "w10000", floor, ratioOf, 2.8, "times"},
	{"the seed beside jsonnet", "seed", "jsonnet", ratioOf, 0.9, "times"},
	{"the seed beside jinja2", "seed", "jinja2", ratioOf, 0.7, "times"},
	{"10 apps beside jinja2", "w10", "jinja2", ratioOf, 0.7, "times"},
	{"100 apps beside jinja2", "w100", "jinja2", ratioOf, 0.7, "times"},
	{"1000 apps beside jinja2", "w1000", "jinja2", ratioOf, 0.7, "times"},
	{"10 000 apps beside jinja2", "w10000", "jinja2", ratioOf, 0.7, "times"},
	{"a patch on the seed beside kustomize", "seed-overlay", "kustomize patch", ratioOf, 0.3, "times"},
	{"a patch on 100 apps beside kustomize", "w100-overlay", "kustomize patch", ratioOf, 0.15, "times"},
	{"a patch on 1000 apps beside kustomize", "w1000-overlay", "kustomize patch", ratioOf, 0.02, "times"},
	{"a mixin on the seed beside none", "seed-mixin", without, ratioOf, 2.5, "times"},
	{"a mixin on 1000 apps beside none", "w1000-mixin", without, ratioOf, 2.5, "times"},
	{"the Gateway API's routes beside Istio's, 1000 apps", "w1000-gateway-api", without, ratioOf, 1.3, "times"},
	{"a fleet of 100 seeds, each", "fleet100", fleet, each, 1.2, "ms"},
	{"a fleet of 1000 seeds, each", "fleet1000", fleet, each, 1.2, "ms"},
	{"a fleet of 1000 seeds that did not change, in all", "fleet1000", again, cpuOf, 50, "ms"},
	{"render version", "seed", version, cpuOf, 3.3, "ms"},
	{"why of a Deployment, 1000 apps", "w1000", asked, cpuOf, 1000, "ms"},
	{"why of a line, 1000 apps", "w1000", line, cpuOf, 1000, "ms"},
	{"render check of the seed, as editors ask", "seed", checked, cpuOf, 20, "ms"},
}

// each is the share of one topology of a fleet.
func each(r result) float64 { return milliseconds(r.cpu) / float64(members(r.workload)) }

// targets are the limits of what was measured.
func targets(r results) (list []target) {
	for _, l := range limits {
		if one, ok := r.find(l.workload, l.side); ok {
			list = append(list, target{l.name, l.value(one), l.limit, l.unit})
		}
	}
	small, ok := r.find("w1000", render)
	if large, both := r.find("w10000", render); ok && both {
		list = append(list, target{"10 000 apps beside 1000", cpuOf(large) / cpuOf(small), 11, "times"})
	}
	return list
}

func writeTargets(w io.Writer, list []target) {
	fmt.Fprintln(w, "\n## Targets\n\n| | at most | measured | |\n|---|--:|--:|---|")
	for _, t := range list {
		verdict := "missed"
		if t.met() {
			verdict = "met"
		}
		fmt.Fprintf(w, "| %s | %g %s | %s | %s |\n", t.name, t.limit, t.unit, number(t.value), verdict)
	}
}
