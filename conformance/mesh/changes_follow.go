package mesh

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"render/conformance/clauses"

	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/simulation"
)

// tally is how much was tried.
type tally struct {
	pairs, states, configurations, requests, connections int
	// waiting are requests and connections that came to a Service not yet applied, gone those that
	// came to a version that the new topology has no more, and between those of an
	// app that was halfway: its route on its way from one object to another, or
	// in an object that was not there while another of the app's was.
	waiting, gone, between int
}

func (n *tally) add(more tally) {
	n.pairs += more.pairs
	n.states += more.states
	n.configurations += more.configurations
	n.requests += more.requests
	n.connections += more.connections
	n.waiting += more.waiting
	n.gone += more.gone
	n.between += more.between
}

func (n tally) String() string {
	return fmt.Sprintf("%d pairs, %d states, %d configurations of gateways, %d requests, %d connections (503: %d to a Service not yet applied, %d to a version that goes; %d of an app halfway)",
		n.pairs, n.states, n.configurations, n.requests, n.connections, n.waiting, n.gone, n.between)
}

// crossing judges what happens to requests while one topology's objects take the
// place of another's.
type crossing struct {
	t        *testing.T
	r        *rand.Rand
	old, new *side
	between  *topology // nil for none
	problems []string
	tally    tally
	sims     map[string]*simulation.Simulation // by tier
	seen     map[uint64]bool                   // configurations that were judged
}

// mostProblems are told of one pair.
const mostProblems = 5

