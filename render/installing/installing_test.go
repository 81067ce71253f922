package installing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/installing"
	"render/render/manifest"
)

// itemOf is an item of ingressGateways called edge.
func itemOf(t testing.TB, text string) manifest.Object {
	t.Helper()
	list, err := manifest.ReadBack([]byte("item: {name: edge, " + text + "}\n"))
	if err != nil || len(list) != 1 {
		t.Fatal(text, err)
	}
	return list[0].Object("item")
}

// flow is a value as a line of YAML in which keys are in their order.
func flow(value any) string {
	switch v := value.(type) {
	case manifest.Object:
		v = slices.Clone(v)
		slices.SortFunc(v, func(a, b manifest.Member) int { return strings.Compare(a.Key, b.Key) })
		var out []string
		for _, m := range v {
			out = append(out, m.Key+": "+flow(m.Value))
		}
		return "{" + strings.Join(out, ", ") + "}"
	case []any:
		var out []string
		for _, one := range v {
			out = append(out, flow(one))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	return fmt.Sprint(value)
}

// patched is an item with patches, each "Kind path: value", of its own objects.
func patched(settings string, patches ...string) string {
	var out []string
	for _, p := range patches {
		kind, rest, _ := strings.Cut(p, " ")
		path, value, says := strings.Cut(rest, "=")
		one := fmt.Sprintf("{path: %q", path)
		if says {
			one += ", value: " + value
		}
		out = append(out, fmt.Sprintf("{kind: %s, name: edge, patches: [%s}]}", kind, one))
	}
	return "k8s: {" + settings + "overlays: [" + strings.Join(out, ", ") + "]}"
}

// TestItem: what an item says without its patches; those that it cannot say stay.
func TestItem(t *testing.T) {
	const ports = "service: {ports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]}, "
	for _, c := range []struct{ name, item, want, left string }{
		{"fields of the Service", patched("", "Service spec.loadBalancerIP=192.0.2.1", "Service spec.loadBalancerSourceRanges=[10.0.0.0/8]", "Service spec.externalTrafficPolicy=Local"),
			"{k8s: {service: {externalTrafficPolicy: Local, loadBalancerIP: 192.0.2.1, loadBalancerSourceRanges: [10.0.0.0/8]}}, name: edge}", ""},
		{"beside what it says", patched("service: {loadBalancerIP: 192.0.2.9, type: NodePort}, ", "Service spec.loadBalancerIP=192.0.2.1", "Service spec.type"),
			"{k8s: {service: {loadBalancerIP: 192.0.2.1, type: ClusterIP}}, name: edge}", ""},
		{"annotations, whose keys have points", patched("", `Service metadata.annotations.metallb\.universe\.tf/address-pool=lan`),
			"{k8s: {serviceAnnotations: {metallb.universe.tf/address-pool: lan}}, name: edge}", ""},
		{"an item of a list by a member", patched(ports, "Service spec.ports.[name:https].nodePort=30443", "Service spec.ports[0].nodePort=30080"),
			"{k8s: {service: {ports: [{name: http2, nodePort: 30080, port: 80, targetPort: 8080}, {name: https, nodePort: 30443, port: 443, targetPort: 8443}]}}, name: edge}", ""},
		{"one of the chart's", patched("", "Service spec.ports.[port:443].nodePort=30443"),
			"{k8s: {service: {ports: [{name: status-port, port: 15021, protocol: TCP, targetPort: 15021}, {name: http2, port: 80, protocol: TCP, targetPort: 8080}, {name: https, nodePort: 30443, port: 443, protocol: TCP, targetPort: 8443}]}}, name: edge}", ""},
		{"one added, one taken away", patched(ports, "Service spec.ports.[name:http2]", "Service spec.ports[9]={name: tcp, port: 31400}"),
			"{k8s: {service: {ports: [{name: https, port: 443, targetPort: 8443}, {name: tcp, port: 31400}]}}, name: edge}", ""},
		{"one that is not there", patched(ports, "Service spec.ports.[name:tls].nodePort=30443"), "", "Service spec.ports.[name:tls].nodePort"},
		{"the label of all", patched("", "Service spec.selector.istio=a", "Deployment spec.selector.matchLabels.istio=a", "Deployment spec.template.metadata.labels.istio=a", "Deployment metadata.labels.istio=a"),
			"{k8s: {}, label: {istio: a}, name: edge}", ""},
		{"the label of some", patched("", "Service spec.selector.istio=a", "Deployment spec.selector.matchLabels.istio=a"), "",
			"Service spec.selector.istio, Deployment spec.selector.matchLabels.istio"},
		{"a label of pods alone", patched("", "Deployment spec.template.metadata.labels.team=a"), "", "Deployment spec.template.metadata.labels.team"},
		{"a label that the Service does not ask for", patched("", "Service spec.selector.app"), "", "Service spec.selector.app"},
		{"of the pods", patched("", "Deployment spec.replicas=3", "Deployment spec.template.spec.nodeSelector.zone=a", "Deployment spec.template.spec.containers.[name:istio-proxy].resources.limits.cpu=1", "Deployment spec.template.spec.tolerations=[{operator: Exists}]"),
			"{k8s: {nodeSelector: {zone: a}, replicaCount: 3, resources: {limits: {cpu: 1}}, tolerations: [{operator: Exists}]}, name: edge}", ""},
		{"their container by its number", patched("", "Deployment spec.template.spec.containers[0].imagePullPolicy=Always"), "{k8s: {imagePullPolicy: Always}, name: edge}", ""},
		{"a variable", patched("env: [{name: A, value: b}], ", "Deployment spec.template.spec.containers.[name:istio-proxy].env.[name:A].value=c", "Deployment spec.template.spec.containers[0].env[0].value=d"),
			"", "Deployment spec.template.spec.containers[0].env[0].value"},
		{"the autoscaler", patched("hpaSpec: {minReplicas: 2}, ", "HorizontalPodAutoscaler spec.scaleTargetRef.name=edge", "HorizontalPodAutoscaler spec.maxReplicas=4"),
			"{k8s: {hpaSpec: {maxReplicas: 4, minReplicas: 2}}, name: edge}", ""},
		{"what no item says", patched("", "Deployment spec.template.spec.dnsPolicy=Default", "Service spec.externalTrafficPolicy=Local"), "", "Deployment spec.template.spec.dnsPolicy"},
		{"what the chart gave", patched("", "Deployment spec.template.spec.securityContext.runAsUser"), "", "Deployment spec.template.spec.securityContext.runAsUser"},
		{"all of what the chart gives some of", patched("", "Deployment spec.template.spec.containers[0].resources={limits: {cpu: 1}}"), "", "Deployment spec.template.spec.containers[0].resources"},
		{"a text that becomes YAML", patched("", `Service metadata.annotations.note="a: b"`), "", "Service metadata.annotations.note"},
		{"below a text", patched("service: {type: NodePort}, ", "Service spec.type.a=b"), "", "Service spec.type.a"},
		{"another object", "k8s: {overlays: [{kind: Service, name: other, patches: [{path: spec.loadBalancerIP, value: 192.0.2.1}]}]}", "", "Service spec.loadBalancerIP"},
	} {
		item := itemOf(t, c.item)
		before := flow(item)
		made := installing.Of(item, false)
		var left []string
		for _, p := range made.Patches {
			if p.Field == "" {
				left = append(left, p.Kind+" "+p.Path)
			}
		}
		if got := strings.Join(left, ", "); got != c.left {
			t.Errorf("%s: it leaves %q, want %q", c.name, got, c.left)
		}
		if got := flow(made.Item); c.want != "" && got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
		if installing.Overlaid(made.Item) != (len(left) > 0) || len(made.Patches) == 0 {
			t.Errorf("%s: %d patches, and its overlays are %s", c.name, len(made.Patches), flow(made.Item.Object("k8s").Get("overlays")))
		}
		if flow(item) != before {
			t.Errorf("%s: it is changed to %s", c.name, flow(item))
		}
		if again := installing.Of(made.Item, false); flow(again.Item) != flow(made.Item) {
			t.Errorf("%s: what is left is taken up the second time: %s", c.name, flow(again.Item))
		}
	}
}

// TestLabels: by which labels the objects of a gateway choose its pods.
func TestLabels(t *testing.T) {
	for _, c := range []struct{ item, want string }{
		{"label: {istio: a}, " + patched("", "Service spec.type=NodePort"), "{app: istio-ingressgateway, istio: a} {app: istio-ingressgateway, istio: a} {app: istio-ingressgateway, istio: a}"},
		{patched("", "Service spec.selector.app", "Deployment spec.template.metadata.labels.team=a"), "{istio: ingressgateway} {app: istio-ingressgateway, istio: ingressgateway} {app: istio-ingressgateway, istio: ingressgateway, team: a}"},
		{patched("service: {selector: {zone: a}}, ", "Service spec.selector={istio: b}"), "{istio: b} {app: istio-ingressgateway, istio: ingressgateway} {app: istio-ingressgateway, istio: ingressgateway}"},
	} {
		made := installing.Of(itemOf(t, c.item), false)
		if got := flow(made.Selector) + " " + flow(made.Deployed) + " " + flow(made.Pods); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.item, got, c.want)
		}
	}
	if made := installing.Of(itemOf(t, patched("", "Service spec.type=NodePort")), true); made.Pods.Text("app") != "istio-egressgateway" {
		t.Errorf("an egress gateway's pods have %s", flow(made.Pods))
	}
}

