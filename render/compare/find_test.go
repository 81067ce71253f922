package compare_test

import (
	"strings"
	"testing"

	"render/render/compare"
	"render/render/manifest"
)

const object = `
metadata: {name: web, labels: {app: web, app.kubernetes.io/name: web}}
spec:
  empty: {}
  args: [a, b, a]
  hosts: [a.org, b.org]
  ports:
  - {name: http, port: 80}
  - {name: dns, port: 53}
  - {name: dns-udp, port: 53, protocol: UDP}
  http:
  - {match: [{uri: {prefix: /a}}], timeout: 1s}
  - {match: [{uri: {prefix: /b}}], timeout: 2s}
`

func read(t *testing.T, text string) manifest.Object {
	t.Helper()
	found, err := manifest.ReadBack([]byte(text))
	if err != nil || len(found) != 1 {
		t.Fatal(err, len(found))
	}
	return found[0]
}

// TestLeaves: each value once, by the path that Lookup takes, and Find finds it there.
func TestLeaves(t *testing.T) {
	o := read(t, object)
	var got []string
	for _, path := range compare.Leaves(o) {
		value, there := compare.Find(o, path)
		again, fault := compare.Lookup(o, path.String())
		if !there || fault.Found() || again.String() != path.String() {
			t.Errorf("%s: %v %v, looked up as %s: %s", path, value, there, again, fault.Message)
		}
		got = append(got, path.String())
	}
	want := `metadata.name metadata.labels.app metadata.labels["app.kubernetes.io/name"] spec.args[0] spec.args[1] spec.args[2] spec.hosts[a.org] spec.hosts[b.org] ` +
		`spec.http[/a].match[0].uri.prefix spec.http[/a].timeout spec.http[/b].match[0].uri.prefix spec.http[/b].timeout ` +
		`spec.ports[http].name spec.ports[http].port spec.ports[dns].name spec.ports[dns].port ` +
		`spec.ports[dns-udp].name spec.ports[dns-udp].protocol spec.ports[dns-udp].port spec.empty`
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// TestFind: an item is found by its key wherever it stands, and what is gone is not.
func TestFind(t *testing.T) {
	path, fault := compare.Lookup(read(t, object), "spec.ports[http].port")
	if fault.Found() {
		t.Fatal(fault.Message)
	}
	for text, want := range map[string]any{
		"spec: {ports: [{name: a, port: 1}, {name: http, port: 81}]}": "81",
		"spec: {ports: [{name: http, port: 81}, {port: 82}]}":         "81", // which no key tells apart any more
		"spec: {ports: [{name: a, port: 1}]}":                         nil,
		"spec: {ports: [{name: http}]}":                               nil,
		"spec: {ports: {http: {port: 80}}}":                           nil,
		"spec: []":                                                    nil,
		"a: b":                                                        nil,
	} {
		value, there := compare.Find(read(t, text), path)
		if there != (want != nil) || there && !compare.Equal(value, read(t, "a: "+want.(string)).Get("a")) {
			t.Errorf("%s: %v %v, want %v", text, value, there, want)
		}
	}
}

// TestLookup: a field as people write it, and what is said of one that there is not.
func TestLookup(t *testing.T) {
	o := read(t, object)
	for text, want := range map[string]string{
		"": "", ".spec": "spec", "spec.ports[0].port": "spec.ports[http].port", "spec.ports[1]": "spec.ports[dns]", "spec.ports[dns-udp]": "spec.ports[dns-udp]",
		"metadata.labels.app.kubernetes.io/name": `metadata.labels["app.kubernetes.io/name"]`, `metadata.labels.app\.kubernetes\.io/name`: `metadata.labels["app.kubernetes.io/name"]`,
		"metadata.labels['app.kubernetes.io/name']": `metadata.labels["app.kubernetes.io/name"]`, "metadata.labels.app": "metadata.labels.app", "metadata[labels]": "metadata.labels",
		"spec.http[/a].timeout": "spec.http[/a].timeout", "spec.args[1]": "spec.args[1]",
		"/spec/ports/1/port": "spec.ports[dns].port", "/metadata/labels/app.kubernetes.io~1name": `metadata.labels["app.kubernetes.io/name"]`, "spec.ports.0.port": "spec.ports[http].port",
	} {
		if path, fault := compare.Lookup(o, text); fault.Found() || path.String() != want {
			t.Errorf("%q is %s (%s), want %s", text, path, fault.Message, want)
		}
	}
	for text, want := range map[string]string{
		"spek":                    `the object has no "spek" = did you mean "spec"?`,
		"spec.port":               `"spec" has no "port" = did you mean "ports"?`,
		"spec.ports[https]":       `"spec.ports" has no "[https]" = did you mean "[http]"?`,
		"spec.hosts[7]":           `"spec.hosts" has no "[7]" = write one of: [a.org], [b.org]`,
		"metadata.name.first":     `"metadata.name" holds no other fields = write: metadata.name`,
		"spec.ports[http].":       ``,
		"/spec/ports/7":           `the object has no "/spec/ports/7" = write one of: metadata, spec`,
		"spec.ports.01":           `"spec.ports" has no "01" = write one of: [http], [dns], [dns-udp]`,
		"spec.ports[http]..x":     `"spec.ports[http]" has no ".x" = write one of: name, port`,
		"spec.ports[http].portal": `"spec.ports[http]" has no "portal" = did you mean "port"?`,
	} {
		_, fault := compare.Lookup(o, text)
		if got := fault.Message + " = " + fault.Help; fault.Found() != (want != "") || fault.Found() && got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
