package main

import (
	"crypto/sha256"
	"fmt"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// plan is a workload, and what it is measured with: the first is what the others are compared with.
type plan struct {
	workload string
	sides    []string
	rounds   int
	long     bool // only when there is time
}

var (
	all  = []string{render, floor, sigs, "helm", "jsonnet", "cue", "jinja2", "kustomize"}
	most = all[:len(all)-1] // kustomize compares each object with all before it
)

// plans are measured in this order. Since a process's memory begins with that of the one
// that started it, small workloads come before large ones.
var plans = [...]plan{
	{"seed", []string{version, empty}, 60, false},
	{"seed", all, 30, false},
	{"seed", []string{checked}, 25, false},
	{"seed-overlay", []string{render, "kustomize patch"}, 30, false},
	{"seed-mixin", []string{render, without}, 30, false},
	{"w10", all, 20, false},
	{"w100", all, 12, false},
	{"w100-overlay", []string{render, "kustomize patch"}, 12, false},
	{"w1000", most, 7, false},
	{"w1000", []string{asked}, 5, false},
	{"w1000", []string{line}, 5, false},
	{"w1000", []string{drawn}, 5, false},
	{"w1000-mixin", []string{render, without}, 9, false},
	{"w1000-gateway-api", []string{render, without}, 9, false},
	{"fleet100", []string{fleet, again}, 3, false},
	{"fleet1000", []string{fleet, again}, 2, true},
	{"w1000", []string{render, "kustomize"}, 2, true},
	{"w1000-overlay", []string{render, "kustomize patch"}, 2, true},
	{"w10000", []string{render, floor}, 5, false},
	{"w10000", []string{render, sigs, "helm", "jsonnet", "cue", "jinja2"}, 3, true},
}

// result is what one program came to on one workload.
type result struct {
	workload, side string
	rounds         int
	cpu            time.Duration // user and system time, median
	memory         int64         // largest resident set, median; in KiB, as Linux tells it
	ratio          float64       // the first program's CPU time in units of this one's, median of the rounds
	same           bool          // it wrote the bytes of the first
}

type results []result

// sample is one process.
type sample struct {
	cpu    time.Duration
	memory int64
}

// measure runs the programs in turns, so that what disturbs the machine meets
// all alike; a first round, which also compares outputs, is not counted.
func measure(workload string, sides []side, rounds int) (results, error) {
	list := make(results, len(sides))
	samples := make([][]sample, len(sides))
	var first [32]byte
	for i, s := range sides {
		sum, err := digest(s.command())
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", s.name, workload, err)
		}
		if i == 0 {
			first = sum
		}
		list[i] = result{workload: workload, side: s.name, rounds: rounds, same: sum == first}
	}
	for range rounds {
		for i, s := range sides {
			one, err := once(s.command())
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", s.name, workload, err)
			}
			samples[i] = append(samples[i], one)
		}
	}
	for i := range list {
		var cpu []time.Duration
		var memory []int64
		var ratio []float64
		for n, s := range samples[i] {
			cpu, memory = append(cpu, s.cpu), append(memory, s.memory)
			ratio = append(ratio, float64(samples[0][n].cpu)/float64(s.cpu))
		}
		list[i].cpu, list[i].memory, list[i].ratio = median(cpu), median(memory), median(ratio)
	}
	return list, nil
}

// once runs a command with its output to the null device. Linux begins a
// process's largest resident set with that of the one that started it
// (exec_mmap in fs/exec.c), so this program has to stay small.
func once(c *exec.Cmd) (sample, error) {
	if err := c.Run(); err != nil {
		return sample{}, err
	}
	usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return sample{}, fmt.Errorf("this system does not tell what a process used")
	}
	cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	if cpu <= 0 {
		return sample{}, fmt.Errorf("this system counts no CPU time for a process as short as this")
	}
	return sample{cpu, int64(usage.Maxrss)}, nil
}

// digest is a command's output in short; the output is never held.
func digest(c *exec.Cmd) (sum [32]byte, err error) {
	hash := sha256.New()
	c.Stdout = hash
	err = c.Run()
	hash.Sum(sum[:0])
	return sum, err
}

// median is the middle value, the mean of both where there are two.
func median[T int64 | float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
