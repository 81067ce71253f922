package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// boundOf is the field of replicas that a key beside it says, "on" for whether anything scales; "" for another key.
func boundOf(key string) string {
	switch folded(key) {
	case "minreplicas", "replicasmin", "replicamin", "autoscalemin", "minpods":
		return "min"
	case "maxreplicas", "replicasmax", "replicamax", "autoscalemax", "maxpods":
		return "max"
	case "targetcpuutilizationpercentage", "targetcpuutilization", "targetcpu", "cputarget", "autoscalecpu":
		return "cpu"
	case "autoscaleenabled", "autoscalingenabled":
		return "on"
	}
	return ""
}

// boundsBeside is the help for the bounds of an autoscaler that stand at a tier or an app by themselves: with all
// of them, so that replicas is written once.
func boundsBeside(n *source.Node, i int) otherForm {
	if boundOf(n.Keys[i].Text) == "" {
		return otherForm{}
	}
	var parts []string
	for _, field := range []string{"min", "max", "cpu"} {
		at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return boundOf(k.Text) == field })
		if at >= 0 && n.Values[at].Kind == source.Scalar {
			parts = append(parts, field+": "+abridged(n.Values[at]))
		}
	}
	place := "in its place"
	switch count := len(slices.DeleteFunc(slices.Clone(n.Keys), func(k *source.Node) bool { return boundOf(k.Text) == "" })); {
	case n.Get("replicas") != nil:
		place = "in place of all that, and of replicas"
	case count > 1:
		place = "in place of all that"
	}
	on := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return boundOf(k.Text) == "on" })
	switch {
	case on >= 0 && format.FlagMeant(n.Values[on].Text) == "false", len(parts) == 0:
		return otherForm{help: "remove it: replicas is a number where nothing scales"}
	case !slices.ContainsFunc(parts, func(one string) bool { return strings.HasPrefix(one, "max") }):
		return otherForm{help: "write replicas: {" + strings.Join(parts, ", ") + ", max: NUMBER} " + place + ", with the most pods that are to run"}
	}
	return otherForm{help: "write replicas: {" + strings.Join(parts, ", ") + "} " + place}
}

// remark is the help for what is said to people alone; "" for another key.
func remark(n *source.Node, i int) string {
	value := n.Values[i]
	switch folded(n.Keys[i].Text) {
	case "description", "comment", "comments", "note", "notes", "remark", "owner", "owners", "team", "contact", "maintainer", "maintainers", "todo":
		text := abridged(value)
		if value.Kind == source.Scalar && len(value.Text) <= maxMended && !strings.Contains(value.Text, "\n") {
			text = value.Text
		}
		return "write it as a comment: # " + n.Keys[i].Text + ": " + text
	}
	return ""
}
