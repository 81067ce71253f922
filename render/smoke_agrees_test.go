package render_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render"
	"render/render/endpoints"
	"render/render/trace"
)

// smokeTopologies are asked for beside the examples: what their policies refuse, no route answers.
var smokeTopologies = map[string]string{
	"access beside a wildcard": `name: home
microk8s: "1.36"
istio: {version: "1.31", install: istioctl}
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: ["*.home.example.org", home.example.org]
  trafficPolicy: Local
  access: {from: [10.0.0.0/8]}
  apps: [{name: wiki, image: "wiki:1", port: 80, hosts: [wiki.home.example.org], routes: [/*]}]
- name: open
  ip: 192.168.1.142
  hosts: ["*.open.example.org"]
  tls: {redirect: true}
  apps: [{name: blog, image: "blog:1", port: 80, hosts: [blog.open.example.org], routes: [/*]}]
- name: login
  ip: 192.168.1.143
  hosts: [a.example.net, "*.login.example.net"]
  tls: {redirect: true}
  trafficPolicy: Local
  apps: [{name: a, image: "a:1", port: 80, hosts: [a.example.net], access: {jwt: {issuer: "https://id.example.net"}}, routes: [/*]}]
`,
}

// TestSmokeAgrees: what a smoke test wants to be answered by a gateway itself is what becomes of
// the request.
func TestSmokeAgrees(t *testing.T) {
	all := map[string]render.Input{}
	for name, text := range smokeTopologies {
		all[name] = render.Input{Name: "topology.yaml", Text: []byte(text)}
	}
	files, err := filepath.Glob("../examples/*/topology.yaml")
	if err != nil || len(files) < 50 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(filepath.Dir(name))] = render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(name)), WithoutKeys: true}
	}
	asked := map[endpoints.Want]int{}
	for name, in := range all {
		in = fixed(in)
		e, diagnostics, err := render.Asked(context.Background(), in)
		if err != nil || e == nil {
			t.Fatal(name, diagnostics, err)
		}
		out, err := render.Render(context.Background(), in)
		if err != nil || out.Diagnostics.Failed() {
			t.Fatal(name, out.Diagnostics.Err(), err)
		}
		mesh, _, diagnostics := out.Traced()
		if diagnostics.Failed() {
			t.Fatal(name, diagnostics.Err())
		}
		for i := range e.Tiers {
			for j := range e.Tiers[i].Requests {
				if r := &e.Tiers[i].Requests[j]; r.Skipped == "" {
					asked[r.Want]++
					if said := smokeDisagrees(mesh, &e.Tiers[i], r); said != "" {
						t.Errorf("%s: tier %s: %s: %s", name, e.Tiers[i].Name, r.URL(), said)
					}
				}
			}
		}
	}
	for _, want := range []endpoints.Want{endpoints.Status, endpoints.Redirect, endpoints.ToHTTPS, endpoints.Refused} {
		if asked[want] == 0 {
			t.Errorf("nothing is asked of the kind %d", want)
		}
	}
	t.Logf("asked, by what is wanted: %v", asked)
}

// smokeDisagrees tells where a request meets something else than the smoke test wants; "" where
// it does not, and for what an app answers.
func smokeDisagrees(mesh *trace.Mesh, tier *endpoints.Tier, r *endpoints.Request) string {
	path, query, _ := strings.Cut(r.Path, "?")
	request := trace.Request{Secure: r.TLS, Host: r.Host, Port: int64(r.Port), Method: "GET", Path: path, Query: query}
	if len(tier.IPs) > 0 {
		request.Address = tier.IPs[0]
	} else {
		request.Service = tier.Namespace + "/" + tier.Workload
	}
	for _, h := range r.Headers {
		name, value, _ := strings.Cut(h, ":")
		request.Headers = append(request.Headers, trace.Header{Name: strings.ToLower(name), Value: strings.TrimSpace(value)})
	}
	got := mesh.Follow(request)
	met := fmt.Sprintf("%s, %d: %s", got.Verdict, got.Status, got.Why)
	switch r.Want {
	case endpoints.Status:
		if got.Status != r.Code {
			return fmt.Sprintf("wants %d, and meets: %s", r.Code, met)
		}
	case endpoints.Redirect, endpoints.ToHTTPS:
		if got.Verdict != trace.Redirects || r.Want == endpoints.Redirect && got.Status != r.Code {
			return fmt.Sprintf("wants a redirect %d, and meets: %s", r.Code, met)
		}
	case endpoints.Refused:
		if got.Verdict != trace.Fails || got.Status != 0 && got.Status != 404 && got.Status != 403 && got.Status != 421 {
			return "wants to be refused, and meets: " + met
		}
	}
	return ""
}
