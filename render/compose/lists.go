package compose

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// listParts are lists of Compose files that pods have in another form.
func listParts(n *source.Node, i int) ([]Part, string) {
	value := n.Values[i]
	var out []Part
	var unknown, items []string
	switch key := n.Keys[i].Text; key {
	case "env_file":
		if name := Text(n, "name"); name != "" && len(Texts(value)) == 1 {
			file := Texts(value)[0]
			return []Part{{"container", "envFrom", "{configMapRef: {name: " + format.YAMLWord(name) + "}}", "[]"}},
				", with what this makes: kubectl create configmap " + name + " --from-env-file=" + file + "; passwords belong into a Secret, named by secretRef"
		}
	case "extra_hosts":
		for _, entry := range namesAndValues(value, ":=") {
			if format.Formats()["ip"].Check(entry[1]).Found() { // host-gateway, which only Docker knows
				unknown = append(unknown, entry[0])
				continue
			}
			out = append(out, Part{"pod", "hostAliases", "{ip: " + format.YAMLWord(entry[1]) + ", hostnames: [" + format.YAMLWord(entry[0]) + "]}", "[]"})
		}
		if len(out) > 0 && len(unknown) > 0 {
			return out, ", with the address of the machine that is meant for " + strings.Join(unknown, " and ") + ", in hostAliases too"
		}
	case "sysctls":
		for _, entry := range namesAndValues(value, "=") {
			out = append(out, Part{"securityContext", "sysctls", "{name: " + format.YAMLWord(entry[0]) + ", value: " + strconv.Quote(entry[1]) + "}", "[]"})
		}
	case "dns":
		servers := Texts(value)
		if len(servers) > 0 && !slices.ContainsFunc(servers, func(s string) bool { return format.Formats()["ip"].Check(s).Found() }) {
			return append(field("pod", "dnsPolicy", "None"), Part{"pod", "dnsConfig", "nameservers: [" + list(servers) + "]", "{}"}), ""
		}
	case "dns_search":
		if domains := Texts(value); len(domains) > 0 {
			return []Part{{"pod", "dnsConfig", "searches: [" + list(domains) + "]", "{}"}}, ""
		}
	case "dns_opt":
		for _, option := range Texts(value) {
			name, text, given := strings.Cut(option, ":")
			item := "{name: " + format.YAMLWord(name)
			if given {
				item += ", value: " + strconv.Quote(text)
			}
			items = append(items, item+"}")
		}
		if items != nil {
			return []Part{{"pod", "dnsConfig", "options: [" + strings.Join(items, ", ") + "]", "{}"}}, ""
		}
	case "post_start", "pre_stop":
		if command := hook(value); command != "" {
			return []Part{{"container", "lifecycle", map[string]string{"post_start": "postStart", "pre_stop": "preStop"}[key] + ": {exec: {command: [" + command + "]}}", "{}"}}, ""
		}
	case "healthcheck":
		if probe := probeOfCompose(value, n); probe != "" {
			return field("", "probe", probe), ""
		}
	}
	return out, ""
}

// hook is the command of a hook that a container can run itself; "" of several, and of one that somebody else runs.
func hook(n *source.Node) string {
	if len(n.Items) != 1 || len(n.Items[0].Keys) != 1 || n.Items[0].Get("command") == nil {
		return ""
	}
	command := n.Items[0].Get("command")
	words := Texts(command)
	if command.Kind == source.Scalar && len(words) == 1 {
		words, _, _ = Words(words[0])
	}
	return list(words)
}

// namesAndValues are the entries of an object, or of a list of texts that a sign divides; none where
// one is something else.
func namesAndValues(n *source.Node, signs string) (out [][2]string) {
	for i, k := range n.Keys {
		if n.Values[i].Kind != source.Scalar {
			return nil
		}
		out = append(out, [2]string{k.Text, n.Values[i].Text})
	}
	for _, text := range Texts(n) {
		at := strings.IndexAny(text, signs)
		if at <= 0 {
			return nil
		}
		out = append(out, [2]string{text[:at], text[at+1:]})
	}
	return out
}
