package check

import (
	"fmt"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

// many is the plain objects and a Deployment, a Service and a VirtualService
// for each of n apps.
func many(t testing.TB, n int) []manifest.Manifest {
	var b strings.Builder
	b.WriteString(plain(t))
	for i := range n {
		fmt.Fprintf(&b, `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-%[1]d, namespace: web, labels: {app: app-%[1]d, version: v1, app.kubernetes.io/part-of: shop}}
spec:
  replicas: 1
  selector: {matchLabels: {app: app-%[1]d, version: v1}}
  template:
    metadata: {labels: {app: app-%[1]d, version: v1, app.kubernetes.io/part-of: shop}}
    spec:
      containers:
      - name: app
        image: example.org/app:1.0.0
        imagePullPolicy: IfNotPresent
        env: [{name: A, value: b}]
        ports: [{name: http, containerPort: 8080}]
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 16Mi}}
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: Service
metadata: {name: app-%[1]d, namespace: web, labels: {app: app-%[1]d, app.kubernetes.io/part-of: shop}}
spec: {selector: {app: app-%[1]d}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: app-%[1]d, namespace: web, labels: {app: app-%[1]d, app.kubernetes.io/part-of: shop}}
spec:
  hosts: [a.example.org, x.b.example.org]
  gateways: [one]
  http:
  - match: [{uri: {exact: /app-%[1]d}}, {uri: {prefix: /app-%[1]d/}}]
    route: [{destination: {host: app-%[1]d, port: {number: 80}}}]
`, i)
	}
	return manifests(t, b.String())
}

func BenchmarkReferences(b *testing.B) {
	list := many(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if got := References(objects.New(list), known()); len(got) > 0 {
			b.Fatal(told(got))
		}
	}
}

// BenchmarkBroken has a diagnostic in every app.
func BenchmarkBroken(b *testing.B) {
	list := many(b, 1000)
	for i := range list {
		if id := list[i].ID(); id.Kind == "Service" && id.Name != "shop" {
			list[i].Object = list[i].Object.With("p-"+id.Name, "metadata", "name")
		}
	}
	for b.Loop() {
		if got := References(objects.New(list), known()); len(got) != 1000 {
			b.Fatal(len(got))
		}
	}
}
