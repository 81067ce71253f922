package align_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render/align"
	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// edited is a Deployment of a cluster that somebody changed there, with what an API server fills in and a restart.
const edited = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b, uid: "1", annotations: {deployment.kubernetes.io/revision: "2"%s}%s}
spec:
  replicas: 3
  progressDeadlineSeconds: 600
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%%, maxUnavailable: 25%%}}
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}, annotations: {kubectl.kubernetes.io/restartedAt: now}}
    spec:
      dnsPolicy: ClusterFirst
      nodeSelector: {disk: ssd}
      containers:
      - {name: a, image: "a:1", imagePullPolicy: IfNotPresent, terminationMessagePath: /dev/termination-log, env: [{name: MODE, value: x}, {name: GREETING, value: Hallo}], resources: {limits: {memory: 256Mi}},
         readinessProbe: {httpGet: {path: /, port: 80, scheme: HTTP}, periodSeconds: 10}}
`

// recorded is what such a cluster tells of who wrote what.
var recorded = map[string][2]string{
	"kubectl apply": {`, kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"b"},"spec":{"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"a:1","env":[{"name":"MODE","value":"x"}],"readinessProbe":{"httpGet":{"port":80}}}]}}}}'`, ""},
	"kubectl create": {"", `, managedFields: [{manager: kubectl-create, operation: Update, fieldsV1: {"f:spec": {"f:progressDeadlineSeconds": {}, "f:replicas": {}, "f:strategy": {"f:type": {}}, "f:template": {"f:metadata": {"f:labels": {"f:app": {}}}, "f:spec": {"f:dnsPolicy": {}, "f:containers": {'k:{"name":"a"}': {"f:image": {}}}}}}}},
 {manager: kubectl-edit, operation: Update, fieldsV1: {"f:spec": {"f:template": {"f:spec": {"f:containers": {'k:{"name":"a"}': {"f:env": {'k:{"name":"GREETING"}': {".": {}, "f:name": {}, "f:value": {}}}}}}}}}}]`},
	"nobody": {"", ""},
}

const wantEdited = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
      - {name: a, image: "a:1", env: [{name: MODE, value: x}], readinessProbe: {httpGet: {port: 80}}}
