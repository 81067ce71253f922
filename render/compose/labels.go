package compose

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// ForProxy reports whether labels are some for Traefik or Caddy, which lead requests to services by them.
func ForProxy(labels *source.Node) bool {
	return slices.ContainsFunc(labelsOf(labels), func(one label) bool { return strings.HasPrefix(one.key, "traefik.") || isCaddys(one.key) })
}

// ProxyLed is what labels have a proxy lead to a service, and what of them nothing becomes of; others are
// the labels of the file's other services.
func ProxyLed(labels *source.Node, others ...*source.Node) ([]Led, []Unled) {
	led, unled := TraefikLed(labels, others...)
	more, not := caddyLed(labels)
	return append(led, more...), append(unled, not...)
}

// ProxyHosts are the names that labels for a proxy give to a service.
func ProxyHosts(labels *source.Node) (out []string) {
	led, _ := ProxyLed(labels)
	for _, one := range led {
		for _, host := range one.Hosts {
			if !slices.Contains(out, host) && !format.Formats()["host"].Check(host).Found() {
				out = append(out, host)
			}
		}
	}
	return out
}

// isCaddys reports whether a label is one for caddy-docker-proxy: caddy, caddy_1, and what is below these.
func isCaddys(key string) bool {
	first, _, _ := strings.Cut(key, ".")
	return first == "caddy" || strings.HasPrefix(first, "caddy_")
}

// caddyLed is what labels have Caddy lead to a service, by caddy-docker-proxy's rules: a site a group of labels
// (https://github.com/lucaslorentz/caddy-docker-proxy).
func caddyLed(n *source.Node) (out []Led, unled []Unled) {
	var groups []string
	of := map[string]label{}
	for _, one := range labelsOf(n) {
		group, below, _ := strings.Cut(one.key, ".")
		if !isCaddys(one.key) {
			continue
		}
		if of[one.key] = one; below == "" {
			groups = append(groups, group)
		} else if below != "reverse_proxy" && below != "tls" && !strings.HasPrefix(below, "tls.") {
			unled = append(unled, Unled{one.at, one.key, "the tier's gateway reads no directive of Caddy; write what it does in the app's routes"})
		}
	}
	for _, group := range groups {
		to := of[group+".reverse_proxy"].value
		if to == "" {
			continue // a snippet, or a site that answers by itself
		}
		var hosts []string
		for _, host := range strings.FieldsFunc(of[group].value, func(c rune) bool { return c == ' ' || c == ',' }) {
			_, name, found := strings.Cut(host, "://")
			if !found {
				name = host
			}
			hosts = append(hosts, name)
		}
		found := upstreams().FindStringSubmatch(to)
		if found == nil {
			unled = append(unled, Unled{of[group+".reverse_proxy"].at, group + ".reverse_proxy", "where it leads is no {{upstreams PORT}}; write it as routes: of the app"})
			continue
		}
		out = append(out, Led{Asked: Asked{Hosts: hosts}, Port: found[2], TLS: strings.HasPrefix(found[1], "https")})
	}
	return out, unled
}

func upstreams() *regexp.Regexp {
	return upstreamsOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`^\{\{\s*upstreams(?:\s+(https?))?(?:\s+([0-9]+))?\s*\}\}$`)
	})
}

var upstreamsOnce later.Value[*regexp.Regexp]
