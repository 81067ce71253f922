package compose

import (
	"fmt"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestPartsOf: what keys of a service become at an app. An amount of memory is in Compose's units, of which
// m is a mebibyte and Kubernetes' a thousandth.
func TestPartsOf(t *testing.T) {
	for text, want := range map[string]string{
		"mem_limit: 512m":                                           "resources limits: {memory: 512Mi}",
		"mem_limit: 1073741824":                                     "resources limits: {memory: 1073741824}",
		"mem_reservation: 64MB":                                     "resources requests: {memory: 64Mi}",
		"mem_limit: much":                                           "",
		"cpus: 0.50":                                                "resources limits: {cpu: 0.50}",
		"stop_grace_period: 1m30s":                                  "pod terminationGracePeriodSeconds: 90",
		"stop_grace_period: 10":                                     "pod terminationGracePeriodSeconds: 10",
		"stop_grace_period: soon":                                   "",
		`user: "1000:100"`:                                          "securityContext runAsUser: 1000, runAsGroup: 100",
		"user: www-data":                                            "",
		"privileged: false":                                         "",
		"cap_add: [NET_ADMIN, SYS_TIME]":                            "securityContext capabilities: {add: [NET_ADMIN, SYS_TIME]}",
		`extra_hosts: ["nas:192.168.1.9"]`:                          "pod hostAliases: [{ip: 192.168.1.9, hostnames: [nas]}]",
		"extra_hosts: {nas: 192.168.1.9}":                           "pod hostAliases: [{ip: 192.168.1.9, hostnames: [nas]}]",
		"sysctls: {net.core.somaxconn: 1024}":                       `securityContext sysctls: [{name: net.core.somaxconn, value: "1024"}]`,
		"network_mode: host":                                        "pod hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet",
		"network_mode: host\ndns: 9.9.9.9":                          "pod hostNetwork: true",
		"scale: 3":                                                  " replicas: 3",
		"gpus: all":                                                 "resources limits: {nvidia.com/gpu: 1}",
		"gpus: [{driver: amd}]":                                     "",
		"dns_opt: [use-vc, \"ndots:2\"]":                            "pod dnsConfig: {options: [{name: use-vc}, {name: ndots, value: \"2\"}]}",
		"post_start: [{command: ./up now}]":                         "container lifecycle: {postStart: {exec: {command: [./up, now]}}}",
		"pre_stop: [{command: [./down]}]":                           "container lifecycle: {preStop: {exec: {command: [./down]}}}",
		"pre_stop: [{command: ./down, user: root}]":                 "",
		"tmpfs: /tmp:size=64m,mode=1777":                            "pod volumes: [{name: tmp, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]",
		"tmpfs: /tmp:size=50%":                                      "pod volumes: [{name: tmp, emptyDir: {medium: Memory}}]",
		"devices: [{source: /dev/x, target: /dev/y}]":               "pod volumes: [{name: y, hostPath: {path: /dev/x}}]",
		"secrets: [{source: a_b, target: c, mode: 0440}]":           "pod volumes: [{name: a-b, secret: {secretName: a-b, defaultMode: 288}}]",
		"configs: [{source: a, target: /etc/a.conf}]":               "pod volumes: [{name: a, configMap: {name: a}}]",
		"volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1024}}]": "pod volumes: [{name: t, emptyDir: {medium: Memory, sizeLimit: 1024}}]",
		"volumes: [{type: image, source: a, target: /t}]":           "",
		"volumes: [{type: volume, source: a, target: /t, volume: {subpath: b}}]": "pod volumes: [{name: a, persistentVolumeClaim: {claimName: a}}]",
		"network_mode: bridge":                                            "",
		"dns: [1.1.1.1, 9.9.9.9]":                                         "pod dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1, 9.9.9.9]}",
		"dns: {target: x}":                                                "",
		"platform: linux/arm64/v8":                                        "pod nodeSelector: {kubernetes.io/arch: arm64}",
		"pull_policy: if_not_present":                                     "container imagePullPolicy: IfNotPresent",
		"tmpfs: [/run, /tmp]":                                             "pod volumes: [{name: run, emptyDir: {medium: Memory}}, {name: tmp, emptyDir: {medium: Memory}}]",
		"volumes: [data:/x, ./data:/data]":                                "", // two that end alike
		"volumes: [data:/x, data:/y]":                                     "pod volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]",
		`extra_hosts: ["nas:192.168.1.9", "me:host-gateway"]`:             "pod hostAliases: [{ip: 192.168.1.9, hostnames: [nas]}]",
		"healthcheck: {test: [CMD, ready], start_period: 1m, retries: 3}": " probe: {ready: {exec: [ready], timeoutSeconds: 30, failureThreshold: 3}}",
		"healthcheck: {test: [NONE]}":                                     "",
		"healthcheck: {test: pg_isready}":                                 ` probe: {ready: {exec: [sh, "-c", pg_isready], timeoutSeconds: 30}}`,
		"healthcheck: {test: [CMD, curl, http://localhost/up]}":           " probe: {ready: {exec: [curl, http://localhost/up], timeoutSeconds: 30}}",
		"healthcheck: {test: [CMD, curl, http://localhost:81/up]}\nport: [80, {port: 8080, targetPort: 81}]": " probe: {ready: {path: /up, port: 81, timeoutSeconds: 30}}",
		"healthcheck: {test: [CMD, curl, http://localhost:8080/up]}\nport: {port: 8080, targetPort: 81}":     " probe: {ready: {exec: [curl, http://localhost:8080/up], timeoutSeconds: 30}}",
		"healthcheck: {test: [CMD, curl, http://localhost/up], interval: 1m}\nports: [\"8080:80/tcp\"]":      " probe: {ready: {path: /up, port: 80, periodSeconds: 60, timeoutSeconds: 30}}",
		"healthcheck: {test: [CMD, curl, http://other/up]}":                                                  " probe: {ready: {exec: [curl, http://other/up], timeoutSeconds: 30}}",
		"image: a":     "",
		"colour: blue": "",
	} {
		n, _ := source.Parse(places.NewSource("compose.yml", []byte(text+"\n")))
		parts, _ := PartsOf(n, 0)
		got := ""
		if len(parts) > 0 {
			got = parts[0].Object + " " + Fields(parts, parts[0].Object)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestIsFile: a Compose file has services with images, and nothing that a topology has.
func TestIsFile(t *testing.T) {
	for text, want := range map[string]bool{
		"services: {a: {image: x}}":                          true,
		"services: {a: {build: .}}":                          true,
		"services: {a: {port: 80}}":                          false,
		"services: {}":                                       false,
		"services: [a]":                                      false,
		"tiers: []\nservices: {a: {image: x}}":               false,
		"microk8s: \"1.36\"\nservices: {a: {image: x}}":      false,
		"apiVersion: v1\nkind: X\nservices: {a: {image: x}}": false,
	} {
		n, _ := source.Parse(places.NewSource("compose.yml", []byte(text+"\n")))
		if got := IsFile(n); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestRule: rules of Traefik that hosts, paths and networks make up.
func TestRule(t *testing.T) {
	for text, want := range map[string]string{
		"Host(`a.x`)":                     "[{[a.x]   [] []}] true",
		"Host(`a.x`, \"b.x\")":            "[{[a.x b.x]   [] []}] true",
		"Host(`a.x`) || Host(`b.x`)":      "[{[a.x]   [] []} {[b.x]   [] []}] true",
		"Host(`a.x`) && PathPrefix(`/p`)": "[{[a.x] /p  [] []}] true",
		"PathPrefix(`/p`) && Host(`a.x`)": "[{[a.x] /p  [] []}] true",
		"(Host(`a.x`)||Host(`b.x`)) && (Path(`/p`) || PathPrefix(`/q`))": "[{[a.x]  /p [] []} {[a.x] /q  [] []} {[b.x]  /p [] []} {[b.x] /q  [] []}] true",
		"Host(`a.x`) && Headers(`k`, `v`)":                               "[] false",
		"Host(`a.x`) && !PathPrefix(`/p`)":                               "[{[a.x]   [{[] /p  [] []}] []}] true",
		"Host(`a.x`) && !(Path(`/p`) || PathPrefix(`/q`))":               "[{[a.x]   [{[]  /p [] []} {[] /q  [] []}] []}] true",
		"Host(`a.x`) && !Host(`b.x`)":                                    "[] false",
		"Host(`a.x`) && !PathPrefix(`/`)":                                "[] false",
		"!ClientIP(`10.0.0.0/8`)":                                        "[] false",
		"Host(`a.x`) && ClientIP(`10.0.0.0/8`, `192.168.1.7`)":           "[{[a.x]   [] [10.0.0.0/8 192.168.1.7/32]}] true",
		"Host(`a.x`) && (ClientIP(`10.0.0.0/8`) || ClientIP(`::1`))":     "[{[a.x]   [] [10.0.0.0/8 ::1/128]}] true",
		"Host(`a.x`) && ClientIP(`10.0.0.0/8`) || Host(`a.x`)":           "[{[a.x]   [] []}] true",
		"ClientIP(`10.0.0.0/8`) && ClientIP(`10.1.0.0/16`)":              "[] false",
		"ClientIP(`lan`)":                                                "[] false",
		"Host(`a.x`) && Host(`b.x`)":                                     "[] false",
		"HostRegexp(`.+`)":                                               "[] false",
		"PathPrefix(`/{id}`)":                                            "[] false",
		"Host(`a.x`":                                                     "[] false",
		"Host(`a.x`) Host(`b.x`)":                                        "[] false",
		"":                                                               "[] false",
	} {
		list, ok := Rule(text)
		if got := fmt.Sprint(list, ok); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
