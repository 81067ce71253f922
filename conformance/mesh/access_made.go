package mesh

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// accesses are who may come in, in topologies that are made up.
var accesses = []string{
	"off",
	"{from: [10.0.0.0/8]}",
	"{from: [10.0.0.0/8, 192.168.1.0/24], notFrom: [10.0.0.66/32], except: [/healthz]}",
	"{notFrom: [172.16.0.0/12]}",
	"{jwt: {issuer: \"https://id.example.org\", audiences: [shop]}}",
	"{jwt: [{issuer: \"https://id.example.org\", claims: {groups: staff}}, \"https://partner.example.net\"], from: [10.0.0.0/8]}",
	"{jwt: {issuer: \"https://tokens.example.org\", header: x-token, claims: {realm_access.roles: admin, \"https://example.org/team\": a}}}",
	"{auth: login, except: [/a/public/*]}",
	"{anyOf: [{from: [10.0.0.0/8]}, {auth: login}]}",
	"{jwt: \"https://partner.example.net\", anyOf: [{from: [192.168.1.0/24]}, {auth: login, notFrom: [172.16.0.0/12]}]}",
	"{from: [10.0.0.0/8], anyOf: [{from: [10.1.0.0/16, 192.168.0.0/16]}, {jwt: \"https://partner.example.net\"}]}",
}

var guardedPaths = []string{"/*", "/a/*", "/a/b/*", "/a/b/c", "/a/public/x", "{exact: /x, cors: {origins: [\"https://page.example.org\"], methods: [PUT]}}",
	"{prefix: /y, cors: {origins: [\"*\"]}}", "/healthz", "/files/*", "/files/public", "/q"}

// unsaid are routes of which no policy can tell the requests.
var unsaid = []string{"{prefix: /m, methods: [GET]}", "{regex: \"/r[0-9]+\"}", "{prefix: /Case, ignoreCase: true}"}

var guardedHosts = [][]string{{"a.example.org"}, {"*.example.org"}, {"a.example.org", "*.example.org"}, {"*.example.org", "*.deep.example.org", "a.deep.example.org"}, {"*"}, {"*", "b.example.org"}, {"b.example.org", "a.example.org"}}

// installs are which Istio is installed, by whom and with what; those of before 1.26, which
// leave gateways of the Gateway API as they are, come last. Older ones lack what paths are told by.
var installs = []string{"  version: 1.31.0\n", "  version: 1.31.0\n", "  version: 1.31.0\n  profile: ambient\n", "  version: 1.31.0\n  install: helm\n", "  version: 1.31.0\n  install: sail\n",
	"  version: 1.24.6\n  profile: ambient\n", "  version: 1.25.3\n  profile: ambient\n", "  version: 1.24.6\n  install: helm\n"}

// madeAccess is a topology in which not everybody may come in everywhere.
func madeAccess(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	routing := "istio"
	installed := installs
	if r.IntN(3) == 0 {
		routing, installed = "gateway-api", installs[:5]
	}
	fmt.Fprintf(&b, "name: made\nmicrok8s: \"1.36\"\nrouting: %s\nsecrets: omit\nistio:\n%s  meshConfig:\n    extensionProviders:\n    - {name: login, envoyExtAuthzHttp: {service: login.default.svc.cluster.local, port: 4180}}\ntiers:\n", routing, installed[rand.New(rand.NewPCG(seed, 8)).IntN(len(installed))])
	for t := range 1 + r.IntN(2) {
		hosts := guardedHosts[r.IntN(len(guardedHosts))]
		fmt.Fprintf(&b, "- name: tier%d\n  ip: 192.168.1.%d\n", t, 141+t)
		passed := r.IntN(3) == 0
		fmt.Fprintf(&b, "  hosts: [%s", strings.Join(certified(rand.New(rand.NewPCG(seed, uint64(9+t))), hosts), ", "))
		if passed {
			fmt.Fprint(&b, `, {host: "*.org", tls: passthrough}`)
		}
		fmt.Fprintln(&b, "]")
		b.WriteString([]string{"  trafficPolicy: Local\n", "  proxies: {protocol: true}\n", "  trafficPolicy: Local\n"}[r.IntN(3)])
		b.WriteString([]string{"", "  tls: {redirect: true}\n", "  tls: {redirect: {except: [/a/b/c]}}\n", "  ports: [{name: https-admin, port: 9443}, {name: tcp-db, port: 5432}]\n", "  ports: [{name: https-admin, port: 9443, targetPort: 9444}, {name: tcp-db, port: 5432, targetPort: 15432}]\n"}[r.IntN(5)])
		if r.IntN(2) == 0 {
			fmt.Fprintf(&b, "  access: %s\n", pick(accesses))
		}
		b.WriteString("  apps:\n")
		paths := slices.Clone(guardedPaths)
		r.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		for a := range 1 + r.IntN(4) {
			fmt.Fprintf(&b, "  - name: app%d%d\n    image: \"app:1\"\n    port: 8080\n", t, a)
			if h := pick(hosts); r.IntN(2) == 0 {
				fmt.Fprintf(&b, "    hosts: [%s]\n", `"`+strings.Replace(h, "*.", []string{"*.", "one."}[r.IntN(2)], 1)+`"`)
			}
			if r.IntN(2) == 0 {
				fmt.Fprintf(&b, "    access: %s\n", pick(accesses))
			}
			b.WriteString("    routes:\n")
			for range 1 + r.IntN(2) {
				fmt.Fprintf(&b, "    - %s\n", paths[0])
				paths = paths[1:]
			}
			if r.IntN(8) == 0 {
				fmt.Fprintf(&b, "    - %s\n", unsaid[(t+a)%len(unsaid)])
			}
		}
		if passed {
			fmt.Fprintf(&b, "  - {name: passed%d, image: \"app:1\", port: {port: 443, protocol: tls}, hosts: [\"*.org\"], access: %s}\n", t, pick(accesses[:4]))
		}
	}
	return []byte(b.String())
}

// certified are hosts as items of a tier, of which some have a certificate of their own.
func certified(r *rand.Rand, hosts []string) []string {
	var out []string
	for i, h := range hosts {
		item := `"` + h + `"`
		if i > 0 && r.IntN(2) == 0 {
			item = fmt.Sprintf(`{host: %q, cert: {secret: own%d}}`, h, i)
		}
		out = append(out, item)
	}
	return out
}
