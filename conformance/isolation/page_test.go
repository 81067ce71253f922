package isolation

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
)

// callers are those of the page's table, in its order, and which of the pods each is.
var callers = []struct {
	words string
	is    func(*pod) bool
}{
	{"the employees' gateway", func(p *pod) bool { return p.tier != nil && p.tier.Name == "staff" }},
	{"the customers' gateway", func(p *pod) bool { return p.tier != nil && p.tier.Name == "primary" }},
	{"the customers' app, `shop`", func(p *pod) bool { return p.app != nil && p.app.Name == "shop" }},
	{"another pod beside it", func(p *pod) bool { return p.nobody() && p.namespace == "default" }},
	{"a pod in `monitoring`, which `allowFrom` names", func(p *pod) bool { return p.nobody() && p.namespace == "monitoring" }},
	{"a pod of another namespace", func(p *pod) bool { return p.nobody() && p.namespace == "elsewhere" }},
	{"an address outside the cluster, past the gateways", func(p *pod) bool { return p.ip == "203.0.113.7" }},
}

func (p *pod) nobody() bool { return p.tier == nil && p.app == nil && p.kind == "" && p.ip == "" }

// TestPage: the table of docs/isolation.md, and README.md, has what its two topologies are rendered to.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/isolation.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, found := range regexp.MustCompile("(?s)```yaml (\\S+)\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		files[found[1]] = found[2]
	}
	before, with := letIn(t, files["before.yaml"]), letIn(t, files["topology.yaml"])
	var table strings.Builder
	table.WriteString("| who opens a connection to `orders` | without `isolation` | with it |\n|---|---|---|\n")
	for i, c := range callers {
		fmt.Fprintf(&table, "| %s | %s | %s |\n", c.words, before[i], with[i])
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"docs/isolation.md": page, "README.md": readme} {
		if !strings.Contains(string(text), table.String()) {
			t.Errorf("%s has not this table:\n%s", name, table.String())
		}
	}
}

// letIn tells of each caller whether it is let in to orders.
func letIn(t *testing.T, text string) (out []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "topology.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	stream, err := exec.Command(program(t), "--quiet", "--secrets", "redacted", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	top, err := read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	all, err := top.pods(stream)
	if err != nil {
		t.Fatal(err)
	}
	applied, err := policies(stream)
	if err != nil {
		t.Fatal(err)
	}
	network := matcher.BuildNetworkPolicies(false, applied)
	find := func(is func(*pod) bool) *pod {
		for i := range all {
			if is(&all[i]) {
				return &all[i]
			}
		}
		t.Fatal("no such pod")
		return nil
	}
	orders := find(func(p *pod) bool { return p.app != nil && p.app.Name == "orders" })
	for _, c := range callers {
		word := "kept out"
		if network.IsTrafficAllowed(&matcher.Traffic{Source: find(c.is).peer(), Destination: orders.peer(), ResolvedPort: 8080, Protocol: corev1.ProtocolTCP}).IsAllowed() {
			word = "let in"
		}
		out = append(out, word)
	}
	return out
}
