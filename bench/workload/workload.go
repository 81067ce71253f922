// Package workload owns the topologies that are measured.
//
// In goes a name, "seed", or "w" and a number of apps, and perhaps "-mixin",
// "-gateway-api" or "-overlay"; out comes a topology's file. The text depends on the name alone. It must never hold key material:
// the seed reads the certificates of examples/seed, which are for trying out
// only, and the generated topologies say secrets: omit, so that they need none.
package workload

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
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

// Plain is the name of the file, beside that of a workload with a mixin or with the Gateway
// API, of the same topology without.
const Plain = "plain.yaml"

// mixin sets a field from which every app is made to what the library has there: the objects
// are the same.
const mixin = "{ apps+: { _pullPolicy:: 'IfNotPresent' } }\n"

// Overlaid tells whether a workload's objects are changed by an overlay.
func Overlaid(name string) bool { return strings.HasSuffix(name, "-overlay") }

// File is the path of the topology called name: that of examples/seed under the
// repository's root, or a file written into dir. One with "-mixin" names a mixin;
// one with
// "-gateway-api" has the Gateway API's routes. An error tells that the name is
// none or that the file cannot be had.
func File(root, dir, name string) (string, error) {
	seed := filepath.Join(root, "examples", "seed")
	base, head := name, ""
	for suffix, line := range map[string]string{"-overlay": "", "-mixin": "jsonnet: mixin.libsonnet\n", "-gateway-api": "routing: gateway-api\n"} {
		if cut, ok := strings.CutSuffix(name, suffix); ok {
			base, head = cut, line
		}
	}
	if base == "seed" && head == "" {
		path := filepath.Join(seed, "topology.yaml")
		_, err := os.Stat(path)
		return path, err
	}
	var text []byte
	if base == "seed" {
		var err error
		if text, err = os.ReadFile(filepath.Join(seed, "topology.yaml")); err != nil {
			return "", err
		}
		if err := os.CopyFS(filepath.Join(dir, "certs"), os.DirFS(filepath.Join(seed, "certs"))); err != nil {
			return "", err
		}
	} else {
		n, err := number(base)
		if err != nil {
			return "", err
		}
		text = Apps(n)
	}
	files := map[string][]byte{name + ".yaml": append([]byte(head), text...)}
	if head != "" {
		files["mixin.libsonnet"], files[Plain] = []byte(mixin), text
	}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(dir, file), text, 0o644); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, name+".yaml"), nil
}

func number(name string) (int, error) {
	digits, ok := strings.CutPrefix(name, "w")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 {
		return 0, errors.New("workload " + strconv.Quote(name) + " is neither \"seed\" nor \"w\" and a number of apps")
	}
	return n, nil
}

// JSON is the topology of a workload, whose file is path, for tools that read JSON.
// That of many apps is written and not read: who holds a large tree is large itself, and
// so would be, for the kernel, what it starts.
func JSON(path, name string) ([]byte, error) {
	if n, err := number(strings.TrimSuffix(name, "-overlay")); err == nil {
		return appsJSON(n), nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	return json.Marshal(tree)
}

// appsJSON is Apps in JSON.
func appsJSON(n int) []byte {
	dst := []byte(`{"name": "bench", "microk8s": "1.36", "istio": "1.31", "secrets": "omit", "tiers": [`)
	for t, tier := range tiers {
		dst = fmt.Appendf(dst, `%[3]s{"name": %[1]q, "ip": %[2]q, "hosts": ["%[1]s.example.org"], "apps": [`, tier.name, tier.ip, comma(t))
		for i := t; i < n; i += len(tiers) {
			dst = fmt.Appendf(dst, `%[2]s{"name": "app-%[1]d", "image": "registry.example.org/app-%[1]d:1.%[1]d", "port": 8080, "version": "v1",`+
				` "resources": {"requests": {"cpu": "100m"}}, "routes": ["/app-%[1]d", "/api/%[1]d/*"]}`, i, comma(i-t))
		}
		dst = append(dst, "]}"...)
	}
	return append(dst, "]}\n"...)
}

// comma parts what follows from the first.
func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ",\n"
}

// Fleet are n topologies of the seed in dir, each under a name of its own.
func Fleet(root, dir string, n int) (files []string, err error) {
	seed := filepath.Join(root, "examples", "seed")
	text, err := os.ReadFile(filepath.Join(seed, "topology.yaml"))
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(filepath.Join(dir, "certs"), os.DirFS(filepath.Join(seed, "certs"))); err != nil {
		return nil, err
	}
	for i := range n {
		name := fmt.Sprintf("cluster-%d", i)
		own := strings.Replace(string(text), "\nname: microk8s\n", "\nname: "+name+"\n", 1)
		files = append(files, filepath.Join(dir, name+".yaml"))
		if err := os.WriteFile(files[i], []byte(own), 0o644); err != nil {
			return nil, err
		}
	}
	return files, nil
}
