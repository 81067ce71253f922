package format

import (
	"strconv"
	"strings"
)

// SplitRedirect is a redirect's target in parts; what it leaves as it is is "",
// or 0.
func SplitRedirect(to string) (scheme, host, path string, port int) {
	if strings.HasPrefix(to, "/") {
		return "", "", to, 0
	}
	scheme, rest, _ := strings.Cut(to, "://")
	host, path, found := strings.Cut(rest, "/")
	if found && path != "" {
		path = "/" + path
	} else {
		path = ""
		if found {
			path = "/"
		}
	}
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		port, _ = strconv.Atoi(host[i+1:])
		host = host[:i]
	}
	return scheme, host, path, port
}
