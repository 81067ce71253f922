package schemas

import (
	"testing"
)

// BenchmarkTable divides the table into lines.
func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		divided()
	}
}

// BenchmarkCheck checks a Deployment, once its types have been read.
func BenchmarkCheck(b *testing.B) {
	object := read(b, `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b, labels: {app: a, version: v1}}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a, version: v1}}
    spec:
      containers: [{name: a, image: b, resources: {limits: {cpu: 1, memory: 1Gi}}, ports: [{containerPort: 80}]}]`)
	for b.Loop() {
		if len(Check("apps/v1", "Deployment", object)) > 0 {
			b.Fatal("faults")
		}
	}
}
