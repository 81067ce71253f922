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

// OfGuard are what a policy has of rules for what comes in; none of no policy.
func OfGuard(o *objects.Object) []Rule {
	switch {
	case o == nil:
	case o.ID().Kind == "NetworkPolicy":
		return OfNetwork(objects.NetworkPolicy{Resource: o.Resource()}, Ingress)
	case o.ID().Kind == "AuthorizationPolicy":
		return OfAuthorization(objects.AuthorizationPolicy{Resource: o.Resource()})
	}
	return nil
}
