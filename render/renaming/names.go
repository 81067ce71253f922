package renaming

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// reference is what a reference by name within a namespace becomes.
func (c *carrier) reference(old manifest.ID, path []string) (manifest.ID, bool) {
	now, ok := c.names[old]
	switch {
	case !ok:
		c.outside(path, old.Kind, old.Name)
		return old, false
	case now.Namespace != c.at.New.Namespace:
		c.fail(path, fmt.Sprintf("names the %s %s, which is in namespace %s now, and cannot name one of another namespace than its own, %s",
			old.Kind, wording.Quote(old.Name), wording.Quote(now.Namespace), wording.Quote(c.at.New.Namespace)), "write the namespace into the topology")
	}
	return now, true
}

const clusterDomain = ".svc.cluster.local"

// service is what the name of a Service in DNS becomes; ok where there is such a
// Service. A name without dots is one of a namespace, none where that is "".
func (c *carrier) service(host, namespace string) (string, bool) {
	name, rest, dotted := strings.Cut(host, ".")
	tail := ""
	if dotted {
		namespace, tail, _ = strings.Cut(rest, ".")
		if tail != "" {
			tail = "." + tail
		}
		if tail != "" && tail != ".svc" && tail != ".svc.cluster" && tail != clusterDomain {
			return host, false
		}
	}
	now, ok := c.names[manifest.ID{Kind: "Service", Namespace: namespace, Name: name}]
	switch {
	case !ok:
		return host, false
	case dotted:
		return now.Name + "." + now.Namespace + tail, true
	case now.Namespace != c.at.New.Namespace:
		return now.Name + "." + now.Namespace + clusterDomain, true
	}
	return now.Name, true
}

// accountIn is a namespace and a ServiceAccount of it, with what is between them.
func (c *carrier) accountIn(namespace, name, between string) string {
	if now, ok := c.names[manifest.ID{Kind: "ServiceAccount", Namespace: namespace, Name: name}]; ok {
		return now.Namespace + between + now.Name
	}
	return c.scheme.Namespace(namespace) + between + name
}
