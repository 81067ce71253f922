package policies

import "render/render/objects"

// Guards reports whether an object keeps somebody from pods of its namespace.
func Guards(o *objects.Object, pods objects.Labels) bool {
	switch o.ID().Kind {
	case "NetworkPolicy":
		return objects.NetworkPolicy{Resource: o.Resource()}.PodSelector().Match(pods)
	case "AuthorizationPolicy", "RequestAuthentication":
		return pods.Match(objects.AuthorizationPolicy{Resource: o.Resource()}.Selector().Labels())
	}
	return false
}
