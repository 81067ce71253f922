package mesh

import (
	"slices"
	"strings"
)

// trial is a request and all that may become of it.
type trial struct {
	request
	want []end
}

// mostTrials are tried on one tier.
const mostTrials = 240

// trials are the requests of a tier's routes, old and new, and some of every
// combination of their hosts, paths, methods, headers and queries. They come in by
// https where the host has it, and at another door of the tier.
func (c *crossing) trials(tier int) []trial {
	var all []request
	for _, top := range []*topology{c.old.top, c.new.top} {
		all = append(all, top.Tiers[tier].asked()...)
	}
	if n := len(all); n > 0 {
		for range n {
			q, with := all[c.r.IntN(n)], all[c.r.IntN(n)]
			q.path, q.method, q.headers, q.query = all[c.r.IntN(n)].path, with.method, with.headers, with.query
			all = append(all, q)
		}
	}
	c.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out []trial
	done := map[string]bool{}
	for _, q := range all {
		s := c.new.top.Tiers[tier].server(q.host)
		key := q.String()
		if done[key] || len(out) >= mostTrials || !strings.HasPrefix(q.path, "/") || s == nil || s.Mode == "passthrough" {
			continue
		}
		done[key] = true
		at := door{80, false}
		if s.encrypted() {
			at = door{443, true}
		}
		out = append(out, c.trial(tier, q.at(at)))
		if other := one(&drafter{Rand: c.r}, c.new.top.Tiers[tier].doors()...); other != at {
			out = append(out, c.trial(tier, q.at(other)))
		}
	}
	slices.SortStableFunc(out, func(a, b trial) int { return strings.Compare(a.host, b.host) })
	return out
}

// trial is a request with all that may become of it.
func (c *crossing) trial(tier int, q request) trial {
	return trial{q, c.wanted(func(top *topology) end { return top.want(&top.Tiers[tier], &q) })}
}

// wanted is all that may become of a request or a connection.
func (c *crossing) wanted(by func(*topology) end) (out []end) {
	for _, top := range []*topology{c.old.top, c.new.top, c.between} {
		if top != nil {
			out = append(out, by(top))
		}
	}
	return out
}
