// Package workload owns the topologies that are measured.
//
// In goes a name, "seed", or "w" and a number of apps and perhaps "-mixin" or
// "-gateway-api"; out comes a topology's file. The text depends on the name alone. It must never hold key material:
// the seed reads the certificates of examples/seed, which are for trying out
// only, and the generated topologies say secrets: omit, so that they need none.
package workload

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const head = `name: bench
microk8s: "1.36"
istio: "1.31"
secrets: omit
tiers:
`

var tiers = [...]struct{ name, ip string }{
	{"primary", "192.168.1.141"},
	{"secondary", "192.168.1.142"},
}

// Apps is a topology of n apps, by turns on one of two tiers; each app becomes
// a Service, a Deployment and a VirtualService with an exact and a prefix route.
func Apps(n int) []byte {
	dst := []byte(head)
	for t, tier := range tiers {
		dst = fmt.Appendf(dst, "- name: %[1]s\n  ip: %[2]s\n  hosts: [%[1]s.example.org]\n  apps:", tier.name, tier.ip)
		if t >= n {
			dst = append(dst, " []"...)
		}
		dst = append(dst, '\n')
		for i := t; i < n; i += len(tiers) {
			dst = fmt.Appendf(dst, "  - name: app-%[1]d\n"+
				"    image: registry.example.org/app-%[1]d:1.%[1]d\n"+
				"    port: 8080\n"+
				"    version: v1\n"+
				"    resources: {requests: {cpu: 100m}}\n"+
				"    routes: [/app-%[1]d, /api/%[1]d/*]\n", i)
		}
	}
	return dst
}

// File is the path of the topology called name: that of examples/seed under the
// repository's root, or a file written into dir. One with "-mixin" names a mixin
// that changes nothing, which makes render interpret the library; one with
// "-gateway-api" has the Gateway API's routes. An error tells that the name is
// none or that the file cannot be had.
func File(root, dir, name string) (string, error) {
	if name == "seed" {
		path := filepath.Join(root, "examples", "seed", "topology.yaml")
		_, err := os.Stat(path)
		return path, err
	}
	digits, routed := strings.CutSuffix(name, "-gateway-api")
	digits, mixed := strings.CutSuffix(digits, "-mixin")
	digits, ok := strings.CutPrefix(digits, "w")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 {
		return "", errors.New("workload " + strconv.Quote(name) + " is neither \"seed\" nor \"w\" and a number of apps")
	}
	text := Apps(n)
	if mixed {
		text = append([]byte("jsonnet: mixin.libsonnet\n"), text...)
		if err := os.WriteFile(filepath.Join(dir, "mixin.libsonnet"), []byte("{}\n"), 0o644); err != nil {
			return "", err
		}
	}
	if routed {
		text = append([]byte("routing: gateway-api\n"), text...)
	}
	path := filepath.Join(dir, name+".yaml")
	return path, os.WriteFile(path, text, 0o644)
}
