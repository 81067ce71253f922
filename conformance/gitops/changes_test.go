package gitops

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// edited changes the files of a folder.
func edited(t *testing.T, r Repository, pattern, from, to string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(r.Root, pattern))
	changed := 0
	for _, name := range names {
		text, _ := os.ReadFile(name)
		if after := bytes.ReplaceAll(text, []byte(from), []byte(to)); !bytes.Equal(text, after) {
			changed++
			if err := os.WriteFile(name, after, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err != nil || changed == 0 {
		t.Fatalf("%s: nothing has %q, %v", pattern, from, err)
	}
}

// TestAddressChangesHands: a tier that is renamed gets its address from the old one's
// Service, with each layout. It does not where Services are of a wave with others behind it:
// Argo CD deletes in the reverse order, and waits in the wrong wave.
func TestAddressChangesHands(t *testing.T) {
	const service = "deploy/x/40-gateways/service.*.yaml"
	text := topology(t, "sail")
	for _, test := range []struct {
		layout, wave string
		through      bool
	}{{"argocd", "60", true}, {"apps", "60", true}, {"flux", "", true}, {"argocd", "40", false}} {
		c, r := NewCluster(), Repository{}
		through := false
		for _, now := range []string{text, strings.ReplaceAll(text, "name: secondary", "name: tertiary")} {
			r = write(t, r, "sail", laidOut(now, test.layout), "deploy/x")
			if test.wave != "" && test.wave != "60" {
				edited(t, r, service, `sync-wave: "60"`, `sync-wave: "`+test.wave+`"`)
			}
			through = work(t, test.layout, r, c, 40, 120)
		}
		for range 4 {
			c.tick()
		}
		for _, o := range c.objects {
			if loadBalancer(o) && c.State(o) != Ready {
				through = false
			}
			if strings.Contains(o.GetName(), "-secondary") {
				through = false
			}
		}
		if through != test.through {
			t.Errorf("%+v: %v", test, through)
		}
	}
}

// TestAddressHolds: a Service that gets no address holds what is behind it in its wave: with
// Argo CD nothing but a stage's own Application, with Flux the apps.
func TestAddressHolds(t *testing.T) {
	for layout, apps := range map[string]bool{"argocd": true, "apps": false, "flux": false} {
		r := write(t, Repository{}, "none", laidOut(topology(t, "none"), layout), "deploy/x")
		c := NewCluster()
		c.Never = func(o *unstructured.Unstructured) State {
			if loadBalancer(o) {
				return Pending
			}
			return ""
		}
		work(t, layout, r, c, 30, 100)
		found := false
		for _, o := range c.Applied {
			found = found || o.GetKind() == "VirtualService"
		}
		if found != apps {
			t.Errorf("%s: apps are there: %v", layout, found)
		}
	}
}

// TestPassesOver: with ApplyOutOfSyncOnly a wave that failed is passed over by the next try,
// since all of it is there.
func TestPassesOver(t *testing.T) {
	for _, option := range []string{"", "    - ApplyOutOfSyncOnly=true\n"} {
		r := write(t, Repository{}, "sail", laidOut(topology(t, "sail"), "argocd"), "deploy/x")
		if option != "" {
			edited(t, r, "deploy/x/argocd/application.yaml", "    syncOptions:\n", "    syncOptions:\n"+option)
		}
		stages, err := r.stages("deploy/x")
		if err != nil {
			t.Fatal(err)
		}
		c := NewCluster()
		c.Never = func(o *unstructured.Unstructured) State {
			if o.GetKind() == "Istio" {
				return Failed
			}
			return ""
		}
		watch(c, stages, late)
		argo(t, r, c, "deploy/x", 60)
		if over := len(c.Wrong) > 0; over != (option != "") {
			t.Errorf("%q passes over: %v", option, c.Wrong)
		}
	}
}

// TestPoolRenamed: a pool that takes over another's addresses is denied until that one is
// gone. Argo CD deletes first in a wave, and gets through; Flux deletes after it has
// applied, and never does.
func TestPoolRenamed(t *testing.T) {
	text := strings.Replace(topology(t, "sail"), "tiers:\n", "metallb: {pools: [{name: NAME, addresses: [192.168.1.141-192.168.1.142]}]}\ntiers:\n", 1)
	for layout, want := range map[string]bool{"argocd": true, "apps": true, "flux": false} {
		c, r := NewCluster(), Repository{}
		through := false
		for _, name := range []string{"lan", "home"} {
			r = write(t, r, "sail", laidOut(strings.Replace(text, "NAME", name, 1), layout), "deploy/x")
			through = work(t, layout, r, c, 40, 120)
		}
		if through != want {
			t.Errorf("%s gets through: %v", layout, through)
		}
	}
}

// TestPoolRenamedLate: where something of a later stage falls out with the pool, Argo CD
// deletes the pool in the wave of that. It gets through all the same: each try deletes what
// is of the last wave, until the pool is.
func TestPoolRenamedLate(t *testing.T) {
	const app = "  - name: more\n    image: example.org/more:1\n    port: 8080\n    routes: [/late]\n"
	text := strings.Replace(topology(t, "sail"), "tiers:\n", "metallb: {pools: [{name: NAME, addresses: [192.168.1.141-192.168.1.142]}]}\ntiers:\n", 1)
	with := strings.Replace(text, "  apps:\n", "  apps:\n"+app, 1)
	for layout, want := range map[string]bool{"argocd": true, "apps": true, "flux": false} {
		c, r := NewCluster(), Repository{}
		through := false
		for _, now := range []string{strings.Replace(with, "NAME", "lan", 1), strings.Replace(text, "NAME", "home", 1)} {
			r = write(t, r, "sail", laidOut(now, layout), "deploy/x")
			through = work(t, layout, r, c, 40, 120)
		}
		if through != want {
			t.Errorf("%s gets through: %v", layout, through)
		}
	}
}

// TestVersionsEnd: an app has one version in place of several. Argo CD deletes their DestinationRule
// before the route names no subset of it any more, and Flux afterwards. With PruneLast it is there until
// then, but Argo CD waits before for what nothing else waits for, such as a budget that allows nothing.
func TestVersionsEnd(t *testing.T) {
	const wave = "    argocd.argoproj.io/sync-wave: \"51\"\n"
	versions := [...]string{"versions: [{version: v1, image: \"example.org/more:1\", weight: 0}, {version: v2, image: \"example.org/more:2\", weight: 100}]", "version: v2\n    image: example.org/more:2"}
	for _, test := range []struct {
		layout                string
		last, through, sooner bool
	}{{"argocd", false, true, true}, {"argocd", true, false, false}, {"flux", false, true, false}} {
		c, r := NewCluster(), Repository{}
		rules := func() (n int) {
			for key := range c.objects {
				if key.Kind == "DestinationRule" {
					n++
				}
			}
			return n
		}
		sooner, through := false, false
		for i, one := range versions {
			text := strings.Replace(topology(t, "sail"), "  apps:\n", "  apps:\n  - name: more\n    port: 8080\n    routes: [/late]\n    "+one+"\n", 1)
			r = write(t, r, "sail", laidOut(text, test.layout), "deploy/x")
			switch before := rules(); {
			case i == 1:
				c.Watch = func(o *unstructured.Unstructured) error {
					if old := c.objects[kube.GetResourceKey(o)]; o.GetKind() == "VirtualService" && old != nil && !same(old, o) {
						sooner = rules() < before
					}
					return nil
				}
			case test.last:
				edited(t, r, "deploy/x/50-apps/destinationrule.*.yaml", wave, wave+"    argocd.argoproj.io/sync-options: PruneLast=true\n")
			}
			through = work(t, test.layout, r, c, 40, 400)
		}
		if through != test.through || sooner != test.sooner {
			t.Errorf("%+v: through %v, deleted first %v", test, through, sooner)
		}
	}
}
