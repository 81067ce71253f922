package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// columns are the workloads of the tables.
var columns = [...]struct{ workload, head string }{
	{"seed", "the seed"}, {"w10", "10 apps"}, {"w100", "100"}, {"w1000", "1000"}, {"w10000", "10 000"},
}

// find is what a program came to beside render. Of render itself it is what came first.
func (r results) find(workload, side string) (result, bool) {
	for _, one := range r {
		if one.workload == workload && one.side == side {
			return one, true
		}
	}
	return result{}, false
}

// writeResults writes everything that was measured, in Markdown.
func writeResults(w io.Writer, b *built, r results, date time.Time) {
	fmt.Fprintf(w, "# Results\n\nWritten by cmd/bench on %s; [README.md](README.md) says what is measured, and how.\n\n", date.Format(time.DateOnly))
	fmt.Fprintf(w, "%s, %s/%s, %d cores%s", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor())
	for _, t := range b.order {
		if !strings.Contains(t.Name, " ") { // "kustomize patch" is kustomize
			fmt.Fprintf(w, "; %s %s", t.Name, t.Version)
		}
	}
	fmt.Fprintln(w, ".")
	for _, missing := range b.missing {
		fmt.Fprintf(w, "Not measured: %s.\n", missing)
	}
	fmt.Fprintln(w, "\n## User and system time of render in parts of the other's")
	r.table(w, "render beside", all[1:], func(one result) string { return number(one.ratio) })
	r.rows(w, []string{render}, ", ms", func(one result) string { return number(milliseconds(one.cpu)) })
	r.rows(w, []string{render}, ", MiB", func(one result) string { return fmt.Sprintf("%.0f", mebibytes(one.memory)) })
	fmt.Fprintln(w, "\n## User and system time, ms")
	r.table(w, "", all, func(one result) string { return number(milliseconds(one.cpu)) })
	fmt.Fprintln(w, "\n## Largest resident set, MiB")
	r.table(w, "", all, func(one result) string { return fmt.Sprintf("%.0f", mebibytes(one.memory)) })
	fmt.Fprintf(w, "\nA process begins with what the program that measures had by then, %d MiB at the end; small workloads come first.\n", own())
	r.pairs(w)
	writeTargets(w, targets(r))
	for _, one := range r {
		if one.side == floor && !one.same {
			fmt.Fprintf(w, "\n%s: floor's bytes are not render's; run: go test ./cmd/bench\n", one.workload)
		}
	}
}

// table has a row a program and a column a workload.
func (r results) table(w io.Writer, corner string, sides []string, cell func(result) string) {
	fmt.Fprintf(w, "\n| %s |", corner)
	for _, c := range columns {
		fmt.Fprintf(w, " %s |", c.head)
	}
	fmt.Fprintln(w, "\n|---|"+strings.Repeat("--:|", len(columns)))
	r.rows(w, sides, "", cell)
}

func (r results) rows(w io.Writer, sides []string, unit string, cell func(result) string) {
	for _, side := range sides {
		row, some := fmt.Sprintf("| %s%s |", side, unit), false
		for _, c := range columns {
			text := "-"
			if one, ok := r.find(c.workload, side); ok {
				text, some = cell(one), true
			}
			row += " " + text + " |"
		}
		if some {
			fmt.Fprintln(w, row)
		}
	}
}

// pairs are what is compared with one other program only.
func (r results) pairs(w io.Writer) {
	fmt.Fprintln(w, "\n## Pairs\n\n| | ms | MiB | beside | ms | MiB | ratio |\n|---|--:|--:|---|--:|--:|--:|")
	for i, one := range r {
		if i == 0 || one.side != without && one.side != empty && one.side != again && one.side != "kustomize patch" {
			continue
		}
		first := r[i-1]
		fmt.Fprintf(w, "| %s, %s | %s | %.0f | %s | %s | %.0f | %s |\n", first.side, first.workload, number(milliseconds(first.cpu)),
			mebibytes(first.memory), one.side, number(milliseconds(one.cpu)), mebibytes(one.memory), number(one.ratio))
	}
	for _, alone := range []struct{ workload, side, flags string }{{"seed", checked, " --format json -"}, {"w1000", asked, ""}, {"w1000", line, ""}, {"w1000", drawn, ""}} {
		if one, ok := r.find(alone.workload, alone.side); ok {
			fmt.Fprintf(w, "| %s%s, %s | %s | %.0f | | | | |\n", one.side, alone.flags, one.workload, number(milliseconds(one.cpu)), mebibytes(one.memory))
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mebibytes(kib int64) float64 { return float64(kib) / 1024 }

// number has two digits behind the point below ten, where a difference of a tenth is one, and none above a hundred.
func number(v float64) string {
	switch {
	case v < 0.1:
		return fmt.Sprintf("%.3f", v)
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// processor is what Linux calls the machine's processor; elsewhere nothing.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, after, _ := strings.Cut(string(text), "model name\t: ")
	name, _, ok := strings.Cut(after, "\n")
	if !ok {
		return ""
	}
	return " of " + cmp.Or(strings.TrimSpace(name), "unknown kind")
}

// own is this process's largest resident set in MiB, as Linux tells it.
func own() (mib int) {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	var kib int
	fmt.Sscan(after, &kib)
	return kib >> 10
}
