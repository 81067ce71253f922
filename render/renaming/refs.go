package renaming

import (
	"render/internal/later"
	"render/render/manifest"
)

// clustered are kinds in no namespace that references name by kind.
func clustered() map[string]bool { return clusteredOnce.Get(makeClustered) }

var clusteredOnce later.Value[map[string]bool]

func makeClustered() map[string]bool {
	return map[string]bool{"ClusterRole": true, "ClusterIssuer": true, "ClusterSecretStore": true, "GatewayClass": true, "IngressClass": true}
}

// ref is an object {group, kind, name, namespace}, of which some may be left out:
// the kind is given then, and the namespace is that of the object at hand.
func ref(group, kind string) form {
	return func(c *carrier, v any, path []string) any {
		object, ok := v.(map[string]any)
		name, named := object["name"].(string)
		if !ok || !named {
			return v
		}
		old := manifest.ID{Group: group, Kind: kind, Namespace: c.at.Old.Namespace, Name: name}
		if written, ok := object["kind"].(string); ok {
			old.Kind = written
		}
		for _, key := range []string{"group", "apiGroup"} {
			if written, ok := object[key].(string); ok {
				old.Group = written
			}
		}
		if version, ok := object["apiVersion"].(string); ok {
			old.Group = manifest.GroupOf(version)
		}
		if old.Kind == "Hostname" { // Istio's: a name in DNS
			object["name"] = serviceHost(c, name, path)
			return v
		}
		if clustered()[old.Kind] {
			old.Namespace = ""
			if now, ok := c.names[old]; ok {
				object["name"] = now.Name
			}
			return v
		}
		namespace, scoped := object["namespace"].(string)
		if !scoped || namespace == "" {
			c.nearby(object, old, path)
			return v
		}
		old.Namespace = namespace
		now, ok := c.names[old]
		if !ok { // its namespace stays, since nothing is known that moves it
			if old.Kind == "ServiceAccount" {
				object["namespace"] = c.scheme.Namespace(namespace)
			}
			return v
		}
		object["name"], object["namespace"] = now.Name, now.Namespace
		return v
	}
}

// nearby is a reference without a namespace: it gets one where what it means is in
// another than the object at hand now, and a Gateway of the Gateway API may be.
func (c *carrier) nearby(object map[string]any, old manifest.ID, path []string) {
	now, ok := c.names[old]
	switch {
	case ok && now.Namespace == c.at.New.Namespace:
		object["name"] = now.Name
	case old.Group == gatewayAPI && old.Kind == "Gateway" && c.at.moves():
		if !ok {
			now = old
		}
		object["name"], object["namespace"] = now.Name, now.Namespace
	default:
		if now, ok := c.reference(old, path); ok {
			object["name"] = now.Name
		}
	}
}

// resources are kinds as roles name them.
func resources() map[string]manifest.ID { return resourcesOnce.Get(makeResources) }

var resourcesOnce later.Value[map[string]manifest.ID]

func makeResources() map[string]manifest.ID {
	return map[string]manifest.ID{
		"secrets": {Kind: "Secret"}, "configmaps": {Kind: "ConfigMap"}, "services": {Kind: "Service"}, "serviceaccounts": {Kind: "ServiceAccount"},
		"deployments": {Group: "apps", Kind: "Deployment"},
	}
}

// right is a rule of a role: the names in it are those of its resources, in a
// ClusterRole of all namespaces.
func right(c *carrier, v any, path []string) any {
	rule, ok := v.(map[string]any)
	if !ok {
		return v
	}
	of, _ := rule["resources"].([]any)
	names, _ := rule["resourceNames"].([]any)
	for i := range names {
		name, _ := names[i].(string)
		for _, one := range of {
			resource, _ := one.(string)
			old, ok := resources()[resource]
			if !ok {
				continue
			}
			old.Namespace, old.Name = c.at.Old.Namespace, name
			if c.at.Old.Namespace == "" {
				if now, ok := c.anywhere(old.Group, old.Kind, name, path); ok {
					names[i] = now
					break
				}
			}
			if now, ok := c.names[old]; ok {
				names[i] = now.Name
				break
			}
		}
	}
	return v
}
