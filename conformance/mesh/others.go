package mesh

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pilot/pkg/simulation"
)

// reused follows requests on connections that were opened to another host, as
// browsers do where one certificate is for both: to a host of the same server its
// own routes answer, to another server's none of that server's.
func (f *follower) reused(asked []request) {
	opened := map[string]bool{}
	for _, host := range f.tier.hosts() {
		opened[concrete(host)] = true
	}
	for _, d := range f.tier.doors() {
		for i := range asked {
			for sni := range opened {
				if q := asked[i].at(d); d.secure && sni != q.host {
					q.sni = sni
					f.again(&q)
				}
			}
		}
	}
}

// again follows one such request.
func (f *follower) again(q *request) {
	s, other := f.tier.server(q.sni), f.tier.server(q.host)
	if !s.encrypted() || other == nil || !other.encrypted() {
		return
	}
	want, got := f.w.top.want(f.tier, q), f.follow(q)
	if !s.ending().same(other.ending()) && f.w.misdirects(f.w.top.labels(f.tier)) {
		if want = (end{respond: "421"}); !want.met(got.end) {
			f.fail("%v: %v, want %v", q, got.end, want)
		}
		return
	}
	if !want.met(got.end) && (s.ending().same(other.ending()) && !f.divided(s.ending()) || got.err == nil || errors.Is(got.err, simulation.ErrMultipleFilterChain)) {
		f.fail("%v: %v, want %v", q, got.end, want)
	}
}

// misdirects reports whether an EnvoyFilter for pods with some labels has virtual hosts
// that answer 421, Misdirected Request: each request over a connection that another
// server ended is to get that.
func (w *world) misdirects(labels map[string]string) bool {
	for _, o := range w.objects {
		if o.GetKind() != "EnvoyFilter" {
			continue
		}
		selected, _, _ := unstructured.NestedStringMap(o.Object, "spec", "workloadSelector", "labels")
		theirs := len(selected) > 0
		for key, value := range selected {
			theirs = theirs && labels[key] == value
		}
		if patches, _, _ := unstructured.NestedSlice(o.Object, "spec", "configPatches"); theirs && strings.Contains(fmt.Sprint(patches), "direct_response:map[status:421]") {
			return true
		}
	}
	return false
}

// divided reports whether a server takes several listeners: with the Gateway API
// one listener has one hostname or none, and where there are several servers only a
// wildcard of its own is for all of a server's hosts.
func (f *follower) divided(s *server) bool {
	var hosts []string
	others := false
	for _, one := range f.tier.servers() {
		if one.ending().same(s) {
			hosts = append(hosts, one.hosts...)
		} else {
			others = true
		}
	}
	return f.w.top.Routing == gatewayAPI && others && !slices.ContainsFunc(hosts, func(wide string) bool {
		return !slices.ContainsFunc(hosts, func(h string) bool { return !covers(wide, h) })
	})
}

// strangers tries another tier's hosts: this gateway must not answer them.
func (f *follower) strangers(other *tier) {
	hosts := other.hosts()
	for _, r := range other.rules() {
		hosts = append(hosts, r.Hosts...)
	}
	slices.Sort(hosts)
	for _, host := range slices.Compact(hosts) {
		host := concrete(host)
		if best(f.tier.hosts(), host) != "" {
			continue
		}
		for _, path := range append([]string{"/", nobody}, ownPaths(other)...) {
			for _, d := range append(f.tier.doors(), door{80, false}, door{443, true}) {
				q := request{host: host, path: path, method: "GET"}.at(d)
				if got := f.follow(&q); got.err == nil && !f.tier.connected(d.port) {
					f.fail("%v of tier %s is answered: %v", &q, other.Name, got.end)
				}
			}
		}
		for i := range f.tier.Ports {
			if p := &f.tier.Ports[i]; f.tier.forTLS(p) {
				d := dial{p.Port, host}
				if got := f.connect(d); got.err == nil {
					f.fail("%v of tier %s is answered: %v", d, other.Name, got.end)
				}
			}
		}
	}
}

func ownPaths(t *tier) (out []string) {
	for _, r := range t.rules() {
		if r.requests() {
			out = append(out, r.paths()[0])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
