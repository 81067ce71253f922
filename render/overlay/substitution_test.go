package overlay

import "testing"

// TestReplacements: what is copied from object to object is what kustomize copies.
func TestReplacements(t *testing.T) {
	for name, kustomization := range map[string]string{
		"a name by default": `
replacements:
- source: {kind: Deployment, name: helloworld-v1}
  targets:
  - select: {kind: Service, name: helloworld}
    fieldPaths: [metadata.labels.app, spec.selector.app]
`,
		"a written value, created": `
replacements:
- sourceValue: "on"
  targets:
  - select: {kind: Deployment}
    reject: [{name: shop}]
    fieldPaths: ["metadata.annotations.[example.org/a]", spec.template.metadata.annotations.b]
    options: {create: true}
`,
		"a part of a text": `
replacements:
- source: {kind: Deployment, name: helloworld-v1, fieldPath: "spec.template.spec.containers.[name=helloworld].image", options: {delimiter: ":", index: 1}}
  targets:
  - select: {kind: Deployment, name: helloworld-v1}
    fieldPaths: [metadata.labels.version]
  - select: {kind: Deployment, name: helloworld-v1}
    fieldPaths: ["spec.template.spec.containers.0.image"]
    options: {delimiter: ":", index: 0}
`,
		"before and behind": `
replacements:
- sourceValue: more
  targets:
  - select: {kind: Service}
    fieldPaths: [metadata.labels.app]
    options: {delimiter: "-", index: -1}
  - select: {kind: Service}
    fieldPaths: [spec.selector.app]
    options: {delimiter: "-", index: 9}
`,
		"an object, and a list": `
replacements:
- source: {group: apps, version: v1, kind: Deployment, name: helloworld-v1, fieldPath: spec.selector.matchLabels}
  targets:
  - select: {kind: Service, name: helloworld}
    fieldPaths: [spec.selector]
- source: {kind: IPAddressPool, fieldPath: spec.addresses}
  targets:
  - select: {kind: Gateway}
    fieldPaths: ["spec.servers.[port=80].hosts", "spec.servers.*.hosts"]
    options: {create: false}
`,
		"items of lists": `
replacements:
- source: {kind: Service, name: helloworld, namespace: default, fieldPath: spec.ports.0.name}
  targets:
  - select: {kind: Gateway}
    fieldPaths: ["spec.servers.*.port.name"]
- source: {kind: Gateway, fieldPath: spec.servers.0.hosts.0}
  targets:
  - select: {group: apps, labelSelector: "app"}
    reject: [{labelSelector: "app=shop"}]
    fieldPaths: ["spec.template.spec.containers.*.image"]
`,
		"numbers and truth": `
replacements:
- source: {kind: Service, name: helloworld, fieldPath: spec.ports.0.port}
  targets:
  - select: {kind: Deployment, name: helloworld-v1}
    fieldPaths: [spec.replicas, metadata.labels.version]
- sourceValue: "true"
  targets:
  - select: {kind: IPAddressPool}
    fieldPaths: [spec.autoAssign]
`,
		"behind all else": `
replacements:
- source: {kind: Deployment, name: helloworld-v1, fieldPath: spec.replicas}
  targets:
  - select: {kind: Deployment, name: shop}
    fieldPaths: [spec.replicas]
    options: {create: true}
replicas: [{name: helloworld-v1, count: 7}]
`,
	} {
		t.Run(name, func(t *testing.T) {
			changesAsKustomize(t, kustomization)
		})
	}
}

// TestReplacementFile: replacements may be in a file, one or several.
func TestReplacementFile(t *testing.T) {
	const one = "source: {kind: Deployment, name: helloworld-v1}\ntargets:\n- {select: {kind: Service}, fieldPaths: [spec.selector.app]}\n"
	list := decode(t, sample)
	for _, file := range []string{one, "- {sourceValue: x, targets: [{select: {kind: Service}, fieldPaths: [metadata.labels.app]}]}\n- sourceValue: helloworld-v1\n  targets:\n  - {select: {kind: Service}, fieldPaths: [spec.selector.app]}\n"} {
		got := apply(t, list, folder("site", map[string]string{"kustomization.yaml": "replacements: [{path: r.yaml}]\n", "r.yaml": file}))
		if to := got[3].Object.Object("spec").Object("selector").Text("app"); to != "helloworld-v1" {
			t.Errorf("%s: the selector has %q", file, to)
		}
	}
}
