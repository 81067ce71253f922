package starter

import (
	"reflect"
	"strings"
	"testing"
)

// What the rules say of a line is told of the answer that the line was written from.
func TestAnswers(t *testing.T) {
	text := Write(Answers{GatewayAPI: true, Tiers: []Tier{
		{IP: "192.168.1.141", Hosts: []string{"a.example.org"}, Apps: []App{{Image: "a:1", Port: "81"}}},
		{IP: "192.168.1.142", Hosts: []string{"b.example.org"}, Apps: []App{{Image: "b:1"}}},
	}})
	want := map[string]Answer{
		"name: a": {Name: "Name"}, "microk8s: ": {Name: "MicroK8s"}, "istio: ": {Name: "Istio"}, "routing: ": {Name: "GatewayAPI"},
		"  ip: 192.168.1.141": {"IP", 0}, "  hosts: [a.example.org]": {"Hosts", 0}, "    image: a:1": {"Image", 0}, "    port: 81": {"Port", 0},
		"  ip: 192.168.1.142": {"IP", 1}, "  hosts: [b.example.org]": {"Hosts", 1}, "    image: b:1": {"Image", 1}, "    port: 8080": {"Port", 1},
		"# A cluster's ingress": {}, "tiers:": {}, "    routes: [/*]": {},
	}
	found := 0
	for i, line := range strings.Split(text.String(), "\n") {
		answer, ok := text.Answer(i + 1)
		if ok != (answer != Answer{}) {
			t.Errorf("%q: %v, and %v", line, answer, ok)
		}
		for begins, of := range want {
			if strings.HasPrefix(line, begins) {
				if found++; begins != "    routes: [/*]" && answer != of {
					t.Errorf("%q is of %v, not of %v", line, answer, of)
				}
			}
		}
	}
	if found != len(want)+1 { // routes are there twice
		t.Errorf("%d lines of %d in\n%s", found, len(want)+1, text)
	}
	for _, line := range []int{-1, 0, 1000} {
		if _, ok := text.Answer(line); ok {
			t.Errorf("line %d has an answer", line)
		}
	}
}

func TestNames(t *testing.T) {
	long := strings.Repeat("a", 60)
	of := func(images ...string) (t Tier) {
		for _, image := range images {
			t.Apps = append(t.Apps, App{Image: image})
		}
		return t
	}
	tiers := []Tier{of("shop:1"), of("registry.example.org:5000/x/shop@sha256:00", "shop:2"), {}, of("9_Lives:2", ":1"), of(long), of(long)}
	want := [][]string{{"shop-primary"}, {"shop-secondary", "shop-secondary-2"}, {"helloworld"}, {"app-9-lives", "app"}, {long[:33] + "-tier-5"}, {long[:33] + "-tier-6"}}
	if got := appNames(tiers); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	for host, want := range map[string]string{"Home.example.org": "home", "*.apps.example.org": "apps", "*": "home", "": "home", "a": "a", "www.shop.example.org": "shop", "*.www.example.org": "example", "www": "www"} {
		if got := (Answers{Tiers: []Tier{{Hosts: []string{host}}}}).complete().Name; got != want {
			t.Errorf("%q gives %q, not %q", host, got, want)
		}
	}
}

// A value that is no plain text of YAML stays a value.
func TestQuoted(t *testing.T) {
	text := Write(Answers{Name: "a: b", Tiers: []Tier{{IP: "1 # 2", Hosts: []string{"*", "x]"}, Apps: []App{{Image: "a\nb: c"}}}}}).String()
	for _, want := range []string{`name: "a: b"`, `  ip: "1 # 2"`, `  hosts: ["*", "x]"]`, `    image: "a\nb: c"`} {
		if !strings.Contains(text, want+" ") && !strings.Contains(text, want+"\n") {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// Each of several apps has a host: that of its place, or its own below a wildcard.
func TestHosts(t *testing.T) {
	two := []App{{Image: "wiki:1", Port: "80"}, {Image: "shop:1", Port: "81"}}
	for _, c := range []struct {
		hosts   []string
		lacking int
		want    []string
	}{
		{[]string{"a.example.org", "b.example.org"}, 0, []string{"a.example.org", "b.example.org"}},
		{[]string{"a.example.org", "b.example.org", "c.example.org"}, 0, []string{"a.example.org", "b.example.org"}},
		{[]string{"*.example.org"}, 0, []string{"wiki.example.org", "shop.example.org"}},
		{[]string{"a.example.org"}, 1, nil},
		{[]string{"*"}, 1, nil},
	} {
		tier := Tier{IP: "192.168.1.141", Hosts: c.hosts, Apps: two}
		if got := tier.Lacking(); got != c.lacking {
			t.Errorf("%q lack %d hosts, not %d", c.hosts, got, c.lacking)
		}
		var got []string
		for _, line := range strings.Split(Write(Answers{Tiers: []Tier{tier}}).String(), "\n") {
			if host, ok := strings.CutPrefix(line, "    hosts: ["); ok {
				got = append(got, strings.TrimSuffix(host, "]"))
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q give the apps %q, not %q", c.hosts, got, c.want)
		}
	}
}
