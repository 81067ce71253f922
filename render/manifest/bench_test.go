package manifest

import (
	"testing"

	sigs "sigs.k8s.io/yaml"
)

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: helloworld-v1
  namespace: default
  labels: {app: helloworld, app.kubernetes.io/part-of: microk8s, version: v1}
  annotations: {example.org/config: "a long text of several words: with a colon"}
spec:
  replicas: 1
  selector: {matchLabels: {app: helloworld, version: v1}}
  template:
    metadata:
      labels: {app: helloworld, version: v1, istio.io/rev: 1-9-7}
    spec:
      containers:
      - name: helloworld
        image: docker.io/istio/examples-helloworld-v1:1.0
        imagePullPolicy: IfNotPresent
        args: [--port=5000, -v, "on"]
        env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, {name: MODE, value: "0777"}]
        resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
        ports: [{containerPort: 5000, name: http}]
        readinessProbe: {httpGet: {path: /healthz, port: 5000}, periodSeconds: 10, timeoutSeconds: 0.5}
        securityContext: {runAsNonRoot: true, capabilities: {drop: [ALL]}}
      volumes: [{name: tmp, emptyDir: {}}]
`

func BenchmarkAppendYAML(b *testing.B) {
	list, err := Decode([]byte(deployment))
	if err != nil {
		b.Fatal(err)
	}
	text, err := AppendYAML(nil, list[0])
	if err != nil {
		b.Fatal(err)
	}
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		buffer := make([]byte, 0, 2*len(text))
		for b.Loop() {
			if buffer, err = AppendYAML(buffer[:0], list[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sigs", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sigs.Marshal(list[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
