package render_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
)

// appKinds are the kinds of app, by the names of the apps in fourKinds.
var appKinds = []string{"deployed", "versioned", "existing", "outside"}

// fourKinds is a topology with an app of each kind, each with a route of requests
// and one of connections. %s are the routing, the version of Istio and how it is
// installed.
const fourKinds = `name: kinds
kubernetes: "1.28"
metallb: "0.14"
secrets: redacted
isolation: true
routing: %s
istio: {version: %q, install: %s}
tiers:
  - name: primary
    ip: 192.168.1.141
    hosts: [kinds.example.org]
    ports: # of connections
      - {name: tcp-deployed, port: 9001}
      - {name: tcp-versioned, port: 9002}
      - {name: tcp-existing, port: 9003}
      - {name: tcp-outside, port: 9004}
    apps:
      - name: deployed
        image: example.org/deployed:1.0
        replicas: {min: 2, max: 4, cpu: 80}
        strategy: {maxSurge: 1, maxUnavailable: 0}
        resources: {requests: {cpu: 100m}}
        sticky: {cookie: deployed}
        allowFrom: [monitoring]
        port: [8080, {port: 9001, protocol: tcp}]
        routes:
          - /deployed
          - {tcp: 9001, port: 9001}
      - name: versioned
        versions:
          - {version: v1, image: "example.org/versioned:1.0", weight: 90}
          - {version: v2, image: "example.org/versioned:2.0", weight: 10, replicas: {min: 2, max: 3}}
        strategy: Recreate
        resources: {requests: {cpu: 100m}}
        sticky: {header: x-versioned}
        port: [8080, {port: 9002, protocol: tcp}]
        routes:
          - /versioned
          - {prefix: /versioned, headers: {x-next: "1"}, version: v2}
          - {tcp: 9002, port: 9002}
      - name: existing
        service: existing.elsewhere
        port: [{port: 8443, protocol: https, tls: {ca: certs/existing.crt}}, {port: 9003, protocol: tcp}]
        routes:
          - /existing
          - {tcp: 9003, port: 9003}
      - name: outside
        outside: api.example.com
        port: [{port: 443, protocol: https}, {port: 9004, protocol: tcp}]
        routes:
          - /outside
          - {tcp: 9004, port: 9004}
`

// withoutConnections leaves out what an Istio before 1.31 cannot do with the
// Gateway API.
func withoutConnections(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "tcp:") && !strings.Contains(line, "tcp-") && !strings.Contains(line, "# of connections") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

const kindsFile = "kinds.txt"

// TestKinds compares what every component gives for an app of each kind, however
// requests are routed and Istio is installed, with what was reviewed: a component
// that forgets a kind shows there.
func TestKinds(t *testing.T) {
	compareGolden(t, filepath.Join(goldenDir, kindsFile), kindsTable(t))
}

// kindsTable has one table for each routing, or more where ways of installing
// Istio differ.
func kindsTable(t *testing.T) []byte {
	t.Helper()
	var out strings.Builder
	out.WriteString("What each component renders for an app of each kind: one that is deployed, one in versions,\n" +
		"a Service that exists already, and what is outside the cluster.\n")
	for _, routing := range []string{"istio", "gateway-api"} {
		tables := map[string][]string{} // ways of installing by the table they give
		var order []string
		for _, install := range []string{"operator", "istioctl", "sail", "helm", "none"} {
			version, text := "1.31.0", fourKinds
			if install == "operator" {
				version = "1.22.8" // the operator's last but one
				if routing == "gateway-api" {
					text = withoutConnections(text)
				}
			}
			table := kindsOf(t, fmt.Sprintf(text, routing, version, install))
			if tables[table] == nil {
				order = append(order, table)
			}
			tables[table] = append(tables[table], install)
		}
		for _, table := range order {
			fmt.Fprintf(&out, "\nrouting: %s, install: %s\n\n%s", routing, strings.Join(tables[table], ", "), table)
		}
	}
	return []byte(out.String())
}

// kindsOf is a row for each component that renders something for an app, and a
// column for each kind of app.
func kindsOf(t *testing.T, text string) string {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var printed strings.Builder
		_ = diag.Text(&printed, out.Diagnostics)
		t.Fatalf("%s\n%s", printed.String(), text)
	}
	cells := map[[2]string][]string{}
	var components []string
	for _, m := range out.Manifests {
		component, keys := m.Origin.Component, m.Origin.Keys
		if len(keys) < 2 {
			continue
		}
		kind, version, _ := strings.Cut(keys[1], "@")
		if !slices.Contains(appKinds, kind) {
			continue
		}
		object := m.ID().Kind
		if version != "" {
			object += "@" + version
		}
		cells[[2]string{component, kind}] = append(cells[[2]string{component, kind}], object)
		if !slices.Contains(components, component) {
			components = append(components, component)
		}
	}
	slices.Sort(components)
	rows := [][]string{append([]string{"component"}, appKinds...)}
	for _, component := range components {
		row := []string{component}
		for _, kind := range appKinds {
			objects := cells[[2]string{component, kind}]
			slices.Sort(objects)
			row = append(row, counted(objects))
		}
		rows = append(rows, row)
	}
	return columns(rows)
}

// counted is a sorted list in which what is there several times has its number.
func counted(sorted []string) string {
	if len(sorted) == 0 {
		return "-"
	}
	var out []string
	for i := 0; i < len(sorted); {
		n := 1
		for i+n < len(sorted) && sorted[i+n] == sorted[i] {
			n++
		}
		if out = append(out, sorted[i]); n > 1 {
			out[len(out)-1] = fmt.Sprintf("%d %s", n, sorted[i])
		}
		i += n
	}
	return strings.Join(out, ", ")
}

// columns are rows whose cells begin below each other.
func columns(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += fmt.Sprintf("%-*s  ", widths[i], cell)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}
