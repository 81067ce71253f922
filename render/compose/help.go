package compose

import (
	"cmp"
	"slices"
	"strings"

	"render/render/source"
)

// Help is what to write in place of key number i of a service, or why nothing, where it becomes no
// part of an app; "" for a key that is none of a service's.
func Help(n *source.Node, i int) string {
	return cmp.Or(besideOthers(n, i), needless(n, i), ofEngines(n.Keys[i].Text))
}

const mostItems = 8 // of a command that is repeated

// besideOthers is a word that says less, or something else, beside another.
func besideOthers(n *source.Node, i int) string {
	value := n.Values[i]
	switch n.Keys[i].Text {
	case "entrypoint":
		if command := n.Get("command"); command != nil && listed(value) != "" && listed(command) != "" {
			return "write command: " + listed(value) + " in its place, and args: " + listed(command) + " in place of command"
		}
	case "expose":
		for _, key := range []string{"port", "ports"} {
			if n.Get(key) != nil {
				return "remove it: " + key + " says where the container listens"
			}
		}
	case "healthcheck":
		if off := value.Get("disable"); off != nil && off.Text == "true" {
			return "remove it: pods without a probe are asked for nothing"
		}
		if test := value.Get("test"); test != nil && slices.Equal(Texts(test), []string{"NONE"}) {
			return "remove it: pods without a probe are asked for nothing"
		} else if test == nil && value.Kind == source.Map {
			return "write probe: {ready: {path: PATH, port: PORT}}, or exec there: the check that an image has of its own is Docker's alone"
		}
	case "privileged", "read_only", "stdin_open", "tty", "init":
		if value.Text == "false" {
			return "remove it: that is so where nothing is written"
		}
	case "security_opt":
		switch text := strings.Join(Texts(value), " "); {
		case isPrivileged(n):
			return "remove it: of a privileged container it takes nothing away, and Kubernetes refuses the two together"
		case strings.Contains(text, "apparmor"):
			return "write securityContext: {appArmorProfile: {type: Unconfined}}, or localhostProfile there, which Kubernetes has from 1.30"
		case strings.Contains(text, "seccomp"):
			return "write securityContext: {seccompProfile: {type: Localhost, localhostProfile: FILE}}, with the file on the nodes"
		case strings.Contains(text, "label"):
			return "write securityContext: {seLinuxOptions: {...}}, where the nodes have SELinux, and nothing where they have not"
		}
	case "extra_hosts":
		for _, entry := range namesAndValues(value, ":=") {
			if entry[1] == "host-gateway" {
				return "write pod: {hostAliases: [{ip: ADDRESS, hostnames: [" + entry[0] + "]}]}, with the address of the machine that is meant: a pod's node is any of them"
			}
		}
	case "hostname":
		return "remove it: it is no name of a pod, and others ask for a service by the name of its Service"
	case "group_add":
		return "write securityContext: {supplementalGroups: [NUMBER]}, with the numbers that the image has for them"
	case "user":
		if texts := Texts(value); len(texts) == 1 {
			return "write securityContext: {runAsUser: NUMBER}, with the number that the image has for " + texts[0]
		}
	}
	return ""
}

// listed is a command as a list: its words, where it is one text; "" for none, and for a long one.
func listed(n *source.Node) string {
	texts := Texts(n)
	if n.Kind == source.Scalar && len(texts) == 1 {
		texts, _, _ = Words(texts[0])
	}
	if len(texts) == 0 || len(texts) > mostItems {
		return ""
	}
	return "[" + list(texts) + "]"
}

// needless is what is said of a service that is so in a cluster, or is said for
// it elsewhere.
func needless(n *source.Node, i int) string {
	switch n.Keys[i].Text {
	case "restart", "restart_policy", "restartPolicy":
		return "remove it: Kubernetes starts a container anew whenever it ends"
	case "depends_on":
		return "remove it: Kubernetes starts all apps at once, and one that ends because another is not there yet is started anew; probe says when an app is ready for requests"
	case "links", "external_links":
		return "remove it: apps reach each other by the names of their Services, as NAME, or NAME.NAMESPACE from another namespace"
	case "networks":
		if n.Values[i].Kind == source.List && len(n.Values[i].Items) > 0 && n.Values[i].Items[0].Kind == source.Map {
			return ""
		}
		return "remove it: the pods of a cluster reach each other; isolation: {apps: true} in the file, and allowFrom at apps, say who may"
	case "network_mode", "mac_address", "domainname":
		return "remove it: each pod has an address of its own, and apps reach each other by the names of their Services"
	case "container_name":
		return "remove it: containers are called as their app is, " + cmp.Or(Text(n, "name"), "by its name")
	case "build":
		return "write image: ... with what a registry has: nothing is built here"
	case "logging", "log_driver":
		return "remove it: Kubernetes keeps what containers write to their output, and kubectl logs shows it"
	case "deploy":
		return "write what it holds at the app: replicas, and resources: {requests: {cpu, memory}, limits: {cpu, memory}}"
	case "env_file":
		return "write container: {envFrom: [{configMapRef: {name: NAME}}]}, with a ConfigMap that kubectl create configmap NAME --from-env-file=FILE makes of each file"
	case "extends":
		return "write what it has here: an app takes nothing from another; what several share is written once with &name and *name"
	case "volumes_from":
		return "write the same volumes in the pod of both apps"
	case "profiles":
		return "remove it: what is in the file is rendered; what is for some clusters alone is in their files"
	case "devices", "gpus":
		return "write resources: {limits: {RESOURCE: 1}}, with the name that the device's plugin gives it, as nvidia.com/gpu"
	}
	return ""
}

// ofEngines are words about how containers are run that pods have no place for.
func ofEngines(key string) string {
	switch key {
	case "ipc":
		return "remove it: the containers of one pod share it, and no others do"
	case "models":
		return "write an app with an image that serves the model, and its URL in env: Docker's model runner is in no cluster"
	case "stop_signal":
		return "remove it: containers are sent the signal that their image names"
	case "develop", "attach", "label_file", "credential_spec", "use_api_socket", "provider", "isolation", "annotations":
		return "remove it: it is for docker compose alone"
	case "post_start", "pre_stop":
		return "write container: {lifecycle: {postStart: {exec: {command: [...]}}}}, or preStop there: one command, which the container runs as its own user"
	case "ulimits", "cgroup", "cgroup_parent", "oom_kill_disable", "oom_score_adj", "blkio_config", "storage_opt", "device_cgroup_rules", "mem_swappiness", "memswap_limit",
		"pids_limit", "cpu_shares", "cpu_quota", "cpu_period", "cpu_count", "cpu_percent", "cpu_rt_runtime", "cpu_rt_period", "cpuset", "uts", "userns_mode", "volume_driver", "driver_opts":
		return "remove it: pods have no such field; the node sets it"
	}
	return ""
}
