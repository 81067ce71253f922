package mesh

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
)

// fewestDiffered keeps TestRequests from trying less and less.
const fewestDiffered = 100

// tried is a request that package trace tries both sides with, by which gateways'
// Services it comes in, and the change that it tells of; "" for none.
type tried struct {
	Request          foreignRequest
	Old, New, Change string
}

// TestRequests makes up changes of topologies: the requests that come to something else
// are those, of all by which the entrances of either side are tried, of which istiod's
// routing of the two sides makes something else; and a request that the judge makes up
// and istiod sends elsewhere is for a host of which some change is told.
func TestRequests(t *testing.T) {
	pairs, all, found := 0, 0, map[string]int{}
	for p, sides := range renderedPairs(t, fewestDiffered, 20*fewestDiffered) {
		old, new := sides[0], sides[1]
		pairs++
		said := changesBetween(t, old, new)
		problems := judgeRequests(t, old, new, said)
		all += len(said)
		for _, one := range said {
			found[one.Change]++
		}
		for _, problem := range problems[:min(len(problems), mostProblems)] {
			t.Errorf("%v: %s", p, problem)
		}
		if len(problems) > 0 && testing.Verbose() {
			t.Logf("%s---\n%s", p.old.text(), p.new.text())
		}
	}
	t.Logf("%d pairs, %d requests, of which come to something else: %v", pairs, all, found)
	if pairs < fewestDiffered || found["stops"] < 20 || found["arrives"] < 20 || found["elsewhere"] < 20 {
		t.Errorf("only %d pairs, %v", pairs, found)
	}
}

// renderedPairs are made-up pairs whose sides are both rendered, so many at the most, of
// the seeds before a last one.
func renderedPairs(t *testing.T, most int, last uint64) iter.Seq2[*pair, [2]*side] {
	return func(yield func(*pair, [2]*side) bool) {
		for seed := uint64(1); most > 0 && seed < last; seed++ {
			p := newPair(seed)
			if p == nil {
				continue
			}
			old, new := rendered(t, p.old), rendered(t, p.new)
			if old == nil || new == nil {
				continue
			}
			if most--; !yield(p, [2]*side{old, new}) {
				return
			}
		}
	}
}

// TestRequestsJudged: a change that package trace does not tell of, and one that is
// none, are found.
func TestRequestsJudged(t *testing.T) {
	for _, sides := range renderedPairs(t, 100, 100) {
		old, new := sides[0], sides[1]
		said := changesBetween(t, old, new)
		first := slices.IndexFunc(said, func(one tried) bool { return one.Change == "stops" })
		same := slices.IndexFunc(said, func(one tried) bool { return one.Change == "" })
		if first < 0 || same < 0 || len(judgeRequests(t, old, new, said)) > 0 {
			continue
		}
		none := slices.Clone(said)
		for i := range none {
			none[i].Change = ""
		}
		if problems := judgeRequests(t, old, new, none); !strings.Contains(strings.Join(problems, "\n"), "nothing of its host and port") {
			continue
		}
		for _, wrong := range []struct {
			at     int
			change string
		}{{first, ""}, {first, "arrives"}, {first, "fails"}, {same, "elsewhere"}} {
			other := slices.Clone(said)
			other[wrong.at].Change = wrong.change
			if problems := judgeRequests(t, old, new, other); len(problems) == 0 {
				t.Errorf("of %v nothing is said", other[wrong.at])
			}
		}
		return
	}
	t.Error("no pair of which the judge's own requests stop arriving")
}

// changesBetween are the requests of two sides, by package trace.
func changesBetween(t *testing.T, old, new *side) (out []tried) {
	t.Helper()
	known := map[string]bool{}
	question := map[string]any{"Streams": []string{new.stream()}, "Old": []string{old.stream()}, "Known": map[string]any{"AnySecret": true, "Services": known}}
	for _, s := range []*side{old, new} {
		for _, o := range s.there {
			if o.GetKind() == "Service" {
				known[o.GetNamespace()+"/"+o.GetName()] = true
			}
		}
	}
	asks(t, question, &out)
	return out
}

// stream is what was rendered of a side.
func (s *side) stream() string {
	var out []string
	for _, o := range s.objects {
		out = append(out, o.text)
	}
	return strings.Join(out, "---\n")
}

// judgeRequests holds what is said of two sides against what istiod makes of them.
func judgeRequests(t *testing.T, old, new *side, said []tried) (problems []string) {
	t.Helper()
	var made []request
	for _, top := range []*topology{old.top, new.top} {
		for i := range top.Tiers {
			for _, d := range top.Tiers[i].doors() {
				for _, q := range top.Tiers[i].asked() {
					made = append(made, q.at(d))
				}
			}
		}
	}
	was, wasMade := old.answers(t, said, func(one *tried) string { return one.Old }, made)
	is, isMade := new.answers(t, said, func(one *tried) string { return one.New }, made)
	var told []foreignRequest
	for i, one := range said {
		if one.Change != "" {
			told = append(told, one.Request)
		}
		if want := changeOf(was[i], is[i]); one.Change != want && (one.Change != "fails" || want != "") {
			problems = append(problems, fmt.Sprintf("%+v: trace tells that it %q, istiod %q: %v, then %v", one, one.Change, want, was[i].end, is[i].end))
		}
	}
	for i := range wasMade {
		q := &made[i%len(made)]
		if want := changeOf(wasMade[i], isMade[i]); want != "" && !slices.ContainsFunc(told, func(r foreignRequest) bool { return r.Port == q.port && triesHost(r.Host, q.host) }) {
			problems = append(problems, fmt.Sprintf("%v: istiod tells that it %q, trace nothing of its host and port: %v, then %v", q, want, wasMade[i].end, isMade[i].end))
		}
	}
	return problems
}

// answers are what istiod makes of requests, each on its gateway, and of others on every
// gateway.
func (s *side) answers(t *testing.T, list []tried, service func(*tried) string, made []request) (out, others []answer) {
	t.Helper()
	w := &world{top: s.top}
	for _, o := range slices.Concat(s.objects, s.there) {
		w.objects = append(w.objects, o.Unstructured)
	}
	configs, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	out = make([]answer, len(list))
	for i := range out {
		out[i].err = fmt.Errorf("no gateway serves %q", list[i].Request.Host)
	}
	if failed := w.followers(t, configs, func(_ int, f *follower) {
		for i := range list {
			if service(&list[i]) == s.top.gateways(f.tier)+"/"+s.top.gateway(f.tier) {
				out[i] = f.foreign(&list[i].Request)
			}
		}
		for _, q := range made {
			others = append(others, f.follow(&q))
		}
	}); len(failed) > 0 {
		t.Fatal(failed)
	}
	return out, others
}

// changeOf is how what becomes of a request differs; "" where it does not, or it fails on
// both sides.
func changeOf(was, is answer) string {
	before, now := was.serves(), is.serves()
	switch {
	case before && !now:
		return "stops"
	case now && !before:
		return "arrives"
	case before && (was.redirect != is.redirect || was.respond != is.respond || was.path != is.path || was.host != is.host || !maps.Equal(was.clusters, is.clusters)):
		return "elsewhere"
	}
	return ""
}

// serves reports whether a request is answered by an app, or as the gateway is told to,
// and not with an error.
func (a *answer) serves() bool { return a.err == nil && (a.respond == "" || a.respond < "4") }

// triesHost reports whether a host that package trace tries a server's with is one of
// the same as another.
func triesHost(tried, host string) bool {
	return tried == host || tried == "any.example.net" || covers(strings.Replace(tried, "any.", "*.", 1), host)
}
