package conformance

import (
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"

	"render/render"
	"render/render/diag"
)

// hardened is what the standard restricted asks of a container.
const hardened = "securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}"

// podParts are what an app may say of its pods' security, each in a line of its own.
var podParts = []string{
	"pod: {hostNetwork: true}",
	"pod: {hostPID: true}",
	"pod: {hostIPC: true}",
	"pod: {volumes: [{name: a, hostPath: {path: /srv}}]}",
	"pod: {volumes: [{name: a, nfs: {server: nas.example.org, path: /srv}}]}",
	"pod: {volumes: [{name: a, emptyDir: {}}, {name: b, configMap: {name: c}}, {name: d, secret: {secretName: e}}, {name: f, persistentVolumeClaim: {claimName: g}}]}",
	"pod: {hostUsers: false}",
	"pod: {annotations: {container.apparmor.security.beta.kubernetes.io/hello: unconfined}}",
	"pod: {annotations: {container.apparmor.security.beta.kubernetes.io/hello: runtime/default}}",
	"pod: {initContainers: [{name: before, image: 'busybox:1.37', securityContext: {privileged: true}}]}",
	"pod: {initContainers: [{name: before, image: 'busybox:1.37', " + hardened + "}]}",
	"securityContext: {privileged: true}",
	"securityContext: {runAsUser: 0}",
	"securityContext: {runAsUser: 1000, runAsNonRoot: true}",
	"securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}",
	"securityContext: {capabilities: {add: [CHOWN]}}",
	"securityContext: {capabilities: {add: [NET_ADMIN]}}",
	"securityContext: {seccompProfile: {type: Unconfined}}",
	"securityContext: {seccompProfile: {type: RuntimeDefault}}",
	"securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}",
	"securityContext: {procMount: Unmasked}",
	"securityContext: {appArmorProfile: {type: Unconfined}}",
	"securityContext: {appArmorProfile: {type: RuntimeDefault}}",
	"securityContext: {seLinuxOptions: {type: spc_t}}",
	"securityContext: {seLinuxOptions: {type: container_t}}",
	"securityContext: {seLinuxOptions: {user: system_u}}",
	"securityContext: {sysctls: [{name: net.core.somaxconn, value: '1024'}]}",
	"securityContext: {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: '0'}]}",
	"securityContext: {windowsOptions: {hostProcess: true}}",
	"securityContext: {fsGroup: 1000}",
	hardened,
	strings.Replace(hardened, "drop: [ALL]", "drop: [ALL], add: [NET_BIND_SERVICE]", 1),
	strings.Replace(hardened, "runAsNonRoot: true, ", "", 1),
	"container: {ports: [{containerPort: 53, hostPort: 53, protocol: UDP}]}",
	"container: {livenessProbe: {httpGet: {port: 80, host: 192.168.1.1}}}",
	"container: {lifecycle: {preStop: {httpGet: {port: 80, host: 192.168.1.1}}}}",
	"container: {lifecycle: {preStop: {exec: {command: [sleep, '5']}}}}",
}

// TestPodSecurity: check warns of the pods that the API server refuses for the standard of their
// namespace, and of no others.
func TestPodSecurity(t *testing.T) {
	judge, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	judged, refused := 0, map[bool]int{}
	for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
		for i, part := range podParts {
			for _, beside := range append([]string{""}, podParts[:i]...) {
				if strings.SplitN(part, ":", 2)[0] == strings.SplitN(beside, ":", 2)[0] {
					continue // a key is there once
				}
				warned, pod, ok := renderedPod(t, level, part, beside)
				if !ok {
					continue
				}
				verdict := policy.AggregateCheckResults(judge.EvaluatePod(api.LevelVersion{Level: level, Version: api.LatestVersion()}, &pod.ObjectMeta, &pod.Spec))
				if judged++; warned == verdict.Allowed {
					t.Errorf("%s, %s; %s: warned %v, and the API server says: %q", level, part, beside, warned, verdict.ForbiddenDetail())
				}
				refused[!verdict.Allowed]++
			}
		}
	}
	if judged < 300 || refused[true] < 100 || refused[false] < 50 {
		t.Errorf("%d judged, %d refused and %d not: too few to tell", judged, refused[true], refused[false])
	}
	t.Logf("%d pods, %d of them refused", judged, refused[true])
}

// renderedPod is the pod that an app gets, and whether check warns of it; not ok where the topology
// is refused.
func renderedPod(t *testing.T, level api.Level, parts ...string) (warned bool, pod *corev1.PodTemplateSpec, ok bool) {
	t.Helper()
	text := fmt.Sprintf("name: home\nmicrok8s: \"1.36\"\nistio: {version: \"1.31\", install: none}\nsecrets: omit\nnamespaces: [{name: default, podSecurity: %s, inject: false}]\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [home.example.org]\n  apps:\n  - name: hello\n    image: hello:1\n    port: 8080\n    routes: [/*]\n", level)
	for _, part := range parts {
		if part != "" {
			text += "    " + part + "\n"
		}
	}
	out, err := render.Render(t.Context(), render.Input{Name: "topology.yaml", Text: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range out.Diagnostics {
		if d.Severity == diag.Error {
			return false, nil, false
		}
		warned = warned || d.Code == "pod-security"
	}
	for _, m := range out.Manifests {
		if m.ID().Kind != "Deployment" || m.ID().Name != "hello" {
			continue
		}
		raw, err := yaml.Marshal(m.Object)
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			metav1.ObjectMeta `json:"metadata"`
			Spec              struct {
				Template corev1.PodTemplateSpec `json:"template"`
			} `json:"spec"`
		}
		if err := yaml.UnmarshalStrict(raw, &d); err != nil && !strings.Contains(err.Error(), "unknown field") {
			t.Fatal(err)
		}
		return warned, &d.Spec.Template, true
	}
	t.Fatal("no Deployment was rendered")
	return false, nil, false
}
