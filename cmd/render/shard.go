package main

import (
	"slices"
	"strconv"
	"strings"
)

// shard is one of several parts in which several topologies are rendered; the zero shard is
// all of them.
type shard struct{ number, of int }

// maxShards bounds the parts.
const maxShards = 10_000

// parseShard reads --shard, "2/3".
func parseShard(text string) (shard, error) {
	first, second, cut := strings.Cut(text, "/")
	number, err := strconv.Atoi(first)
	of, wrong := strconv.Atoi(second)
	switch {
	case !cut || err != nil || wrong != nil:
		return shard{}, usage("--shard %s is not K/N; write: --shard 1/3 for the first of three parts", quoteWord(text))
	case of < 1 || of > maxShards:
		return shard{}, usage("--shard %s is of %d parts; write: 1 to %d", quoteWord(text), of, maxShards)
	case number == 0:
		return shard{}, usage("--shard %s: parts are counted from 1, and JOB_COMPLETION_INDEX from 0; write: --shard $((JOB_COMPLETION_INDEX + 1))/%d", quoteWord(text), of)
	case number < 0 || number > of:
		return shard{}, usage("--shard %s is none of %d parts; write: --shard 1/%d to %d/%d", quoteWord(text), of, of, of, of)
	}
	return shard{number, of}, nil
}

// own tells which of several topologies are of the shard: by turns in the order of their
// names, so that it does not matter in which order they are written.
func (p shard) own(topologies []string) []bool {
	out := make([]bool, len(topologies))
	order := make([]int, len(topologies))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(topologies[a], topologies[b]) })
	for at, i := range order {
		out[i] = p.of == 0 || at%p.of == p.number-1
	}
	return out
}
