package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"
)

const (
	render = iota // as in programs
	floor
	sigs
)

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mebibytes(kib int64) float64 { return float64(kib) / 1024 }

// writeTable writes a table in Markdown.
func writeTable(w io.Writer, results []result) {
	fmt.Fprintf(w, "%s, %s/%s, %d cores; user and system time of whole processes, medians\n\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	fmt.Fprintln(w, "| workload | render ms | render MiB | floor ms | sigs ms | render/floor | render/sigs |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|--:|--:|")
	for _, r := range results {
		fmt.Fprintf(w, "| %s | %.1f | %.0f | %.1f | %.1f | %.2f | %.2f |\n", r.workload,
			milliseconds(r.cpu[render]), mebibytes(r.memory[render]), milliseconds(r.cpu[floor]), milliseconds(r.cpu[sigs]),
			r.ratio[floor], r.ratio[sigs])
	}
	for _, r := range results {
		if !r.same && !strings.HasSuffix(r.workload, "-gateway-api") { // the others write Istio's routes
			fmt.Fprintf(w, "\n%s: floor's bytes are not render's; run: go test ./cmd/bench\n", r.workload)
		}
	}
}

// target is a value that is to stay at or below a limit.
type target struct {
	name         string
	value, limit float64
	unit         string
}

func (t target) met() bool { return t.value <= t.limit }

// targets are the limits of what was measured.
func targets(results []result) []target {
	by := map[string]result{}
	for _, r := range results {
		by[r.workload] = r
	}
	var out []target
	limit := func(name, workload string, of func(result) float64, limit float64, unit string) {
		if r, ok := by[workload]; ok {
			out = append(out, target{workload + " " + name, of(r), limit, unit})
		}
	}
	cpu := func(r result) float64 { return milliseconds(r.cpu[render]) }
	memory := func(r result) float64 { return mebibytes(r.memory[render]) }
	above := func(r result) float64 { return r.ratio[floor] }
	limit("time", "seed", cpu, 10, "ms")
	limit("memory", "seed", memory, 30, "MiB")
	limit("against the floor", "seed", above, 2.8, "times")
	limit("time", "w100", cpu, 40, "ms")
	limit("time", "w1000", cpu, 250, "ms")
	limit("memory", "w1000", memory, 100, "MiB")
	limit("against the floor", "w1000", above, 6.5, "times")
	if small, ok := by["w1000"]; ok {
		limit("against w1000", "w1000-gateway-api", func(r result) float64 { return cpu(r) / cpu(small) }, 1.3, "times")
		limit("against w1000", "w10000", func(r result) float64 { return cpu(r) / cpu(small) }, 11, "times")
	}
	return out
}

func writeTargets(w io.Writer, list []target) {
	fmt.Fprintln(w, "\n| target | at most | measured | |")
	fmt.Fprintln(w, "|---|--:|--:|---|")
	for _, t := range list {
		verdict := "missed"
		if t.met() {
			verdict = "met"
		}
		fmt.Fprintf(w, "| %s | %g %s | %.2f | %s |\n", t.name, t.limit, t.unit, t.value, verdict)
	}
}
