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
	var unknown []string
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
	case "healthcheck":
		if probe := probeOfCompose(value, n); probe != "" {
			return field("", "probe", probe), ""
		}
	}
	return out, ""
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