func (c *crossing) fail(format string, args ...any) {
	clauses.Through()
	if len(c.problems) < mostProblems {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

// judgeCrossing judges every state between two sides.
func judgeCrossing(t *testing.T, seed uint64, old, new *side, between *topology) ([]string, tally) {
	c := &crossing{t: t, r: rand.New(rand.NewPCG(seed, 2)), old: old, new: new, between: between,
		sims: map[string]*simulation.Simulation{}, seen: map[uint64]bool{}}
	c.tally.pairs = 1
	trials, calls := make([][]trial, len(new.top.Tiers)), make([][]called, len(new.top.Tiers))
	for i := range new.top.Tiers {
		trials[i], calls[i] = c.trials(i), c.calls(i)
	}
	for _, s := range slices.Concat(mixtures(c.r, old, new), prefixes(c.r, old, new)) {
		c.judge(&s, trials, calls)
		if len(c.problems) >= mostProblems {
			break
		}
	}
	return c.problems, c.tally
}

// judge follows every trial and every connection through a state.
func (c *crossing) judge(s *state, trials [][]trial, calls [][]called) {
	c.tally.states++
	at, err := newIstiod(s)
	if err != nil {
		c.fail("%s: %v", s.name, err) // no clause: istiod itself fails
		return
	}
	defer func() {
		if err := at.close(); err != nil {
			c.fail("%s: %v", s.name, err) // no clause: istiod itself fails
		}
	}()
	for i := range c.new.top.Tiers {
		tier := &c.new.top.Tiers[i]
		g := c.gateway(at, s, tier)
		if key := g.key(); c.seen[key] {
			continue
		} else {
			c.seen[key] = true
		}
		c.tally.configurations++
		for _, q := range trials[i] {
			c.tally.requests++
			c.verdict(s, tier, &q, g)
		}
		for _, d := range calls[i] {
			c.tally.connections++
			c.connection(s, tier, &d, g)
		}
	}
}

// gateway is what a tier's gateway is told in a state.
type gateway struct {
	*follower
	state    *state
	clusters map[string]bool                    // nil: not asked for
	hosts    map[string]*envoyroute.VirtualHost // by host and port
	errors   map[string]error
}

func (c *crossing) gateway(at *istiod, s *state, tier *tier) *gateway {
	proxy := at.SetupProxy(pod(c.new.top, tier))
	sim := c.sims[tier.Name]
	if sim == nil {
		sim = simulation.NewSimulationFromConfigGen(c.t, at.ConfigGenTest, proxy)
		c.sims[tier.Name] = sim
	}
	now := *sim
	now.Listeners = at.Listeners(proxy)
	now.Routes = at.RoutesFromListeners(proxy, now.Listeners)
	g := &gateway{follower: newFollower(c.t, &world{top: c.new.top, objects: s.unstructured()}, tier, proxy, &now), state: s,
		hosts: map[string]*envoyroute.VirtualHost{}, errors: map[string]error{}}
	if s.applying {
		g.clusters = map[string]bool{}
		for _, c := range at.Clusters(proxy) {
			g.clusters[c.Name] = true
		}
	}
	return g
}

var hashSeed = maphash.MakeSeed()

// key tells configurations apart.
func (g *gateway) key() uint64 {
	var h maphash.Hash
	h.SetSeed(hashSeed)
	write := func(m proto.Message) {
		text, _ := proto.MarshalOptions{Deterministic: true}.Marshal(m) // istiod marshalled it before
		_, _ = h.Write(text)
	}
	for _, l := range g.sim.Listeners {
		write(l)
	}
	for _, r := range g.sim.Routes {
		write(r)
	}
	_, _ = fmt.Fprint(&h, g.clusters) // in order
	return h.Sum64()
}

// answers is where istiod's simulation takes a host's requests; it looks at
// neither methods nor headers, so that the route is found here.
func (g *gateway) answers(q *request) (*envoyroute.VirtualHost, error) {
	key := fmt.Sprint(q.host, " ", q.port)
	if vh, ok := g.hosts[key]; ok {
		return vh, g.errors[key]
	}
	chain, result, err := g.chain(q.call())
	found := g.virtualHost(result)
	if found != nil && !errors.Is(err, simulation.ErrTLSRedirect) {
		err = nil
	} else if chain == nil && err == nil {
		err = simulation.ErrNoFilterChain
	}
	g.hosts[key], g.errors[key] = found, err
	return found, err
}

// verdict judges what becomes of one request.
func (c *crossing) verdict(s *state, tier *tier, q *trial, g *gateway) {
	vh, err := g.answers(&q.request)
	got := end{err: err}
	if errors.Is(err, simulation.ErrTLSRedirect) {
		got = end{redirect: "301 https://" + q.host + q.path}
	}
	if err == nil {
		got = arrives(vh.GetRoutes(), &q.request)
	}
	ends := slices.IndexFunc(q.want, func(w end) bool { return w.met(got) || g.unserved(&q.request, w, got) })
	if ends < 0 && c.halfway(s, tier.Name, q, got) {
		ends = 2
	}
	c.settle(fmt.Sprintf("tier %s: %v", tier.Name, &q.request), s, g, q.want, got, ends)
}

// settle judges what a request or a connection came to, which is what it ought to in one
// of the ways that may be; -1 for none.
func (c *crossing) settle(where string, s *state, g *gateway, want []end, got end, ends int) {
	if ends == 2 {
		c.tally.between++
	}
	missing, known := g.missing(&got)
	switch {
	case missing != "" && !known && slices.ContainsFunc(want, func(w end) bool { return g.waits(w, missing) }):
		c.tally.waiting++
	case ends < 0:
		c.fail("%s: %v, want %v; in the state %s", where, got, want, s.name)
	case missing != "" && want[0].clusters[missing] > 0 && want[1].clusters[missing] == 0:
		c.tally.gone++
	case missing != "":
		c.fail("%s: 503, there is no cluster %s; in the state %s", where, missing, s.name)
	}
}

// halfway reports whether a request took another route that is for it of an app of
// which only some objects are as they will be; or one of a wildcard above its host,
// of an app that changes: the host's own object may be the one that is missing.
func (c *crossing) halfway(s *state, name string, q *trial, got end) bool {
	for _, top := range []*topology{c.old.top, c.new.top} {
		tier := top.tier(name)
		own := tier.answering(tier.server(q.host).same, q.host)
		for _, r := range tier.rules() {
			if !r.requests() || best(r.hosts(tier), q.host) == "" {
				continue
			}
			above := !slices.ContainsFunc(own, func(o rule) bool { return o.route == r.route && o.above == 0 })
			of := tier.Name // of its own routes
			if r.app != nil {
				of = r.app.Name
			}
			if (s.torn[of] || above && s.changed[of]) && r.takes(&q.request) && top.end(&r, &q.request).met(got) {
				return true
			}
		}
	}
	return false
}

// waits reports whether a request ought to come to what stands behind a cluster that
// is missing, which is a Service that is not there yet. A route of the Gateway API
// to such a Service has a cluster that names none.
func (g *gateway) waits(q end, missing string) bool {
	host, named := hostOf(missing)
	for name := range q.clusters {
		wanted, _ := hostOf(name)
		if named && wanted == host || !named && !g.serves(wanted) {
			return true
		}
	}
	return false
}

// hostOf is the host in a cluster's name, if one is in it.
func hostOf(cluster string) (host string, named bool) {
	at := strings.LastIndex(cluster, "|")
	return cluster[at+1:], at >= 0
}

func (g *gateway) serves(host string) bool {
	return slices.ContainsFunc(g.state.objects, func(o *object) bool { return o.serves(host) })
}

// missing is a cluster of an answer that the gateway has not, "" for none, and
// whether its Service is known.
func (g *gateway) missing(got *end) (name string, known bool) {
	for name, weight := range got.clusters {
		if weight == 0 || g.clusters == nil || g.clusters[name] {
			continue
		}
		host, named := hostOf(name)
		return name, named && g.serves(host)
	}
	return "", false
}
