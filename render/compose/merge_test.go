package compose

import (
	"fmt"
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestMerged: what comes of two services, by the rules of the Compose specification.
func TestMerged(t *testing.T) {
	for both, want := range map[string]string{
		"image: a | image: b":           "{image: b}",
		"image: a | ports: [1]":         "{image: a, ports: [1]}",
		"ports: [1, 2] | ports: [2, 3]": "{ports: [1, 2, 3]}",
		"command: [a, b] | command: c":  "{command: c}",
		"healthcheck: {test: [a], retries: 1} | healthcheck: {test: [b]}":               "{healthcheck: {test: [b], retries: 1}}",
		"environment: [A=1, B] | environment: {A: 2, C: 3}":                             "{environment: {A: 2, B: , C: 3}}",
		"labels: {a: b} | labels: [a=c]":                                                "{labels: {a: c}}",
		"extra_hosts: [\"a:1.2.3.4\"] | extra_hosts: [a=1.2.3.5]":                       "{extra_hosts: {a: 1.2.3.5}}",
		"volumes: [\"a:/x\", \"b:/y\"] | volumes: [{source: c, target: /x}]":            "{volumes: [b:/y, {source: c, target: /x}]}",
		"volumes: [\"a:/x:ro\"] | volumes: [\"b:/x\"]":                                  "{volumes: [b:/x]}",
		"env_file: a | env_file: b":                                                     "{env_file: [a, b]}",
		"build: {context: a} | build: b":                                                "{build: b}",
		"ports: [1] | ports: null":                                                      "{ports: [1]}",
		"deploy: {replicas: 1, resources: {limits: {cpus: 1}}} | deploy: {replicas: 2}": "{deploy: {replicas: 2, resources: {limits: {cpus: 1}}}}",
	} {
		base, over, _ := strings.Cut(both, " | ")
		a, _ := source.Parse(places.NewSource("a.yml", []byte(base+"\n")))
		b, _ := source.Parse(places.NewSource("b.yml", []byte(over+"\n")))
		if got := shown(Merged(a, b)); got != want {
			t.Errorf("%s: %s, want %s", both, got, want)
		}
	}
}

func shown(n *source.Node) string {
	var out []string
	switch n.Kind {
	case source.Map:
		for i, k := range n.Keys {
			out = append(out, k.Text+": "+shown(n.Values[i]))
		}
		return "{" + strings.Join(out, ", ") + "}"
	case source.List:
		for _, item := range n.Items {
			out = append(out, shown(item))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	return fmt.Sprint(n.Text)
}
