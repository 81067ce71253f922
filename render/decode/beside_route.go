package decode

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// differs reports whether a key of an object inside a route says something else than the field of the
// route that it is called like: what is written there is about the answer, about where a redirect
// leads, about the copy; and what is handed to an app has no meaning where none gets the request.
func (d *decoder) differs(key string) bool {
	if len(d.above) < 2 {
		return false
	}
	outer := &d.above[len(d.above)-2]
	if outer.of != "Route" && outer.of != "TierRoute" {
		return false
	}
	field := foreignField("Route", key)
	if field == "" {
		field = key
	}
	toApp := []string{"headers", "port", "version", "timeout", "retries", "mirror", "rewrite", "request"}
	target := []string{"headers", "hosts", "port", "query"}
	switch d.above[len(d.above)-1].of {
	case "Respond":
		return slices.Contains(toApp, field)
	case "Redirect":
		return slices.Contains(toApp, field) || slices.Contains(target, field) || field == "exact" && key != field
	case "Rewrite":
		return slices.Contains(target, field) || field == "exact" && key != field
	case "CORS":
		return field == "headers" || field == "hosts"
	case "Retries", "HeaderChange":
		return field == "headers"
	case "Mirror":
		return true
	}
	return false
}

// headersBeside is the help for headers inside what a route does, which is no match: those of an answer
// are changed by response beside it, those of a request on its way by request; "" for any other key.
func (d *decoder) headersBeside(n *source.Node, i int, m format.Origin) string {
	if len(d.above) < 2 {
		return ""
	}
	outer := &d.above[len(d.above)-2]
	key, of, field := folded(n.Keys[i].Text), "the answer's", "response"
	switch d.above[len(d.above)-1].of {
	case "Respond", "Redirect":
	case "Rewrite":
		of, field = "the request's", "request"
	default:
		return ""
	}
	if strings.Contains(key, "response") && field == "request" {
		of, field = "the answer's", "response"
	}
	change := headersOf(key, n.Values[i])
	if field == "request" && (key == "host" || key == "authority") && n.Values[i].Kind == source.Scalar {
		change = "{set: {host: " + abridged(n.Values[i]) + "}}"
	} else if !slices.Contains([]string{"headers", "header", "setheaders", "addheaders", field + "headers", "set" + field + "headers", "add" + field + "headers", field + "headermodifier"}, key) {
		return ""
	}
	if outer.node.Get(field) != nil {
		return fmt.Sprintf("%s headers are a field of the route: write it in %s beside %s, as in %s: %s", of, field, m.Key(), field, change)
	}
	return fmt.Sprintf("%s headers are a field of the route: write %s: %s beside %s", of, field, change, m.Key())
}

// headersOf is what becomes of the headers behind a key: numbers are in quotes, as each is text.
func headersOf(key string, n *source.Node) string {
	way := "set"
	if strings.HasPrefix(key, "add") {
		way = "add"
	}
	if n.Kind != source.Map || len(n.Keys) == 0 {
		return "{" + way + ": {NAME: TEXT}}"
	}
	all := abridgedBy(n, func(scalar *source.Node) string {
		if format.Decimal.MatchString(scalar.Text) || scalar.Text == "true" || scalar.Text == "false" || disputed.MatchString(scalar.Text) {
			return `"` + scalar.Text + `"`
		}
		return format.YAMLWord(scalar.Text)
	})
	if all == "..." {
		return "{" + way + ": {NAME: TEXT}}"
	}
	if n.Get("set") != nil || n.Get("add") != nil || n.Get("remove") != nil {
		return all
	}
	return "{" + way + ": " + all + "}"
}
