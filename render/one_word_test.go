package render_test

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"

	"render/render"
)

// TestHostsOfOneWord: objects of hosts that one word would stand for, as a-b.c and
// a.b.c do, are called the same in whatever order the hosts are written, and none is
// another's: Gateways, Secrets and VirtualServices, listeners and routes, on port 443
// and on ports that speak tls.
func TestHostsOfOneWord(t *testing.T) {
	const a, b = "a-b.example.org", "a.b.example.org"
	forms := map[string][]string{
		"named by routes": {
			"  hosts: [home.example.org, %[1]s, %[2]s]\n  apps:\n  - {name: app, image: \"app:1\", port: 80, routes: [{exact: /x, hosts: [%[1]s]}, {exact: /y, hosts: [%[2]s]}]}\n",
			"  hosts: [\"*.example.org\", \"*.b.example.org\"]\n  apps:\n  - {name: app, image: \"app:1\", port: 80, hosts: [%[1]s, %[2]s], routes: [/x]}\n"},
		"items": {
			"  hosts:\n  - {host: %[1]s, cert: certs/%[1]s}\n  - {host: %[2]s, cert: certs/%[2]s}\n  - home.example.org\n  apps:\n  - {name: app, image: \"app:1\", port: 80, routes: [/x]}\n"},
		"passed through": {
			"  hosts:\n  - {host: [%[1]s, %[2]s], tls: {mode: passthrough}}\n  - home.example.org\n  apps:\n  - {name: one, image: \"one:1\", port: {port: 443, protocol: https}, hosts: [%[1]s, %[2]s]}\n"},
		"ports that end tls": {
			"  hosts: [%[1]s, %[2]s]\n  ports: [{name: tls-db, port: 5432, protocol: tls}]\n  apps:\n" +
				"  - {name: one, image: \"one:1\", port: {port: 5432, protocol: tcp}, routes: [{tls: 5432, hosts: [%[1]s, %[2]s]}]}\n"},
		"ports that pass tls through": {
			"  hosts: [%[1]s, %[2]s]\n  ports: [{name: tls-db, port: 5432, protocol: tls, tls: passthrough}]\n  apps:\n" +
				"  - {name: one, image: \"one:1\", port: {port: 5432, protocol: tls}, routes: [{tls: 5432, hosts: [%[1]s, %[2]s]}]}\n"},
	}
	for _, routing := range []string{"istio", "gateway-api"} {
		for _, name := range slices.Sorted(maps.Keys(forms)) {
			for i, form := range forms[name] {
				topology := func(one, other string) []string {
					text := "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: redacted\nrouting: " + routing + "\ntiers:\n- name: primary\n  ip: 192.168.1.141\n" + fmt.Sprintf(form, one, other)
					return namesOfHosts(mustRender(t, fixed(render.Input{Name: "topology.yaml", Text: []byte(text)})))
				}
				got, turned := topology(a, b), topology(b, a)
				if !slices.Equal(got, turned) {
					t.Errorf("%s, %s %d:\n%s\nthe other way round:\n%s", routing, name, i, strings.Join(got, "\n"), strings.Join(turned, "\n"))
				}
				for host, hash := range map[string]string{a: "-25a1f64c", b: "-b9dbb6c2"} {
					if !slices.ContainsFunc(got, func(line string) bool { return strings.Contains(line, hash) }) {
						t.Errorf("%s, %s %d: no name of %s alone:\n%s", routing, name, i, host, strings.Join(got, "\n"))
					}
				}
			}
		}
	}
}

// namesOfHosts are the objects with the hosts in them, and the listeners.
func namesOfHosts(out *render.Output) []string {
	var lines []string
	for _, m := range out.Manifests {
		var hosts []string
		var visit func(at string, v any)
		visit = func(at string, v any) {
			switch v := v.(type) {
			case map[string]any:
				if name, ok := v["name"].(string); ok && v["hostname"] != nil {
					lines = append(lines, fmt.Sprintf("%s: listener %s: %v", m.ID(), name, v["hostname"]))
				}
				for key, inner := range v {
					visit(key, inner)
				}
			case []any:
				for _, inner := range v {
					visit(at, inner)
				}
			case string:
				if at == "hosts" || at == "hostnames" {
					hosts = append(hosts, v)
				}
			}
		}
		visit("", m.Object.Map())
		sort.Strings(hosts)
		lines = append(lines, fmt.Sprintf("%s: %v", m.ID(), hosts))
	}
	sort.Strings(lines)
	return lines
}