`

// TestWrittenByHand: what somebody wrote on a cluster stays where a change has it not, and is told as that, however the
// object came there; what an API server fills in, kubectl notes and autoscalers write is nobody's.
func TestWrittenByHand(t *testing.T) {
	const env, restarts = "spec.template.spec.containers[a].env[GREETING]", "spec.template.spec.containers[a].resources"
	all := []string{env, restarts, "spec.template.spec.nodeSelector", "spec.replicas"}
	scaler := read(t, "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: b, uid: z}, spec: {scaleTargetRef: {kind: Deployment, name: a}}}")
	for name, record := range recorded {
		live, want := read(t, fmt.Sprintf(edited, record[0], record[1])), read(t, wantEdited)
		got, aside := told(live, want)
		if stays := leftOf(aside); len(got) > 0 || !slices.Equal(stays, sorted(all)) {
			t.Errorf("%s: differs %q, stays %q; want %q", name, got, stays, all)
		}
		_, aside = told(slices.Concat(live, scaler), want)
		if stays := leftOf(aside); slices.Contains(stays, "spec.replicas") || len(stays) != len(all)-1 {
			t.Errorf("%s, scaled by itself: %q", name, stays)
		}
		spec := align.Applied(live)[0].Object.Object("spec")
		pods := spec.Object("template").Object("spec")
		if text := fmt.Sprint(spec); !strings.Contains(text, "Hallo") || !strings.Contains(text, "256Mi") || !strings.Contains(text, "ssd") || !compare.Equal(spec.Get("replicas"), int64(3)) || spec.Get("progressDeadlineSeconds") != nil || pods.Get("dnsPolicy") != nil || spec.Get("strategy") != nil {
			t.Errorf("%s: applied is %v", name, text)
		}
	}
}

// TestWrittenUndone: who takes away what kubectl wrote does not leave it.
func TestWrittenUndone(t *testing.T) {
	record := recorded["kubectl create"]
	olds, news, aside := align.SidesUndone(read(t, fmt.Sprintf(edited, record[0], record[1])), read(t, wantEdited))
	var differs []string
	for _, f := range fieldsOf(olds, news) {
		differs = append(differs, f.Path.String())
	}
	if want := []string{"spec.replicas", "spec.template.spec.containers[a].env[GREETING]"}; !slices.Equal(sorted(differs), want) {
		t.Errorf("differs %q, want %q", differs, want)
	}
	if want := []string{"spec.template.spec.containers[a].resources", "spec.template.spec.nodeSelector"}; !slices.Equal(leftOf(aside), want) {
		t.Errorf("stays %q, want %q", leftOf(aside), want)
	}
}

// TestWrittenOfKinds: what stays of other kinds, and what of them is the API server's or a tool's.
func TestWrittenOfKinds(t *testing.T) {
	for name, c := range map[string]struct{ live, want, stays string }{
		"a Service": {"{apiVersion: v1, kind: Service, metadata: {name: a, uid: x, annotations: {metallb.io/address-pool: b, metallb.io/ip-allocated-from-pool: b, theirs: c}}, spec: {type: ClusterIP, clusterIP: 10.0.0.1, ports: [{port: 80, targetPort: 80, protocol: TCP}], publishNotReadyAddresses: true}}",
			"{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}", "metadata.annotations spec.publishNotReadyAddresses"},
		"a ConfigMap":     {"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}, data: {a: b, c: d}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}", "data.c"},
		"a Namespace":     {"{apiVersion: v1, kind: Namespace, metadata: {name: a, uid: x, labels: {istio-injection: enabled, kubernetes.io/metadata.name: a, theirs: b}}, spec: {finalizers: [kubernetes]}}", "{apiVersion: v1, kind: Namespace, metadata: {name: a}}", "metadata.labels"},
		"a kind by table": {"{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, uid: x}, spec: {hosts: [a], exportTo: [.]}}", "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a}, spec: {hosts: [a]}}", "spec.exportTo"},
		"what is filled in": {"{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: a, uid: x}, spec: {addresses: [10.0.0.1/32], autoAssign: true, avoidBuggyIPs: false}}",
			"{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: a}, spec: {addresses: [10.0.0.1/32]}}", ""},
		"one number of a strategy": {"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, uid: x}, spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 25%}}}}",
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0}}}}", ""},
		"another number of a strategy": {"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, uid: x}, spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}}}",
			"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0}}}}", "spec.strategy.rollingUpdate.maxUnavailable"},
		"a kind that nobody knows": {"{apiVersion: example.org/v1, kind: Theirs, metadata: {name: a, uid: x}, spec: {a: 1, b: 2}}", "{apiVersion: example.org/v1, kind: Theirs, metadata: {name: a}, spec: {a: 1}}", ""},
	} {
		if _, aside := told(read(t, c.live), read(t, c.want)); strings.Join(leftOf(aside), " ") != c.stays {
			t.Errorf("%s: stays %q, want %q", name, leftOf(aside), c.stays)
		}
	}
}

// TestMergedLists: items of pods' and Services' lists are those of one name, or number of port; what nobody applied stays beside
// the others, and what somebody did goes.
func TestMergedLists(t *testing.T) {
	const pods = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, uid: x%s}, spec: {template: {spec: {containers: [{name: theirs, image: 'a:1'}]}}}}"
	const applied = `, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"template":{"spec":{"containers":[{"name":"theirs","image":"a:1"}]}}}}'}`
	const ports = "{apiVersion: v1, kind: Service, metadata: {name: a, uid: x}, spec: {ports: [{name: 1-1, port: 1, protocol: TCP, nodePort: 30001}, {name: 2-2, port: 2, protocol: TCP}]}}"
	for name, c := range map[string]struct{ live, want, differs, beside, stays string }{
		"created":      {fmt.Sprintf(pods, ""), "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: 'a:1'}]}}}}", "spec.template.spec.containers[a]", "theirs", ""},
		"applied":      {fmt.Sprintf(pods, applied), "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: 'a:1'}]}}}}", "spec.template.spec.containers[0].name", "", ""},
		"exposed":      {ports, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: http, port: 1}]}}", "spec.ports[0].name", "", "spec.ports[2-2]"},
		"of two ports": {ports, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: 1-1, port: 1}, {name: 3-3, port: 3}]}}", "spec.ports[3-3]", "", "spec.ports[2-2]"},
	} {
		got, aside := told(read(t, c.live), read(t, c.want))
		beside := ""
		for _, one := range aside.Beside {
			beside += strings.Join(one.Stays, " ")
		}
		if differs := strings.Join(got, " "); !strings.Contains(differs, c.differs) || beside != c.beside || strings.Join(leftOf(aside), " ") != c.stays {
			t.Errorf("%s: differs %q, beside %q, stays %q", name, differs, beside, leftOf(aside))
		}
	}
}

// TestPullPolicy: of an image without a tag the API server writes another policy than of one with a tag.
func TestPullPolicy(t *testing.T) {
	for _, c := range []struct {
		image, policy string
		kept          bool
	}{{"a", "IfNotPresent", true}, {"a", "Always", false}, {"a:1", "IfNotPresent", false}, {"a:1", "Always", true}} {
		live := read(t, fmt.Sprintf(`{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, uid: x}, spec: {template: {spec: {containers: [{name: a, image: "%s", imagePullPolicy: %s}]}}}}`, c.image, c.policy))
		container, _ := align.Applied(live)[0].Object.Object("spec").Object("template").Object("spec").List("containers")[0].(manifest.Object)
		if kept := container.Get("imagePullPolicy") != nil; kept != c.kept {
			t.Errorf("%+v: kept %v", c, kept)
		}
	}
}

func fieldsOf(old, new []manifest.Manifest) (out []compare.Field) {
	for _, c := range compare.Compare(objects.New(old), objects.New(new)).Changes {
		out = append(out, c.Fields...)
	}
	return out
}

func leftOf(aside align.Aside) (out []string) {
	for _, one := range aside.Left {
		for _, f := range one.Fields {
			out = append(out, f.Path.String())
		}
	}
	return sorted(out)
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
