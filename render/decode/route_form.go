package decode

import (
	"reflect"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// pathTypes are the words of Ingresses and HTTPRoutes for how a path is compared.
func pathTypes() map[string]string { return pathTypesOnce.Get(makePathTypes) }

var pathTypesOnce later.Value[map[string]string]

func makePathTypes() map[string]string {
	return map[string]string{"PathPrefix": "prefix", "Prefix": "prefix", "Exact": "exact", "RegularExpression": "regex"}
}

// pathOfElsewhere is a path of which the key does not say how it is compared, or
// says it farther in.
func pathOfElsewhere(n *source.Node, i int) otherForm {
	value := n.Values[i]
	word := strings.ToLower(n.Keys[i].Text)
	isPath := word == "path" || word == "paths" || word == "uri" || word == "url" || word == "location" || word == "match" && value.Kind == source.Scalar && strings.HasPrefix(value.Text, "/")
	if word == "paths" && value.Kind == source.List && len(value.Items) == 1 {
		value, isPath = value.Items[0], true
	}
	if !isPath || n.Get("exact") != nil || n.Get("prefix") != nil || n.Get("regex") != nil {
		return otherForm{}
	}
	if value.Kind == source.Map {
		way, text := "", value.Get("value")
		if kind := value.Get("type"); kind != nil && text != nil {
			way = pathTypes()[kind.Text]
		} else if len(value.Keys) == 1 && slices.Contains([]string{"exact", "prefix", "regex"}, value.Keys[0].Text) {
			way, text = value.Keys[0].Text, value.Values[0]
		}
		if way == "" {
			return otherForm{}
		}
		if way != "regex" {
			text = slashed(text)
		}
		return otherForm{help: "write " + way + ": " + abridged(text) + " in its place", field: way, value: text}
	}
	if value.Kind != source.Scalar || value.Null() {
		return otherForm{}
	}
	if above, ok := strings.CutSuffix(value.Text, "/*"); ok || value.Text == "/" || value.Text == "*" {
		above = strings.TrimPrefix(above, "*")
		above = "/" + strings.TrimPrefix(strings.TrimSuffix(above, "/"), "/")
		help := "write prefix: " + format.YAMLWord(above) + " in its place"
		switch kind := n.Get("pathType"); {
		case kind != nil && !ok && pathTypes()[kind.Text] == "exact":
			return otherForm{help: "write exact: / in place of it and of pathType", field: "exact", value: value}
		case kind != nil:
			help = "write prefix: " + format.YAMLWord(above) + " in place of it and of pathType"
		}
		return otherForm{help: help, field: "prefix", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: above}}
	}
	if way, path := format.PathMeant(value.Text); way != "" {
		place := "in its place"
		if n.Get("pathType") != nil {
			place = "in place of it and of pathType"
		}
		meant := &source.Node{Kind: source.Scalar, Place: value.Place, Text: path}
		return otherForm{help: "write " + way + ": " + abridged(meant) + " " + place, field: way, value: meant}
	}
	if kind := n.Get("pathType"); kind != nil && pathTypes()[kind.Text] != "" {
		way := pathTypes()[kind.Text]
		if way != "regex" {
			value = slashed(value)
			word = abridged(value)
		}
		return otherForm{help: "write " + way + ": " + word + " in place of it and of pathType", field: way, value: value}
	}
	value = slashed(value)
	word = abridged(value)
	return otherForm{help: "write prefix: " + word + " in its place, or exact: " + word + " for that path alone", field: "prefix", value: value}
}

// slashed is a path with the slash that it has to begin with, where only that is missing.
func slashed(path *source.Node) *source.Node {
	if path.Kind != source.Scalar || path.Text == "" || strings.HasPrefix(path.Text, "/") || strings.ContainsAny(path.Text, " ?#*:") {
		return path
	}
	begun := *path
	begun.Text = "/" + path.Text
	return &begun
}

// matchOfIstio is a VirtualService's match, of which the path is told.
func matchOfIstio(n *source.Node, i int) otherForm {
	match := n.Values[i]
	if n.Keys[i].Text != "match" && n.Keys[i].Text != "matches" {
		return otherForm{}
	}
	if match.Kind == source.List && len(match.Items) == 1 {
		match = match.Items[0]
	}
	for j, k := range match.Keys {
		out := pathOfElsewhere(match, j)
		if out.help == "" || n.Get(out.field) != nil {
			continue
		}
		if len(match.Keys) > 1 {
			return otherForm{help: "write what it holds in its place, as methods, headers and query beside the path, and of " + k.Text + " " + out.field + ": " + abridged(out.value), field: out.field, value: out.value}
		}
		return out
	}
	return otherForm{help: "write what it holds in its place, for each match a route: exact, prefix or regex, and methods, headers and query", wrong: true}
}

// pathTypeOfElsewhere is how a path is compared, which the path's own key says.
func pathTypeOfElsewhere(n *source.Node, i int) otherForm {
	switch {
	case n.Keys[i].Text != "pathType":
		return otherForm{}
	case n.Get("path") != nil:
		return otherForm{told: true}
	}
	return otherForm{help: "remove it: the path has a key for each way, exact, prefix or regex"}
}

// targetOfElsewhere is where a route goes, which is its app here.
func targetOfElsewhere(n *source.Node, i int) otherForm {
	if help := needlessWebSockets(folded(n.Keys[i].Text), n.Values[i]); help != "" {
		return otherForm{help: help}
	}
	switch key := n.Keys[i].Text; key {
	case "route", "destination", "backend", "backendRefs", "service", "proxy_pass", "proxyPass", "upstream", "serviceName", "servicePort", "loadBalancer", "services":
		return otherForm{help: "remove it: requests go to the app that the route is of, and its image or service says where"}
	}
	return otherForm{}
}

// routeOfApp is a field that routes of apps have, and those of tiers, which answer, have not.
func routeOfApp(n *source.Node, i int) otherForm {
	if to := targetOfElsewhere(n, i); to.help == "" && format.LayoutOf(reflect.TypeFor[format.Route]()).ByKey(n.Keys[i].Text) == nil {
		return otherForm{}
	}
	return otherForm{help: "move the route to an app: one of a tier's own is a redirect or an answer", wrong: true}
}

// pathCure is the help for a path of a route that is not of its form, which is in the spelling of
// another tool; else the help that there is.
func pathCure(f *format.Field, n *source.Node, m format.Origin, help string) string {
	if !slices.Equal(f.Formats, []string{"path"}) {
		return help
	}
	if word := format.FlagMeant(n.Text); len(n.Text) > 1 && (word == "true" || word == "false") {
		return pathOfFlag(m.Key(), word)
	}
	field, value := format.PathMeant(n.Text)
	if field == "" {
		field, value = format.PathMeant("/" + n.Text)
	}
	switch {
	case m.Key() == "rewrite" && (n.Text == "$uri" || n.Text == "$request_uri"):
		return "remove it: the path stays as it is"
	case field == "" || m.Key() != "exact" && m.Key() != "prefix":
		return help
	case field == m.Key():
		return "write: " + format.YAMLWord(value)
	}
	return "write " + field + ": " + format.YAMLWord(value) + " in place of " + m.Key()
}

// pathOfFlag is the help for true or false in the place of a path.
func pathOfFlag(key, word string) string {
	switch {
	case key == "rewrite" && word == "true":
		return "write: /; the prefix is taken away by it"
	case key == "rewrite":
		return "remove it: a path is sent on as it came"
	case word == "false":
		return "remove it"
	}
	return "write the path that is meant, as in /healthz"
}
