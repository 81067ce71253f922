package compose

import (
	"net/url"
	"strings"

	"render/render/format"
	"render/render/source"
)

// probeOfCompose is a Compose file's health check as a probe: a URL that it asks of the container
// itself, else the command; "" for what is none.
func probeOfCompose(n *source.Node) string {
	test := n.Get("test")
	if test == nil {
		return ""
	}
	command := Texts(test)
	switch {
	case len(command) == 0:
		return ""
	case test.Kind == source.Scalar:
		command = []string{"sh", "-c", command[0]}
	case command[0] == "CMD-SHELL" && len(command) == 2:
		command = []string{"sh", "-c", command[1]}
	case command[0] == "CMD" && len(command) > 1:
		command = command[1:]
	default:
		return ""
	}
	asks := askedByCommand(command)
	if asks == "" {
		asks = "exec: [" + list(command) + "]"
	}
	for _, one := range [...]struct{ theirs, ours string }{{"interval", "periodSeconds"}, {"timeout", "timeoutSeconds"}, {"retries", "failureThreshold"}, {"start_period", "initialDelaySeconds"}} {
		if seconds := secondsOf(Text(n, one.theirs)); seconds != "" {
			asks += ", " + one.ours + ": " + seconds
		}
	}
	return "{ready: {" + asks + "}}"
}

// askedByCommand is the path and the port of a URL of the container itself that a command asks for; ""
// where it asks for none, or for several.
func askedByCommand(command []string) string {
	asked := ""
	for _, word := range strings.Fields(strings.Join(command, " ")) {
		word = strings.Trim(word, `"'`)
		if !strings.HasPrefix(word, "http://") {
			continue
		}
		at, err := url.Parse(word)
		if err != nil || asked != "" || at.Hostname() != "localhost" && at.Hostname() != "127.0.0.1" {
			return ""
		}
		path, port := at.Path, at.Port()
		if path == "" {
			path = "/"
		}
		if asked = "path: " + format.YAMLWord(path); port != "" {
			asked += ", port: " + port
		} else {
			asked += ", port: 80"
		}
	}
	return asked
}
