package schemas

import (
	"strings"
	"testing"

	"render/render/manifest"
)

// read is one object of YAML.
func read(t testing.TB, text string) manifest.Object {
	t.Helper()
	list, err := manifest.Decode([]byte(text))
	if err != nil || len(list) != 1 {
		t.Fatalf("%d objects, %v", len(list), err)
	}
	return list[0]
}

func told(faults []Fault) string {
	var lines []string
	for _, f := range faults {
		lines = append(lines, string(f.Code)+" "+f.Field()+": "+f.Message+" = "+f.Help)
	}
	return strings.Join(lines, "\n")
}

// TestCheck: what is told of an object, and where.
func TestCheck(t *testing.T) {
	const deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    spec:\n"
	for _, test := range []struct{ name, text, want string }{
		{"right", deployment + "      containers: [{name: a, image: b, resources: {limits: {cpu: 1, memory: 1Gi}}, ports: [{containerPort: 80}]}]", ""},
		{"misspelt", deployment + "      containers: [{name: a, image: b, imagePullpolicy: Always}]",
			`object-field spec.template.spec.containers[0].imagePullpolicy: unknown field "imagePullpolicy" = did you mean "imagePullPolicy"?`},
		{"in a wrong object", deployment + "      containers: [{name: a, image: b, imagePullSecrets: [{name: c}]}]",
			`object-field spec.template.spec.containers[0].imagePullSecrets: unknown field "imagePullSecrets" = write it below spec.template.spec`},
		{"an object too high", "apiVersion: apps/v1\nkind: Deployment\nspec: {strategy: {maxSurge: 1}, selector: {}, template: {spec: {containers: [{name: a, image: b}]}}}",
			`object-field spec.strategy.maxSurge: unknown field "maxSurge" = write it below spec.strategy.rollingUpdate`},
		{"a text for a list", deployment + "      containers: [{name: a, image: b, command: sleep, args: '5'}]",
			"object-type spec.template.spec.containers[0].command: is text, and a list belongs here = write: [sleep]\n" +
				"object-type spec.template.spec.containers[0].args: is text, and a list belongs here = write a list"},
		{"no image", deployment + "      containers: [{name: a}]", `object-incomplete spec.template.spec.containers[0]: "image" is missing = write image: ...`},
		{"an empty item", deployment + "      containers: [null]", "object-incomplete spec.template.spec.containers[0]: \"image\" is missing = write image: ...\n" +
			`object-incomplete spec.template.spec.containers[0]: "name" is missing = write name: ...`},
		{"nothing is absent", deployment + "      containers: null", `object-incomplete spec.template.spec: "containers" is missing = write containers: ...`},
		{"a text for a number", deployment + "      containers: [{name: a, image: b, ports: [{containerPort: '80'}]}]",
			"object-type spec.template.spec.containers[0].ports[0].containerPort: is text, and a whole number belongs here = write: 80"},
		{"a number for a text", deployment + "      containers: [{name: a, image: b, env: [{name: A, value: 1.5}]}]",
			`object-type spec.template.spec.containers[0].env[0].value: is a number, and text belongs here = write: "1.5"`},
		{"a flag for a text", deployment + "      containers: [{name: a, image: b, args: [true]}]",
			`object-type spec.template.spec.containers[0].args[0]: is true, and text belongs here = write: "true"`},
		{"a text for a flag", deployment + "      hostNetwork: 'true'\n      containers: [{name: a, image: b}]",
			"object-type spec.template.spec.hostNetwork: is text, and true or false belongs here = write: true"},
		{"an object for a list", deployment + "      containers: {name: a}",
			"object-type spec.template.spec.containers: is an object, and a list belongs here = write a list"},
		{"a list for an object", deployment + "      containers: [[a]]", "object-type spec.template.spec.containers[0]: is a list, and an object belongs here = write an object"},
		{"a fraction", deployment + "      priority: 1.5\n      containers: [{name: a, image: b}]",
			"object-type spec.template.spec.priority: is a number with a fraction, and a whole number belongs here = write a whole number"},
		{"more than 32 bits", deployment + "      priority: 3000000000\n      containers: [{name: a, image: b}]",
			"object-type spec.template.spec.priority: is a number that 32 bits do not hold, and a whole number belongs here = write a whole number"},
		{"no quantity", deployment + "      containers: [{name: a, image: b, resources: {limits: {memory: 1GiB}}}]",
			`quantity-form spec.template.spec.containers[0].resources.limits.memory: "1GiB" is no quantity = write a number with a suffix such as m, k, M, Mi or Gi, or none`},
		{"a word in another case", deployment + "      dnsPolicy: clusterFirst\n      containers: [{name: a, image: b}]",
			`object-word spec.template.spec.dnsPolicy: "clusterFirst" is none of the words that the API takes here = did you mean "ClusterFirst"?`},
		{"a key that is a path", "apiVersion: v1\nkind: ConfigMap\ndata: {a.b/c: 1}", `object-type data["a.b/c"]: is a number, and text belongs here = write: "1"`},
		{"a Secret shows nothing", "apiVersion: v1\nkind: Secret\nstringData: {pin: 1234}", "object-type stringData.pin: is a number, and text belongs here = write text"},
		{"a port by name", "apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80, targetPort: http}, {port: 81, targetPort: 8081}]}", ""},
		{"a port by neither", "apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80, targetPort: 1.5}]}",
			"object-type spec.ports[0].targetPort: is a number with a fraction, and a whole number or text belongs here = write a whole number or text"},
		{"an older field", "apiVersion: v1\nkind: Service\nspec: {topologyKeys: ['*'], ports: [{port: 80}]}", ""},
		{"metadata", "apiVersion: v1\nkind: Service\nmetadata: {label: {a: b}}", `object-field metadata.label: unknown field "label" = did you mean "labels"?`},
		{"another API's kind", "apiVersion: v1\nkind: Deployment\nspec: {x: 1}", `object-type apiVersion: there is no kind "Deployment" in "v1" = write: apps/v1`},
		{"two APIs' kind", "apiVersion: v1\nkind: Gateway", `object-type apiVersion: there is no kind "Gateway" in "v1" = write one of: gateway.networking.k8s.io/v1, networking.istio.io/v1`},
		{"a misspelt kind", "apiVersion: apps/v1\nkind: Deploiment", `object-type kind: there is no kind "Deploiment" in "apps/v1" = did you mean "Deployment"?`},
		{"a kind of somebody's", "apiVersion: example.org/v1\nkind: Deployment\nspec: {x: 1}", ""},
		{"a kind that nobody knows", "apiVersion: networking.istio.io/v1\nkind: Wonder\nspec: {x: 1}", ""},

		{"Istio", "apiVersion: networking.istio.io/v1beta1\nkind: Gateway\nspec: {selector: {istio: a}, servers: [{hosts: ['*'], port: {number: 80, name: http, protocol: HTTP}, tls: {mode: simple}}]}",
			`object-word spec.servers[0].tls.mode: "simple" is none of the words that the API takes here = did you mean "SIMPLE"?`},
		{"Istio's older", "apiVersion: networking.istio.io/v1alpha3\nkind: VirtualService\nspec: {hosts: [a], http: [{mirror_percent: 5, route: [{destination: {host: a}}]}]}", ""},
		{"MetalLB", "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nspec: {address: [10.0.0.0/24]}", "object-field spec.address: unknown field \"address\" = did you mean \"addresses\"?"},
		{"the Gateway API", "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec: {rules: [{backendRefs: [{name: a, port: '80'}]}]}",
			"object-type spec.rules[0].backendRefs[0].port: is text, and a whole number belongs here = write: 80"},
		{"an IstioOperator", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {components: {pilot: {k8s: {replicaCounts: 2, hpaSpec: {maxReplicas: 3}}}}, values: {any: [thing]}}",
			`object-field spec.components.pilot.k8s.replicaCounts: unknown field "replicaCounts" = did you mean "replicaCount"?`},
		{"its meshConfig", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {meshConfig: {accesslogFile: /dev/stdout}}",
			`object-field spec.meshConfig.accesslogFile: unknown field "accesslogFile" = did you mean "accessLogFile"?`},
	} {
		t.Run(test.name, func(t *testing.T) {
			object := read(t, test.text)
			got := told(Check(object.Text("apiVersion"), object.Text("kind"), object))
			if got != test.want {
				t.Errorf("tells\n%s\nand not\n%s", got, test.want)
			}
			if again := told(Check(object.Text("apiVersion"), object.Text("kind"), object.Map())); again != got && len(strings.Split(got, "\n")) == 1 {
				t.Errorf("tells of a map\n%s", again)
			}
		})
	}
}

