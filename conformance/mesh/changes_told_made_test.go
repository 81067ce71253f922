package mesh

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/simulation"
)

// consequence is what render tells that a change does.
type consequence struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// consequencesOf are what render tells of a change that somebody applies.
func consequencesOf(t *testing.T, old, new *draft, applier string) []consequence {
	t.Helper()
	return consequencesBetween(t, saved(t, old.text()), saved(t, new.text()), applier)
}

// consequencesBetween are those of a topology in a file that becomes another.
func consequencesBetween(t *testing.T, old, new, applier string) []consequence {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(name, "diff", "--secrets=omit", "-q", "--format=json", "--applier="+applier, old, new)
	var said strings.Builder
	command.Stderr = &said
	out, err := command.Output()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%v: %s", err, said.String())
	}
	var told struct {
		Consequences []consequence `json:"consequences"`
	}
	if err := json.Unmarshal(out, &told); err != nil {
		t.Fatal(err)
	}
	return told.Consequences
}

// toldHost is a host of a message, with the ports where it names some.
var toldHost = regexp.MustCompile(`^"([^"]+)"(?: on ports? ([0-9, and]+))?: (?:requests for |all requests are )`)

// about reports whether a consequence is about requests for a host that come in by a
// port.
func (c *consequence) about(host string, port int) bool {
	if found := toldHost.FindStringSubmatch(c.Message); found != nil {
		return covers(found[1], host) && (found[2] == "" || slices.Contains(strings.FieldsFunc(found[2], func(r rune) bool { return r < '0' || r > '9' }), fmt.Sprint(port)))
	}
	if c.Code != "host-gone" && c.Code != "host-moves" {
		return false
	}
	return slices.ContainsFunc(strings.Split(c.Message, `"`), func(text string) bool { return covers(text, host) })
}

// toldPaths are the paths of a message; those that have conditions, or are expressions,
// are for other judges.
var toldPaths = regexp.MustCompile(`requests for (.*?) are answered by`)

// toldPorts finds what is told of by the ports of destinations, which ended leaves out.
var toldPorts = regexp.MustCompile(`answered by .* on port `)

// requests are those that a consequence tells of, by every door of a tier.
func (c *consequence) requests(t *tier) (out []request) {
	host, paths := toldHost.FindStringSubmatch(c.Message), toldPaths.FindStringSubmatch(c.Message)
	if host == nil || paths == nil || t.server(concrete(host[1])) == nil {
		return nil
	}
	for i, path := range strings.Split(paths[1], `"`) {
		if i%2 == 0 || strings.ContainsAny(path, " []()|+") || strings.HasSuffix(path, ".*") {
			continue
		}
		if bare, cut := strings.CutSuffix(path, "*"); cut {
			path = bare + "told"
		}
		for _, d := range t.doors() {
			for _, method := range []string{"GET", "PROPFIND"} { // which no route asks for
				out = append(out, request{host: concrete(host[1]), path: path, method: method}.at(d))
			}
		}
	}
	return out
}

// ended is what became of a request, as far as render tells of it: which Services get
// it in which shares, where a redirect leads, a fixed answer; "" for none.
func ended(e end) string {
	switch {
	case e.err != nil:
		return ""
	case e.redirect != "":
		return "redirect " + e.redirect
	case e.respond != "":
		status, _, _ := strings.Cut(e.respond, " ")
		return "respond " + status
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(e.clusters)) {
		parts := strings.Split(name, "|")
		if weight := e.clusters[name]; weight > 0 && len(parts) == 4 {
			out = append(out, fmt.Sprint(parts[2], " ", parts[3], " ", weight*100/total(e.clusters)))
		}
	}
	return cmp.Or(strings.Join(out, ", "), "nowhere")
}

func total(clusters map[string]uint32) (sum uint32) {
	for _, weight := range clusters {
		sum += weight
	}
	return max(sum, 1)
}

// turned is what a request came to before a change and after it.
type turned struct {
	q           request
	before, now string
}

// turnsOf follows requests through what is there before a change, and after somebody
// has applied it.
func turnsOf(t *testing.T, seed uint64, old, new *side, applier string, told []consequence) (out []turned, err error) {
	c := &crossing{t: t, r: rand.New(rand.NewPCG(seed, 3)), old: old, new: new, sims: map[string]*simulation.Simulation{}, seen: map[uint64]bool{}}
	states := []*state{applied(&side{top: old.top}, old), applied(old, new)}
	if applier != "kubectl" {
		states[1] = applied(&side{top: new.top}, new)
	}
	for i := range new.top.Tiers {
		tier := &new.top.Tiers[i]
		trials := c.trials(i)
		for _, one := range told {
			for _, q := range one.requests(tier) {
				trials = append(trials, trial{request: q})
			}
		}
		var ends [2][]string
		for n := range states {
			at, err := newIstiod(states[n])
			if err != nil {
				return nil, err
			}
			g := c.gateway(at, states[n], tier)
			for _, q := range trials {
				vh, err := g.answers(&q.request)
				got := end{err: err}
				if errors.Is(err, simulation.ErrTLSRedirect) {
					got = end{redirect: "301 https://" + q.host + q.path}
				} else if err == nil {
					got = arrives(vh.GetRoutes(), &q.request)
				}
				ends[n] = append(ends[n], ended(got))
			}
			if err := at.close(); err != nil {
				return nil, err
			}
		}
		for n, q := range trials {
			out = append(out, turned{q.request, ends[0][n], ends[1][n]})
		}
	}
	return out, nil
}

// judgeTold compares what becomes of requests with what render tells.
func judgeTold(told []consequence, all []turned) (problems []string, lost, changed int) {
	find := func(codes string, q *request) bool {
		return slices.ContainsFunc(told, func(c consequence) bool {
			return strings.Contains(codes, c.Code) && c.about(q.host, q.port)
		})
	}
	var gone, turned []request
	for i := range all {
		one := &all[i]
		switch {
		case one.before == one.now || one.before == "":
		case one.now == "":
			lost++
			gone = append(gone, one.q)
			if !find("route-gone host-gone host-moves", &one.q) {
				problems = append(problems, fmt.Sprintf("%v: came to %s, gets 404, and nothing tells so", &one.q, one.before))
			}
		default:
			changed++
			turned = append(turned, one.q)
			if !find("route-changes", &one.q) {
				problems = append(problems, fmt.Sprintf("%v: came to %s, comes to %s, and nothing tells so", &one.q, one.before, one.now))
			}
		}
	}
	for _, c := range told {
		list := gone
		if c.Code == "route-changes" {
			list = turned
		}
		paths := toldPaths.FindStringSubmatch(c.Message)
		plain := paths != nil && !strings.Contains(paths[1], "with conditions") && !strings.Contains(paths[1], `.*"`) && !strings.ContainsAny(paths[1], "[(") && !toldPorts.MatchString(c.Message)
		if c.Code != "route-gone" && c.Code != "route-changes" || !plain || slices.ContainsFunc(list, func(q request) bool { return c.about(q.host, q.port) }) {
			continue
		}
		problems = append(problems, "nothing does what is told: "+c.Message)
	}
	return problems, lost, changed
}