// TestOperator: items without patches stay as they are.
func TestOperator(t *testing.T) {
	item, plain := itemOf(t, patched("", "Service spec.type=NodePort")), itemOf(t, "label: {istio: a}")
	operator := manifest.Object{}.With([]any{plain, item, "text"}, "spec", "components", "ingressGateways")
	if got, want := flow(installing.Operator(operator)), "{spec: {components: {ingressGateways: [{label: {istio: a}, name: edge}, {k8s: {service: {type: NodePort}}, name: edge}, text]}}}"; got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
}

// FuzzOf: no item and no path is one that it fails at.
func FuzzOf(f *testing.F) {
	for _, path := range []string{"spec.ports.[name:http2].nodePort", "spec.ports[0]", "spec.ports[-1].name", "spec.loadBalancerSourceRanges.[10.*]", "", ".", "[", "[:a]", "spec.selector", `metadata.annotations.a\.b`, "a..b"} {
		f.Add("Service", path, "x")
		f.Add("Deployment", path, "")
	}
	f.Fuzz(func(t *testing.T, kind, path, value string) {
		patch := manifest.Object{{Key: "path", Value: path}}
		if value != "" {
			patch = append(patch, manifest.Member{Key: "value", Value: value})
		}
		overlay := manifest.Object{{Key: "kind", Value: kind}, {Key: "name", Value: "edge"}, {Key: "patches", Value: []any{patch, nil, patch}}}
		for _, item := range []manifest.Object{
			itemOf(t, "label: {istio: a, list: [1]}, k8s: {service: {ports: [1, {name: http2}], loadBalancerSourceRanges: [10.0.0.0/8]}, env: [{name: A}]}"),
			itemOf(t, "label: [], k8s: {service: text, serviceAnnotations: [a], hpaSpec: 3}"),
		} {
			installing.Of(item.With([]any{overlay, "text"}, "k8s", "overlays"), false)
		}
	})
}
