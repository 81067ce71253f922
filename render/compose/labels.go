package compose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// ForProxy reports whether labels are some for Traefik, which leads requests to services by them.
func ForProxy(labels *source.Node) bool {
	return slices.ContainsFunc(labelTexts(labels), func(label string) bool { return strings.HasPrefix(label, "traefik.") })
}

// labelTexts are labels as texts, NAME=value.
func labelTexts(labels *source.Node) []string {
	texts := Texts(labels)
	for i, k := range labels.Keys {
		texts = append(texts, k.Text+"="+labels.Values[i].Text)
	}
	return texts
}

// ProxyHosts are the names that labels for Traefik give to a service.
func ProxyHosts(labels *source.Node) (out []string) {
	for _, label := range labelTexts(labels) {
		key, rule, _ := strings.Cut(label, "=")
		if !strings.HasPrefix(key, "traefik.http.routers.") || !strings.HasSuffix(key, ".rule") {
			continue
		}
		for _, found := range ruleHost().FindAllStringSubmatch(rule, -1) {
			if host := cmp.Or(found[1], found[2]); !slices.Contains(out, host) && !format.Formats()["host"].Check(host).Found() {
				out = append(out, host)
			}
		}
	}
	return out
}

func ruleHost() *regexp.Regexp {
	return ruleHostOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("Host\\((?:`([^`]+)`|\"([^\"]+)\")\\)") })
}

var ruleHostOnce later.Value[*regexp.Regexp]
