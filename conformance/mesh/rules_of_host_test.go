package mesh

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/host"
)

// TestRulesOfHost makes up DestinationRules beside the tool's, for the same hosts, and asks istiod
// which of them gateways follow where the added one is the older, where it is the younger, and
// where it is alone. Render has to tell of each by which the tool's is no longer followed, and of
// each that would be followed alone and is not; of no other.
func TestRulesOfHost(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	defer func(apart bool) { features.EnableEnhancedDestinationRuleMerge = apart }(features.EnableEnhancedDestinationRuleMerge)
	counts := map[string]int{}
	for i, m := range ruleWorlds() {
		rules := m.added(rand.New(rand.NewPCG(*seed, uint64(i))), *topologies/5)
		written, err := json.Marshal(m.topology(rules)) // which is YAML, and quotes "."
		if err != nil {
			t.Fatal(err)
		}
		name := saved(t, written)
		mixin, err := json.Marshal(m.mixin(rules))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(name), "added.jsonnet"), mixin, 0o600); err != nil {
			t.Fatal(err)
		}
		stream, ok := renders(t, tool, name)
		if !ok {
			said, _ := exec.Command(tool, "check", "-q", name).CombinedOutput()
			t.Fatalf("%v is refused: %.2000s", m, said)
		}
		told := toldOfRules(t, tool, name)
		features.EnableEnhancedDestinationRuleMerge = !m.older
		states := followedRules(t, m, written, stream)
		for _, r := range rules {
			s := states(r)
			said := told[r.name()]
			kind := s.wrong(said)
			counts[s.kind()]++
			if kind != "" {
				t.Errorf("%v: %+v: %s\nsaid: %q", m, *r, kind, said)
			}
		}
	}
	t.Logf("%v", counts)
	for _, kind := range []string{"tool lost", "added lost", "kept"} {
		if counts[kind] < 50 {
			t.Errorf("only %d rules of kind %q", counts[kind], kind)
		}
	}
}

// toldOfRules is what render says of each rule that is added, by its name.
func toldOfRules(t *testing.T, tool, name string) map[string]string {
	t.Helper()
	out, err := exec.Command(tool, "check", "--format=json", name).Output()
	var all struct {
		Diagnostics []struct{ Code, Message string }
	}
	if jsonErr := json.Unmarshal(out, &all); err != nil || jsonErr != nil {
		t.Fatal(err, jsonErr, string(out))
	}
	said := map[string]string{}
	for _, d := range all.Diagnostics {
		if _, rest, ok := strings.Cut(d.Message, " (added."); ok && d.Code == "object-twice" {
			rule, message, _ := strings.Cut(rest, "): ")
			said[rule] += message
		}
	}
	return said
}

// ruleStates are what a gateway follows for a host.
type ruleStates struct {
	tool, added                  *networking.DestinationRule
	older, younger, alone, bound *networking.DestinationRule // with the added rule the older, the younger, without the tool's, without the added
}

// followedRules asks four of istiod, each with another age or set of the rules.
func followedRules(t *testing.T, m ruleWorld, written, stream []byte) func(*addedRule) *ruleStates {
	t.Helper()
	w, err := newWorld(written, stream)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := w.settings()
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(c config.Config) bool { return c.GroupVersionKind.Kind != "DestinationRule" })
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	ask := func(wanted func(added bool) bool, age time.Duration) func(string) *networking.DestinationRule {
		var configs []config.Config
		for _, c := range all {
			added := strings.HasPrefix(c.Name, "added-")
			c = c.DeepCopy()
			c.Domain, c.CreationTimestamp = "cluster.local", began
			if added {
				c.CreationTimestamp = began.Add(age)
			}
			if wanted(added) {
				configs = append(configs, c)
			}
		}
		server, err := w.startAlone(settings, configs)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.close() })
		proxy := server.SetupProxy(pod(w.top, &w.top.Tiers[0]))
		return func(name string) *networking.DestinationRule {
			rule := proxy.SidecarScope.DestinationRuleConfig(model.TrafficDirectionOutbound, proxy, host.Name(name))
			if rule == nil {
				return nil
			}
			return rule.Spec.(*networking.DestinationRule)
		}
	}
	both := func(bool) bool { return true }
	older, younger := ask(both, -time.Hour), ask(both, time.Hour)
	alone, bound := ask(func(added bool) bool { return added }, 0), ask(func(added bool) bool { return !added }, 0)
	return func(r *addedRule) *ruleStates {
		name := m.service(r)
		s := &ruleStates{older: older(name), younger: younger(name), alone: alone(name), bound: bound(name)}
		for _, c := range all {
			switch spec := c.Spec.(*networking.DestinationRule); {
			case c.Name == r.name():
				s.added = spec
			case spec.Host == name && !strings.HasPrefix(c.Name, "added-"):
				s.tool = spec
			}
		}
		if s.tool == nil || s.added == nil || s.bound == nil {
			t.Fatalf("%v: %s is not followed without what is added", m, name)
		}
		return s
	}
}

