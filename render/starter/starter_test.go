package starter

import (
	"slices"
	"strings"
	"testing"
)

// What the rules say of a line is told of the answer that the line was written from.
func TestAnswers(t *testing.T) {
	text := Write(Answers{GatewayAPI: true, Tiers: []Tier{
		{IP: "192.168.1.141", Hosts: []string{"a.example.org"}, Image: "a:1", Port: "81"},
		{IP: "192.168.1.142", Hosts: []string{"b.example.org"}, Image: "b:1"},
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
	tiers := []Tier{{Image: "shop:1"}, {Image: "registry.example.org:5000/x/shop@sha256:00"}, {}, {Image: "9_Lives:2"}, {Image: long}, {Image: long}}
	want := []string{"shop-primary", "shop-secondary", "helloworld", "app-9-lives", long[:33] + "-tier-5", long[:33] + "-tier-6"}
	if got := appNames(tiers); !slices.Equal(got, want) {
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
	text := Write(Answers{Name: "a: b", Tiers: []Tier{{IP: "1 # 2", Hosts: []string{"*", "x]"}, Image: "a\nb: c"}}}).String()
	for _, want := range []string{`name: "a: b"`, `  ip: "1 # 2"`, `  hosts: ["*", "x]"]`, `    image: "a\nb: c"`} {
		if !strings.Contains(text, want+" ") && !strings.Contains(text, want+"\n") {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
