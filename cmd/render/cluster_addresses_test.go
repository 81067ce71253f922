//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// addressed is a topology with pools and two tiers.
func addressed(istio, pools, primary, secondary string) string {
	return "name: home\nmicrok8s: \"1.31\"\n" + istio + "\nsecrets: omit\nmetallb: {" + pools + "}\ntiers:\n" +
		"- {name: primary, ip: " + primary + ", hosts: [a.example.org]}\n- {name: secondary, ip: " + secondary + ", hosts: [b.example.org]}\n"
}

// addressChange is one topology that becomes another.
type addressChange struct {
	istio, metallb   string
	old, now         [3]string // pools, and the addresses of the two tiers
	served           string    // an address that never is without a Service, if any
	said             []string
	deniedByOldOrder bool
}

const noIstio, operated = "istio: {version: \"1.23\", install: none}", "istio: {version: \"1.23.6\", install: operator}"

var addressChanges = map[string]addressChange{
	"swap, own pools": {noIstio, "", [3]string{"", "10.0.0.1", "10.0.0.2"}, [3]string{"", "10.0.0.2", "10.0.0.1"}, "", []string{
		"apply: 10.0.0.1 goes from the Service istio-system/istio-ingressgateway to istio-system/istio-ingressgateway-secondary: nothing answers there until that has it, and its routes\n",
		"apply: the Service istio-system/istio-ingressgateway-secondary has 10.0.0.1\n", "apply: nothing answered at 10.0.0.1 10.0.0.2 for at most N s of this run\n"}, false},
	"swap, one pool": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.0/28]}]", "10.0.0.1", "10.0.0.2"}, [3]string{"pools: [{name: p, addresses: [10.0.0.0/28]}]", "10.0.0.2", "10.0.0.1"}, "", nil, false},
	"swap, pools too": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.1/32]}, {name: q, addresses: [10.0.0.2/32]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: p, addresses: [10.0.0.2/32]}, {name: q, addresses: [10.0.0.1/32]}]", "10.0.0.2", "10.0.0.1"}, "", []string{"apply: the pool metallb-system/p lets go of 10.0.0.1\n"}, true},
	"taken over":               {noIstio, "", [3]string{"", "10.0.0.1", "10.0.0.2"}, [3]string{"", "10.0.0.2", "10.0.0.3"}, "", nil, false},
	"taken over by the second": {noIstio, "", [3]string{"", "10.0.0.1", "10.0.0.2"}, [3]string{"", "10.0.0.3", "10.0.0.1"}, "", nil, false},
	"split": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.0-10.0.0.9]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: a, addresses: [10.0.0.1/32]}, {name: p, addresses: [10.0.0.2-10.0.0.9]}]", "10.0.0.1", "10.0.0.2"}, "10.0.0.2", nil, true},
	"merged": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.1/32]}, {name: q, addresses: [10.0.0.2/32]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: p, addresses: [10.0.0.0/28]}]", "10.0.0.1", "10.0.0.2"}, "10.0.0.1", nil, true},
	"renamed": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.0/28]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: q, addresses: [10.0.0.0/28]}]", "10.0.0.1", "10.0.0.2"}, "", []string{"apply: the pool metallb-system/p lets go of 10.0.0.0-10.0.0.15\n"}, true},
	"other addresses of a pool": {noIstio, "", [3]string{"pools: [{name: p, addresses: [10.0.0.0/28]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: p, addresses: [10.0.1.0/28]}]", "10.0.1.1", "10.0.1.2"}, "", nil, false},
	"an operator's": {operated, "", [3]string{"pools: [{name: p, addresses: [10.0.0.1/32]}, {name: q, addresses: [10.0.0.2/32]}]", "10.0.0.1", "10.0.0.2"},
		[3]string{"pools: [{name: p, addresses: [10.0.0.2/32]}, {name: q, addresses: [10.0.0.1/32]}]", "10.0.0.2", "10.0.0.1"}, "", nil, true},
}