// hasWhole reports whether all of a rule is in what is followed.
func hasWhole(rule, in *networking.DestinationRule) bool {
	if in == nil || rule.TrafficPolicy != nil && !proto.Equal(rule.TrafficPolicy, in.TrafficPolicy) {
		return false
	}
	for _, subset := range rule.Subsets {
		if !slices.ContainsFunc(in.Subsets, func(s *networking.Subset) bool { return proto.Equal(s, subset) }) {
			return false
		}
	}
	return true
}

func (s *ruleStates) kind() string {
	switch {
	case !hasWhole(s.tool, s.older) || !hasWhole(s.tool, s.younger):
		return "tool lost"
	case s.alone != nil && (!hasWhole(s.added, s.older) || !hasWhole(s.added, s.younger)):
		return "added lost"
	}
	return "kept"
}

// covered reports whether the tool's rule alone says something of all that the added one does.
func (s *ruleStates) covered() bool {
	fields := func(p *networking.TrafficPolicy) (pool, balancer bool) {
		return p.GetConnectionPool() != nil, p.GetLoadBalancer() != nil
	}
	pool, balancer := fields(s.added.TrafficPolicy)
	hasPool, hasBalancer := fields(s.tool.TrafficPolicy)
	for _, subset := range s.added.Subsets {
		if !slices.ContainsFunc(s.tool.Subsets, func(o *networking.Subset) bool { return o.Name == subset.Name }) {
			return false
		}
	}
	return (!pool || hasPool) && (!balancer || hasBalancer)
}

// wrong says what is wrong with what is told of the added rule.
func (s *ruleStates) wrong(said string) string {
	onlyTools := proto.Equal(s.older, s.tool) && proto.Equal(s.younger, s.tool)
	switch kind := s.kind(); {
	case kind == "kept" && said != "":
		return "nothing is lost"
	case kind == "added lost" && onlyTools && s.covered():
		return "" // told or not
	case kind != "kept" && said == "":
		return kind + ", and nothing tells so"
	}
	if said == "" || s.added.TrafficPolicy == nil || s.tool.TrafficPolicy == nil {
		return ""
	}
	whose := func(in *networking.DestinationRule) string {
		switch {
		case in == nil:
			return "nobody"
		case proto.Equal(in.TrafficPolicy, s.added.TrafficPolicy):
			return "added"
		}
		return "tool"
	}
	for _, words := range [...]struct{ part, older, younger string }{
		{"older object alone", "added", "tool"}, {"younger object alone", "tool", "added"}, {"this one's alone", "added", "added"}, {"follow this rule", "added", "added"},
		{"that one's alone", "tool", "tool"}, {"and this rule not", "tool", "tool"}, {"follow neither", "nobody", "nobody"},
	} {
		if older, younger := whose(s.older), whose(s.younger); strings.Contains(said, words.part) && (older != words.older || younger != words.younger) {
			return fmt.Sprintf("where the added rule is the older, that of %s is followed, and of %s where it is the younger", older, younger)
		}
	}
	return ""
}
