package compose

import (
	"strconv"
	"strings"
	"time"

	"render/render/format"
	"render/render/source"
)

// podParts are single words that pods and their containers have.
func podParts(n *source.Node, i int) ([]Part, string) {
	key, value := n.Keys[i].Text, n.Values[i]
	if value.Kind != source.Scalar || value.Null() {
		return nil, ""
	}
	switch text, yes := value.Text, value.Text == "true"; {
	case key == "network_mode" && text == "host":
		return networkOfNode(n), ""
	case key == "pid" && text == "host":
		return field("pod", "hostPID", "true"), ""
	case key == "ipc" && text == "host":
		return field("pod", "hostIPC", "true"), ""
	case key == "init" && yes:
		return field("pod", "shareProcessNamespace", "true"), ""
	case key == "stdin_open" && yes:
		return field("container", "stdin", "true"), ""
	case key == "tty" && yes:
		return field("container", "tty", "true"), ""
	case key == "hostname" && !format.Formats()["label"].Check(text).Found():
		return field("pod", "hostname", format.YAMLWord(text)), ""
	case key == "working_dir":
		return field("container", "workingDir", format.YAMLWord(text)), ""
	case key == "runtime":
		return field("pod", "runtimeClassName", format.YAMLWord(text)), ", with a RuntimeClass " + text
	case key == "scale" && format.Decimal.MatchString(text):
		return field("", "replicas", text), ""
	case key == "pull_policy":
		if policy := pullPolicy(text); policy != "" {
			return field("container", "imagePullPolicy", policy), ""
		}
	case key == "platform":
		if _, arch, ok := strings.Cut(text, "/"); ok {
			arch, _, _ = strings.Cut(arch, "/")
			return []Part{{"pod", "nodeSelector", "kubernetes.io/arch: " + format.YAMLWord(arch), "{}"}}, ""
		}
	case key == "stop_grace_period":
		if seconds := secondsOf(text); seconds != "" {
			return field("pod", "terminationGracePeriodSeconds", seconds), ""
		}
	}
	return nil, ""
}

// networkOfNode is a pod in the network of its node, which asks for names there unless it is told to ask the cluster.
func networkOfNode(n *source.Node) []Part {
	out := field("pod", "hostNetwork", "true")
	if n.Get("dns") == nil {
		out = append(out, field("pod", "dnsPolicy", "ClusterFirstWithHostNet")...)
	}
	return out
}

func pullPolicy(word string) string {
	switch word {
	case "always", "daily", "weekly":
		return "Always"
	case "missing", "if_not_present":
		return "IfNotPresent"
	case "never":
		return "Never"
	}
	return ""
}

// secondsOf is a duration in whole seconds; "" for none.
func secondsOf(text string) string {
	if format.Decimal.MatchString(text) {
		return text
	}
	span, err := time.ParseDuration(text)
	if err != nil || span < time.Second {
		return ""
	}
	return strconv.Itoa(int(span.Seconds()))
}