// TestAddressesGetThere: MetalLB, newer and older than 0.14.2, takes each step of a
// change of addresses, all gateways have theirs in the end, no pool is denied, and a
// second run changes nothing; nothing of the cluster changes by a dry run.
func TestAddressesGetThere(t *testing.T) {
	for name, change := range addressChanges {
		for _, keeps := range []bool{false, true} {
			t.Run(name+map[bool]string{true: ", below 0.14.2", false: ""}[keeps], func(t *testing.T) {
				t.Parallel()
				c := newMetalLB(t, keeps)
				old := c.topology(t, "old.yaml", change.istio, change.old)
				now := c.topology(t, "now.yaml", change.istio, change.now)
				if out, code := c.apply(t, nil, old); code != 0 {
					t.Fatalf("exit code %d\n%s", code, out)
				}
				before := c.state(t)
				out, code := c.apply(t, []string{"--dry-run"}, old, now)
				if after := c.state(t); code != 0 || !slices.Equal(before.Trace, after.Trace) || after.Denied != 0 {
					t.Errorf("dry run: exit code %d, %q, %d denied\n%s", code, after.Trace, after.Denied, out)
				}
				out, code = c.apply(t, nil, old, now)
				after := c.state(t)
				if code != 0 || after.Denied != 0 {
					t.Fatalf("exit code %d, %d denied\n%s", code, after.Denied, out)
				}
				c.isThere(t, after, change.now)
				for _, said := range change.said {
					if !strings.Contains(out, said) {
						t.Errorf("no %q in\n%s", said, out)
					}
				}
				for _, step := range after.Trace[len(before.Trace):] {
					if change.served != "" && !strings.Contains(step, "="+change.served) {
						t.Errorf("%s is nobody's: %s", change.served, step)
					}
				}
				for range 2 {
					out, code = c.apply(t, nil, old, now)
				}
				if again := c.state(t); code != 0 || !slices.Equal(after.Trace, again.Trace) || strings.Contains(out, "lets go") {
					t.Errorf("again: exit code %d, %q\n%s", code, again.Trace[len(after.Trace):], out)
				}
			})
		}
	}
}

// TestAddressesByEachShell: the same steps by each shell that there is.
func TestAddressesByEachShell(t *testing.T) {
	change := addressChanges["swap, pools too"]
	for _, shell := range posixShells(t) {
		c := newMetalLB(t, false)
		c.shell = shell
		old := c.topology(t, "old.yaml", change.istio, change.old)
		now := c.topology(t, "now.yaml", change.istio, change.now)
		c.apply(t, nil, old)
		if out, code := c.apply(t, nil, old, now); code != 0 {
			t.Errorf("%q: exit code %d\n%s", shell, code, out)
		}
		c.isThere(t, c.state(t), change.now)
	}
}

// TestAddressesByPlainApply: without the order of the script MetalLB denies, so that the
// test above can fail.
func TestAddressesByPlainApply(t *testing.T) {
	for name, change := range addressChanges {
		c := newMetalLB(t, false)
		for i, tiers := range [][3]string{change.old, change.now} {
			topology := c.topology(t, "one.yaml", change.istio, tiers)
			if out, code := c.apply(t, nil, topology); (code == 0) != (i == 0 || !change.deniedByOldOrder) {
				t.Errorf("%s: exit code %d\n%s", name, code, out)
			}
		}
		if denied := c.state(t).Denied > 0; denied != change.deniedByOldOrder {
			t.Errorf("%s: denied is %v", name, denied)
		}
	}
}

// TestAddressesResumed: a run that is stopped at any call is taken up again by the whole
// script, and by the stage that it names.
func TestAddressesResumed(t *testing.T) {
	for _, name := range []string{"swap, pools too", "other addresses of a pool", "an operator's"} {
		t.Run(name, func(t *testing.T) { t.Parallel(); resumed(t, addressChanges[name]) })
	}
}

