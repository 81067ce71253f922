package renaming

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// ofText is a form of texts; anything else is left as it is.
func ofText(f func(c *carrier, text string, path []string) string) form {
	return func(c *carrier, v any, path []string) any { return textOf(c, v, path, f) }
}

func textOf(c *carrier, v any, path []string, f func(c *carrier, text string, path []string) string) any {
	if text, ok := v.(string); ok && text != "" {
		return f(c, text, path)
	}
	return v
}

// named is the name of an object in the namespace of the one at hand.
func named(group, kind string) form {
	return ofText(func(c *carrier, name string, path []string) string {
		now, _ := c.reference(manifest.ID{Group: group, Kind: kind, Namespace: c.at.Old.Namespace, Name: name}, path)
		return now.Name
	})
}

// clusterWide is the name of an object that is in no namespace.
func clusterWide(group, kind string) form {
	return ofText(func(c *carrier, name string, _ []string) string {
		if now, ok := c.names[manifest.ID{Group: group, Kind: kind, Name: name}]; ok {
			return now.Name
		}
		return name
	})
}

// kubernetes begins a credential that has a namespace in it.
const kubernetes = "kubernetes-gateway://"

// credential is the name of a Secret in the namespace of a gateway's pods.
func credential(c *carrier, v any, path []string) any { return textOf(c, v, path, credentialText) }

func credentialText(c *carrier, name string, path []string) string {
	if rest, ok := strings.CutPrefix(name, kubernetes); ok {
		namespace, name, _ := strings.Cut(rest, "/")
		if now, ok := c.names[manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}]; ok {
			return kubernetes + now.Namespace + "/" + now.Name
		}
		return kubernetes + rest
	}
	now, ok := c.anywhere("", "Secret", name, path)
	if !ok { // the Secret of an authority alone may be there
		if now, ok := c.anywhere("", "Secret", name+clientCA, path); ok {
			return strings.TrimSuffix(now, clientCA)
		}
	}
	return now
}

// made is the name of a Secret that the object at hand makes.
func made(c *carrier, v any, path []string) any { return textOf(c, v, path, madeText) }

func madeText(c *carrier, name string, _ []string) string { return c.scheme.Name(name) }

// ownName is the name of the object at hand once more.
func ownName(c *carrier, v any, path []string) any { return textOf(c, v, path, ownNameText) }

func ownNameText(c *carrier, name string, _ []string) string {
	if name == c.at.Old.Name {
		return c.at.New.Name
	}
	return name
}

// namespaceName is the name of a namespace.
func namespaceName(c *carrier, v any, path []string) any {
	return textOf(c, v, path, namespaceNameText)
}

func namespaceNameText(c *carrier, name string, _ []string) string { return c.scheme.Namespace(name) }

// istioGateway is a Gateway of Istio's: "name", "namespace/name", or "mesh".
func istioGateway(c *carrier, v any, path []string) any { return textOf(c, v, path, istioGatewayText) }

func istioGatewayText(c *carrier, name string, _ []string) string {
	if name == "mesh" {
		return name
	}
	namespace, short, long := strings.Cut(name, "/")
	if !long {
		namespace, short = c.at.Old.Namespace, name
	}
	now, ok := c.names[manifest.ID{Group: istioNetworking, Kind: "Gateway", Namespace: namespace, Name: short}]
	if !ok {
		now = manifest.ID{Namespace: namespace, Name: short}
	}
	if long || now.Namespace != c.at.New.Namespace {
		return now.Namespace + "/" + now.Name
	}
	return now.Name
}

// host is a Service by its name in DNS, completed by the namespace of the object at
// hand. One that is not among the objects stays the one that it is.
func host(c *carrier, v any, path []string) any { return textOf(c, v, path, hostText) }

func hostText(c *carrier, name string, _ []string) string {
	now, ok := c.service(name, c.at.Old.Namespace)
	if !ok && c.at.moves() && !strings.ContainsAny(name, ".*") {
		return name + "." + c.at.Old.Namespace + clusterDomain
	}
	return now
}

// serviceHost is a host that may be a Service, and is some other name mostly.
func serviceHost(c *carrier, v any, path []string) any { return textOf(c, v, path, serviceHostText) }

func serviceHostText(c *carrier, name string, _ []string) string {
	now, _ := c.service(name, c.at.Old.Namespace)
	return now
}

// scopedHost is "namespace/host", or a host.
func scopedHost(c *carrier, v any, path []string) any { return textOf(c, v, path, scopedHostText) }

func scopedHostText(c *carrier, name string, _ []string) string {
	namespace, host, scoped := strings.Cut(name, "/")
	if !scoped {
		now, _ := c.service(name, c.at.Old.Namespace)
		return now
	}
	now, _ := c.service(host, "")
	return c.scheme.Namespace(namespace) + "/" + now
}

// account is "namespace/name" of a ServiceAccount, or its name.
func account(c *carrier, v any, path []string) any { return textOf(c, v, path, accountText) }

func accountText(c *carrier, name string, path []string) string {
	namespace, short, scoped := strings.Cut(name, "/")
	if !scoped {
		now, _ := c.reference(manifest.ID{Kind: "ServiceAccount", Namespace: c.at.Old.Namespace, Name: name}, path)
		return now.Name
	}
	return c.accountIn(namespace, short, "/")
}

// principal is "cluster.local/ns/namespace/sa/name", with perhaps a * at an end.
func principal(c *carrier, v any, path []string) any { return textOf(c, v, path, principalText) }

func principalText(c *carrier, name string, path []string) string {
	before, rest, ok := strings.Cut(name, "/ns/")
	if !ok {
		if strings.Contains(name, "/sa/") || strings.HasPrefix(name, "*") && name != "*" {
			c.doubt(path, fmt.Sprintf("%s may mean a ServiceAccount that is called otherwise now", wording.Quote(name)), "write it as cluster.local/ns/<namespace>/sa/<name>")
		}
		return name
	}
	namespace, tail, _ := strings.Cut(rest, "/")
	if begin, open := strings.CutSuffix(namespace, "*"); open && begin != "" {
		for _, moved := range slices.Sorted(maps.Keys(c.scheme.Namespaces)) {
			if strings.HasPrefix(moved, begin) {
				c.doubt(path, fmt.Sprintf("%s means the namespace %s, which is %s now", wording.Quote(name), wording.Quote(moved), wording.Quote(c.scheme.Namespace(moved))), "write the namespaces out")
				break
			}
		}
	}
	if account, ok := strings.CutPrefix(tail, "sa/"); ok {
		return before + "/ns/" + c.accountIn(namespace, account, "/sa/")
	}
	return before + "/ns/" + c.scheme.Namespace(namespace) + strings.TrimPrefix(rest, namespace)
}

// environment is the value of a variable, which may be a Service's name.
func environment(c *carrier, v any, path []string) any { return textOf(c, v, path, environmentText) }

func environmentText(c *carrier, value string, path []string) string {
	id := manifest.ID{Kind: "Service", Namespace: c.at.Old.Namespace, Name: value}
	if now, ok := c.names[id]; ok && now != id && !strings.Contains(value, ".") {
		c.doubt(path, fmt.Sprintf("%s may mean the Service of that name, which is called %s now", wording.Quote(value), wording.Quote(now.Name)), "patch the value too, if it does")
		return value
	}
	c.leftover(value, path)
	return value
}
