package compose

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// isPrivileged reports whether a service's container is privileged, as one with devices of the machine has to be.
func isPrivileged(service *source.Node) bool {
	devices := service.Get("devices")
	return Text(service, "privileged") == "true" || devices != nil && len(devices.Items) > 0
}

// securityParts are what a security context says of a container.
func securityParts(n *source.Node, i int) ([]Part, string) {
	const of = "securityContext"
	value := n.Values[i]
	yes := value.Kind == source.Scalar && value.Text == "true"
	switch key := n.Keys[i].Text; key {
	case "user":
		user, group, both := strings.Cut(strings.ReplaceAll(value.Text, "root", "0"), ":")
		if value.Kind != source.Scalar || !format.Decimal.MatchString(user) || both && !format.Decimal.MatchString(group) {
			return nil, ""
		}
		out := field(of, "runAsUser", user)
		if both {
			out = append(out, field(of, "runAsGroup", group)...)
		}
		return out, ""
	case "group_add":
		groups := Texts(value)
		if len(groups) > 0 && !slices.ContainsFunc(groups, func(g string) bool { return !format.Decimal.MatchString(g) }) {
			return field(of, "supplementalGroups", "["+strings.Join(groups, ", ")+"]"), ""
		}
	case "privileged":
		if yes {
			return field(of, "privileged", "true"), ""
		}
	case "read_only":
		if yes {
			return field(of, "readOnlyRootFilesystem", "true"), ""
		}
	case "cap_add", "cap_drop":
		if all := Texts(value); len(all) > 0 {
			return []Part{{of, "capabilities", strings.TrimPrefix(key, "cap_") + ": [" + list(all) + "]", "{}"}}, ""
		}
	case "security_opt":
		return securityOptions(n, Texts(value)), ""
	}
	return nil, ""
}

// securityOptions are what Docker is told of a container's security in texts.
func securityOptions(n *source.Node, options []string) (out []Part) {
	const of = "securityContext"
	for _, option := range options {
		switch name, how, _ := strings.Cut(strings.Replace(option, "=", ":", 1), ":"); {
		case name == "no-new-privileges" && how != "false" && !isPrivileged(n):
			out = append(out, field(of, "allowPrivilegeEscalation", "false")...)
		case name == "seccomp" && how == "unconfined":
			out = append(out, field(of, "seccompProfile", "{type: Unconfined}")...)
		}
	}
	return out
}