func resumed(t *testing.T, change addressChange) {
	c := newMetalLB(t, false)
	old := c.topology(t, "old.yaml", change.istio, change.old)
	now := c.topology(t, "now.yaml", change.istio, change.now)
	c.apply(t, nil, old)
	before, err := os.ReadFile(filepath.Join(c.dir, "metallb.json"))
	if err != nil {
		t.Fatal(err)
	}
	for stopped := 1; ; stopped++ {
		writeFile(t, filepath.Join(c.dir, "metallb.json"), string(before))
		c.stopAfter = stopped
		out, code := c.apply(t, nil, old, now)
		if code == 0 {
			if stopped < 8 {
				t.Errorf("only %d calls that can fail", stopped)
			}
			break
		}
		c.stopAfter = 0
		args := []string{}
		if from := regexp.MustCompile(`go on with: --from (\S+)\n`).FindStringSubmatch(out); from != nil && stopped%2 == 0 {
			args = []string{"--from", from[1]}
		}
		if out, code = c.apply(t, args, old, now); code != 0 {
			t.Errorf("stopped at call %d, %q: exit code %d\n%s", stopped, args, code, out)
		}
		c.isThere(t, c.state(t), change.now)
	}
}

// metalLBCluster is where scripts run with that kubectl.
type metalLBCluster struct {
	*standInCluster
	stopAfter int
	shell     []string
}

func newMetalLB(t *testing.T, keeps bool) *metalLBCluster {
	t.Helper()
	c := &metalLBCluster{standInCluster: newStandIn(t), shell: []string{"sh"}}
	text, _ := json.Marshal(metallb{Keeps: keeps, Pools: map[string][]string{}, Services: map[string]*lbService{}, Owner: "home"})
	writeFile(t, filepath.Join(c.dir, "metallb.json"), string(text))
	return c
}

func (c *metalLBCluster) topology(t *testing.T, name, istio string, of [3]string) string {
	t.Helper()
	writeFile(t, filepath.Join(c.dir, name), addressed(istio, of[0], of[1], of[2]))
	return filepath.Join(c.dir, name)
}

func (c *metalLBCluster) state(t *testing.T) (m metallb) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, "metallb.json"))
	if err != nil || json.Unmarshal(text, &m) != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return m
}

// apply runs the script for some topologies, and gives what it said.
func (c *metalLBCluster) apply(t *testing.T, args []string, topologies ...string) (string, int) {
	t.Helper()
	text, err := exec.Command("render", append([]string{"script", "apply", "-q"}, topologies...)...).Output()
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	writeFile(t, filepath.Join(c.dir, "script.sh"), string(text))
	os.Remove(filepath.Join(c.dir, "counted"))
	command := c.command(c.shell, "script.sh", append(slices.Clone(args), "--yes")...)
	command.Env = append(command.Env, "KUBECTL=render-kubectl", "STOP_AFTER="+strconv.Itoa(c.stopAfter))
	out, _ := command.CombinedOutput()
	return withoutTimes(out), command.ProcessState.ExitCode()
}

// isThere compares what gateways have with the topology.
func (c *metalLBCluster) isThere(t *testing.T, m metallb, now [3]string) {
	t.Helper()
	for service, want := range map[string]string{"istio-system/istio-ingressgateway": now[1], "istio-system/istio-ingressgateway-secondary": now[2]} {
		if s := m.Services[service]; s == nil || !slices.Equal(s.Has, []string{want}) {
			t.Errorf("%s has not %s: %+v", service, want, s)
		}
	}
	for name, list := range m.Pools {
		if strings.HasPrefix(now[0], "pools") && !strings.Contains(now[0], "name: "+name+", addresses: ["+strings.Join(list, ", ")+"]") {
			t.Errorf("the pool %s has %q in the end", name, list)
		}
	}
}