// TestParts: fields that are added to a pod or a container need not be all of it.
func TestParts(t *testing.T) {
	for _, test := range []struct {
		name  string
		check func(any) []Fault
		text  string
		want  string
	}{
		{"pod", CheckPod, "{hostNetwork: true, volumes: [{name: a, emptyDir: {}}]}", ""},
		{"pod, inside", CheckPod, "{initContainers: [{name: a}], volumes: [{emptydir: {}}]}",
			"object-incomplete initContainers[0]: \"image\" is missing = write image: ...\n" +
				"object-field volumes[0].emptydir: unknown field \"emptydir\" = did you mean \"emptyDir\"?\n" +
				`object-incomplete volumes[0]: "name" is missing = write name: ...`},
		{"container", CheckContainer, "{tty: 1}", "object-type tty: is a number, and true or false belongs here = write true or false"},
		{"affinity", CheckAffinity, "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: in}]}]}}}",
			`object-word nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: "in" is none of the words that the API takes here = did you mean "In"?`},
		{"security", CheckSecurityContext, "{fsGroup: 1, capabilities: {drops: [ALL]}, runAsUser: root}",
			"object-field capabilities.drops: unknown field \"drops\" = did you mean \"drop\"?\n" +
				"object-type runAsUser: is text, and a whole number belongs here = write a whole number"},
		{"meshConfig", CheckMeshConfig, "{defaultConfig: {holdApplicationUntilProxyStarts: 'true'}}",
			"object-type defaultConfig.holdApplicationUntilProxyStarts: is text, and true or false belongs here = write: true"},
		{"no object", CheckPod, "[a]", "object-type : is a list, and an object belongs here = write an object"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := told(test.check(read(t, "v: "+test.text).Get("v"))); got != test.want {
				t.Errorf("tells\n%s\nand not\n%s", got, test.want)
			}
		})
	}
}

// TestTable: every type in the table is read, and every object is there.
func TestTable(t *testing.T) {
	table := tables()
	if len(table.kinds) < 120 || len(table.objects) < 900 {
		t.Fatalf("only %d kinds and %d objects", len(table.kinds), len(table.objects))
	}
	var known func(s shape) bool
	known = func(s shape) bool {
		switch s.form {
		case lists, keyed:
			return known(*s.of)
		case objects:
			return s.object != nil
		}
		return strings.ContainsRune("asbijnxq'", rune(s.form))
	}
	for kind, spelled := range table.kinds {
		if !known(table.shape(strings.TrimPrefix(spelled, "?"))) {
			t.Errorf("%s is %s", kind, spelled)
		}
	}
	for name, o := range table.objects {
		for i, f := range o.members(table) {
			if !known(f.shape) || i > 0 && o.fields[i-1].key >= f.key {
				t.Errorf("%s.%s", name, f.key)
			}
		}
	}
}
