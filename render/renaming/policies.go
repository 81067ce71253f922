package renaming

import (
	"strings"

	"render/internal/later"
	"render/render/manifest"
)

// conditions are the attributes by which a policy's conditions mean what may get another
// name; those of its sources have the same values.
func conditions() map[string]form { return conditionsOnce.Get(makeConditions) }

var conditionsOnce later.Value[map[string]form]

func makeConditions() map[string]form {
	return map[string]form{"source.principal": principal, "source.namespace": namespaceName, "source.serviceAccount": account}
}

// condition is one of an AuthorizationPolicy: {key, values, notValues}.
func condition(c *carrier, v any, path []string) any {
	object, _ := v.(map[string]any)
	key, _ := object["key"].(string)
	f, ok := conditions()[key]
	if !ok {
		return c.walk(v, nil, path)
	}
	for _, list := range []string{"values", "notValues"} {
		if values, ok := object[list]; ok {
			object[list] = c.apply(values, f, append(path[:len(path):len(path)], list))
		}
	}
	return object
}

// The users and groups that Kubernetes makes of ServiceAccounts.
const (
	accountUser   = "system:serviceaccount:"
	accountsGroup = "system:serviceaccounts:"
)

// subject is one of a role's binding: a ServiceAccount, or a user or group of some.
func subject(c *carrier, v any, path []string) any {
	object, _ := v.(map[string]any)
	name, _ := object["name"].(string)
	switch kind, _ := object["kind"].(string); kind {
	case "User":
		if namespace, account, ok := strings.Cut(strings.TrimPrefix(name, accountUser), ":"); ok && strings.HasPrefix(name, accountUser) {
			object["name"] = accountUser + c.accountIn(namespace, account, ":")
		}
		return v
	case "Group":
		if namespace, ok := strings.CutPrefix(name, accountsGroup); ok {
			object["name"] = accountsGroup + c.scheme.Namespace(namespace)
		}
		return v
	}
	return ref("", "ServiceAccount")(c, v, path)
}

// routes are the routes of a Gateway's server as Istio calls them,
// "https.port.name of the port.gateway.namespace"; those without TLS have no Gateway in
// their names (istio, pilot/pkg/model, GatewayRDSRouteName).
func routes(c *carrier, v any, path []string) any { return textOf(c, v, path, routesText) }

func routesText(c *carrier, name string, _ []string) string {
	end := strings.LastIndexByte(name, '.')
	if !strings.HasPrefix(name, "https.") || end < 0 {
		return name
	}
	before, namespace := name[:end], name[end+1:]
	for at := range before { // a Gateway's name may have dots itself
		if before[at] != '.' || strings.Count(before[:at], ".") < 2 {
			continue
		}
		old := manifest.ID{Group: istioNetworking, Kind: "Gateway", Namespace: namespace, Name: before[at+1:]}
		if now, ok := c.names[old]; ok {
			return before[:at+1] + now.Name + "." + now.Namespace
		}
	}
	return name
}
