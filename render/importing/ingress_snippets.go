package importing

import (
	"fmt"
	"regexp"
	"strings"

	"render/internal/later"
	"render/render/format"
)

// sent is a location of nginx that sends clients from one path elsewhere.
func sent() *regexp.Regexp {
	return sentOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`location\s*=\s*(/[^\s{"]*)\s*\{\s*return\s+(30[12378])\s+([^\s;]+)\s*;\s*\}`)
	})
}

var sentOnce later.Value[*regexp.Regexp]

// snippet is how a topology does what lines of nginx's own do in an annotation: redirects of single paths are routes; of
// what else they do nobody can know but who reads them.
func snippet(value string) string {
	var routes []string
	rest := sent().ReplaceAllStringFunc(value, func(location string) string {
		parts := sent().FindStringSubmatch(location)
		to := parts[3]
		for _, own := range []string{"$scheme://$host", "$scheme://$http_host", "https://$host", "https://$http_host"} {
			to = strings.TrimPrefix(to, own)
		}
		if strings.Contains(to, "$") || !strings.HasPrefix(to, "/") && absolute().FindString(to) == "" {
			return location
		}
		routes = append(routes, fmt.Sprintf("{exact: %s, redirect: {to: %s, code: %s}}", format.YAMLWord(parts[1]), format.YAMLWord(to), parts[2]))
		return ""
	})
	redirects := "write into the routes of the app " + strings.Join(routes, ", ")
	others := "its lines do nothing from now on: if one keeps somebody out write access, for a redirect write a route with redirect, for a header of answers response: {set: {NAME: VALUE}} at the routes"
	switch {
	case len(routes) == 0:
		return others
	case strings.TrimSpace(rest) == "":
		return redirects
	}
	return redirects + "; its other lines do nothing from now on: if one keeps somebody out write access"
}
