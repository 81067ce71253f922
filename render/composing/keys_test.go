package composing

import (
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestComposeKeys: of each key that a service of a Compose file may have something becomes, or it is told why nothing
// does (https://github.com/compose-spec/compose-spec/blob/main/05-services.md).
func TestComposeKeys(t *testing.T) {
	for key, value := range map[string]string{
		"annotations": "{a: b}", "attach": "false", "build": ".", "blkio_config": "{weight: 300}", "cpu_count": "2", "cpu_percent": "50",
		"cpu_shares": "512", "cpu_period": "50ms", "cpu_quota": "50ms", "cpu_rt_runtime": "400ms", "cpu_rt_period": "1400us", "cpus": "1.5",
		"cpuset": `"0,1"`, "cap_add": "[NET_ADMIN]", "cap_drop": "[ALL]", "cgroup": "host", "cgroup_parent": "m", "command": "[serve]",
		"configs": "[a]", "container_name": "a", "credential_spec": "{file: x}", "depends_on": "[b]", "develop": "{watch: []}",
		"device_cgroup_rules": `["c 1:3 mr"]`, "devices": "[/dev/x]", "dns": "9.9.9.9", "dns_opt": "[use-vc]", "dns_search": "example.org",
		"domainname": "x", "driver_opts": "{a: b}", "entrypoint": "/run", "env_file": ".env.a", "environment": "{A: b}", "expose": "[81]",
		"extends": "{file: other.yml, service: b}", "external_links": "[b]", "extra_hosts": "{b: 10.0.0.1}", "gpus": "all", "group_add": "[mail]",
		"healthcheck": "{test: [CMD, up]}", "hostname": "b", "image": "b:1", "init": "true", "ipc": "shareable", "isolation": "default",
		"labels": "{a: b}", "label_file": "x", "links": "[b]", "logging": "{driver: x}", "mac_address": "02:42:ac:11:65:43", "mem_limit": "1g",
		"mem_reservation": "1g", "mem_swappiness": "1", "memswap_limit": "1g", "models": "[b]", "networks": "[b]", "network_mode": "host",
		"oom_kill_disable": "true", "oom_score_adj": "1", "pid": "host", "pids_limit": "9", "platform": "linux/arm64", "ports": "[81]",
		"post_start": "[{command: up}]", "pre_stop": "[{command: down}]", "privileged": "true", "pull_policy": "always", "read_only": "true",
		"restart": "always", "runtime": "kata", "scale": "2", "secrets": "[a]", "security_opt": "[no-new-privileges]", "shm_size": "1g",
		"stdin_open": "true", "stop_grace_period": "30s", "stop_signal": "SIGUSR1", "storage_opt": "{size: 1G}", "sysctls": "{a: 1}", "tmpfs": "/run",
		"tty": "true", "ulimits": "{nproc: 9}", "use_api_socket": "true", "user": "mail", "userns_mode": "host", "uts": "host",
		"volumes": "[{type: npipe, source: x, target: /x}]", "volumes_from": "[b]", "working_dir": "/x", "x-own": "1",
		// what is of another kind than Compose takes
		"deploy ": "x", "secrets ": "{a: b}", "security_opt ": "{a: b}", "gpus ": "[x]", "depends_on ": "x", "volumes ": "x",
		// what is below a key is for itself
		"deploy: {mode": "global}", "deploy: {labels": "{a: b}}", "deploy: {placement": "{preferences: [{spread: x}]}}", "deploy: {endpoint_mode": "dnsrr}",
		"deploy: {restart_policy": "{condition: none}}", "deploy: {update_config": "{order: start-first}}", "deploy: {rollback_config": "{parallelism: 1}}",
		"deploy: {resources": "{limits: {pids: 9}}}", "deploy: {resources: {reservations": "{devices: [{driver: amd, capabilities: [gpu]}]}}}",
	} {
		services := "services:\n  a:\n    image: a:1\n    ports: [\"80:80\"]\n    " + key + ": " + value + "\n"
		if key == "image" || key == "ports" { // which is there already
			services = strings.TrimSuffix(services, "    "+key+": "+value+"\n")
		}
		root, list := source.Parse(places.NewSource("compose.yml", []byte(services)))
		if list.Failed() {
			t.Fatalf("%s: %v", key, list)
		}
		_, became, _, err := File(root, Known{IPs: []string{"192.168.1.141"}, Hosts: []string{"a.example.org"}})
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		name := "services.a." + strings.TrimSpace(strings.NewReplacer(": {", ".", "{", "").Replace(key))
		told := false
		for _, one := range became {
			if strings.HasPrefix(one.Name, name) {
				told = one.What != "" || one.Apart != "" || one.Why != ""
			}
		}
		if !told {
			t.Errorf("%s: nothing is told of it: %v", name, became)
		}
	}
}

// TestComposeUnknownKey: what nobody knows is told, without a reason.
func TestComposeUnknownKey(t *testing.T) {
	root, _ := source.Parse(places.NewSource("compose.yml", []byte("services: {a: {image: \"a:1\", ports: [\"80:80\"], colour: blue}}\n")))
	_, became, _, _ := File(root, Known{IPs: []string{"192.168.1.141"}, Hosts: []string{"a.example.org"}})
	for _, one := range became {
		if one.Name == "services.a.colour" {
			if one.What+one.Apart+one.Why != "" {
				t.Errorf("%+v", one)
			}
			return
		}
	}
	t.Errorf("nothing is told of it: %v", became)
}
