package main

import (
	"crypto/sha256"
	"fmt"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// plans are the workloads and how often each is run.
var plans = [...]struct {
	workload    string
	runs, quick int
}{
	{"seed", 60, 40},
	{"w100", 20, 6},
	{"w1000", 9, 3},
	{"w1000-mixin", 9, 3},
	{"w1000-gateway-api", 9, 3},
	{"w10000", 3, 1},
}

// result is what one workload came to; the slices are by program.
type result struct {
	workload string
	cpu      []time.Duration // user and system time, median
	memory   []int64         // largest resident set, median; in KiB, as Linux tells it
	ratio    []float64       // render's CPU time in units of the program's, median of the rounds
	same     bool            // floor wrote render's bytes
}

// sample is one process.
type sample struct {
	cpu    time.Duration
	memory int64
}

// measure runs the programs in turns, so that what disturbs the machine meets
// all alike; a first round, which also compares outputs, is not counted.
func measure(built []program, topology string, rounds int) (result, error) {
	r := result{}
	var sums [][32]byte
	for i := range built {
		sum, err := digest(built[i].command(topology))
		if err != nil {
			return r, fmt.Errorf("%s: %w", built[i].name, err)
		}
		sums = append(sums, sum)
	}
	r.same = sums[0] == sums[1]
	cpu := make([][]time.Duration, len(built))
	memory := make([][]int64, len(built))
	ratio := make([][]float64, len(built))
	for range rounds {
		var first time.Duration
		for i := range built {
			s, err := once(built[i].command(topology))
			if err != nil {
				return r, fmt.Errorf("%s: %w", built[i].name, err)
			}
			if i == 0 {
				first = s.cpu
			}
			cpu[i] = append(cpu[i], s.cpu)
			memory[i] = append(memory[i], s.memory)
			ratio[i] = append(ratio[i], float64(first)/float64(s.cpu))
		}
	}
	for i := range built {
		r.cpu = append(r.cpu, median(cpu[i]))
		r.memory = append(r.memory, median(memory[i]))
		r.ratio = append(r.ratio, median(ratio[i]))
	}
	return r, nil
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
