package conformance

import "testing"

// TestBrokenWorkload: what the API server says of Deployments, Services and Secrets
// beside the types of their fields.
func TestBrokenWorkload(t *testing.T) {
	for _, test := range []broken{
		{"Deployment: no containers", "native", "      containers:\n      - name: helloworld\n        image: docker.io/istio/examples-helloworld-v1:1.0\n        env:\n        - {name: GREETING, value: \"on\"}\n        ports:\n        - {name: web, containerPort: 5000}\n        resources:\n          requests: {cpu: 100m}\n", "      containers: []\n", "spec.template.spec.containers: Required"},
		{"DaemonSet: no image", "native", "{name: istio-proxy, image: auto}", "{name: istio-proxy}", "containers[0].image: Required"},
		{"Deployment: container name", "native", "- name: helloworld\n        image", "- name: Hello_World\n        image", "containers[0].name"},
		{"Deployment: no image", "native", "        image: docker.io/istio/examples-helloworld-v1:1.0\n", "", "containers[0].image: Required"},
		{"Deployment: one name for two containers", "native", "      containers:\n      - name: helloworld\n", "      initContainers: [{name: helloworld, image: busybox}]\n      containers:\n      - name: helloworld\n", "containers[0].name: Duplicate"},
		{"Deployment: one name for two ports", "native", "{name: web, containerPort: 5000}", "{name: web, containerPort: 5000}\n        - {name: web, containerPort: 5001}", "ports[1].name: Duplicate"},
		{"Deployment: port number", "native", "containerPort: 5000", "containerPort: 70000", "ports[0].containerPort"},
		{"Deployment: no selector", "native", "  selector:\n    matchLabels: {app: helloworld, version: v1}\n", "", "spec.selector: Required"},
		{"Deployment: operator of a selector", "native", "    matchLabels: {app: helloworld, version: v1}\n", "    matchExpressions: [{key: app, operator: Is, values: [helloworld]}]\n", "spec.selector: Invalid"},
		{"Deployment: label of its pods", "native", "      labels: {app: helloworld, version: v1}", "      labels: {app: helloworld, version: v1, odd: a b}", "spec.template.metadata.labels"},
		{"Service: port without a name", "native", "{name: metrics, port: 5001", "{port: 5001", "ports[1].name: Required"},
		{"Service: port number", "native", "port: 5000, targetPort: web", "port: 0, targetPort: web", "ports[0].port"},
		{"Service: one number for two ports", "native", "port: 5001, targetPort: 5001", "port: 5000, targetPort: 5001", "ports[1].port: Duplicate"},
		{"Service: target port's number", "native", "targetPort: 5001", "targetPort: 70000", "ports[1].targetPort"},
		{"Service: target port's name", "native", "targetPort: web", "targetPort: Web_1", "ports[0].targetPort"},
		{"Service: address", "native", "loadBalancerIP: 192.168.1.141", "loadBalancerIP: 192.168.1.1410", "spec.loadBalancerIP"},
		{"ConfigMap: key", "native", "data: {mode: \"on\"}", "data: {a/b: \"on\"}", `key "a/b"`},
		{"kind that is no text", "native", "kind: ServiceAccount\nmetadata: {name: shop, namespace: shop}", "kind: 1\nmetadata: {name: shop, namespace: shop}", "kind: json"},
	} {
		test.run(t)
	}
}
