package compose

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// probeOfCompose is a Compose file's health check as a probe: a URL that it asks of the container
// itself, else the command; "" for what is none. In start_period a failure is none, and nothing is to be
// written for it: one of a probe for being ready stops nobody. service is what has it.
func probeOfCompose(n, service *source.Node) string {
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
	asks := askedByCommand(command, service)
	if asks == "" {
		asks = "exec: [" + list(command) + "]"
	}
	for _, one := range [...]struct{ theirs, ours, without string }{{"interval", "periodSeconds", ""}, {"timeout", "timeoutSeconds", composeTimeout}, {"retries", "failureThreshold", ""}} {
		if seconds := cmp.Or(secondsOf(Text(n, one.theirs)), one.without); seconds != "" {
			asks += ", " + one.ours + ": " + seconds
		}
	}
	return "{ready: {" + asks + "}}"
}

// composeTimeout is how many seconds a health check may take that says nothing of it
// (https://docs.docker.com/reference/dockerfile/#healthcheck); a probe may take one. How often it is
// asked, and how often it may fail, differ by what nobody notices.
const composeTimeout = "30"

// CheckedPort is the port at which the health check of a service asks the container itself by HTTP; 0 for none.
func CheckedPort(service *source.Node) int {
	check := service.Get("healthcheck")
	if check == nil || check.Get("test") == nil {
		return 0
	}
	asked := 0
	for _, word := range strings.Fields(strings.Join(Texts(check.Get("test")), " ")) {
		at, err := url.Parse(strings.Trim(word, `"'`))
		if err != nil || at.Scheme != "http" || at.Hostname() != "localhost" && at.Hostname() != "127.0.0.1" {
			continue
		}
		port, err := strconv.Atoi(cmp.Or(at.Port(), "80"))
		if err != nil || asked != 0 && asked != port {
			return 0
		}
		asked = port
	}
	return asked
}

// askedByCommand is the path and the port of a URL of the container itself that a command asks for; ""
// where it asks for none, or for several, or on a port that the service does not name.
func askedByCommand(command []string, service *source.Node) string {
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
		path, port := cmp.Or(at.Path, "/"), cmp.Or(at.Port(), "80")
		if !names(service, port) {
			return ""
		}
		asked = "path: " + format.YAMLWord(path) + ", port: " + port
	}
	return asked
}

// names reports whether a service, or an app, names a port of its container, the last number of what it
// says of one.
func names(service *source.Node, port string) bool {
	for _, key := range [...]string{"port", "ports", "expose", "containerPort", "targetPort"} {
		if n := service.Get(key); n != nil && holdsPort(n, port) {
			return true
		}
	}
	return false
}

func holdsPort(n *source.Node, port string) bool {
	if inside := n.Get("targetPort"); inside != nil {
		return inside.Text == port
	}
	if inside := n.Get("target"); inside != nil {
		return inside.Text == port
	}
	text, _, _ := strings.Cut(n.Text, "/")
	if text[strings.LastIndexByte(text, ':')+1:] == port {
		return true
	}
	holds := func(one *source.Node) bool { return holdsPort(one, port) }
	return slices.ContainsFunc(n.Items, holds) || slices.ContainsFunc(n.Values, holds)
}
