package mesh

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	envoycore "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	rbac "github.com/envoyproxy/go-control-plane/envoy/config/rbac/v3"
	envoymatcher "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"
)

// asking is a request, or a connection of which no request is read, as the proxy knows it
// that policies are asked of.
type asking struct {
	*request                // nil for a connection
	from     netip.Addr     // the other end of the connection
	origin   netip.Addr     // who asked first, by X-Forwarded-For or the PROXY protocol; from, where nobody trusted says
	pod      uint32         // the port of the pod that it came to
	identity string         // of a client of the mesh, spiffe://..., "" in plain text
	sni      string         // of a connection of TLS
	token    map[string]any // the claims of the token that was verified
}

// permits reports whether rules let somebody in: of ALLOW any policy has to take it, of
// DENY none, as Envoy's RBAC filter documents. What it is told of and this does not know
// is an error, and never let in nor kept out.
func permits(rules *rbac.RBAC, a *asking) (bool, error) {
	if rules == nil {
		return true, nil
	}
	taken := false
	for name, p := range rules.GetPolicies() {
		took, err := a.policy(p)
		if err != nil {
			return false, fmt.Errorf("%s: %w", name, err) // no clause: what is wrong is told below
		}
		taken = taken || took
	}
	switch rules.GetAction() {
	case rbac.RBAC_ALLOW:
		return taken, nil
	case rbac.RBAC_DENY:
		return !taken, nil
	}
	return true, nil // LOG
}

// taking is the policy of rules that takes somebody, the first by name; "" for none.
func taking(rules *rbac.RBAC, a *asking) (string, error) {
	first := ""
	for name, p := range rules.GetPolicies() {
		took, err := a.policy(p)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err) // no clause: what is wrong is told below
		}
		if took && (first == "" || name < first) {
			first = name
		}
	}
	return first, nil
}

func (a *asking) policy(p *rbac.Policy) (bool, error) {
	if p.GetCondition() != nil || p.GetCheckedCondition() != nil {
		return false, fmt.Errorf("a condition in CEL is not known here") // no clause: the judge does not know this
	}
	may, err := some(p.GetPermissions(), a.permission)
	if err != nil || !may {
		return false, err
	}
	return some(p.GetPrincipals(), a.principal)
}

// some reports whether one holds; what is not known is told, even behind one that does.
func some[T any](list []T, holds func(T) (bool, error)) (bool, error) {
	any := false
	for _, one := range list {
		ok, err := holds(one)
		if err != nil {
			return false, err
		}
		any = any || ok
	}
	return any, nil
}

func all[T any](list []T, holds func(T) (bool, error)) (bool, error) {
	none, err := some(list, func(one T) (bool, error) {
		ok, err := holds(one)
		return !ok, err
	})
	return !none, err
}

func not(holds bool, err error) (bool, error) { return !holds && err == nil, err }

func (a *asking) permission(p *rbac.Permission) (bool, error) {
	switch by := p.GetRule().(type) {
	case *rbac.Permission_Any:
		return by.Any, nil
	case *rbac.Permission_AndRules:
		return all(by.AndRules.GetRules(), a.permission)
	case *rbac.Permission_OrRules:
		return some(by.OrRules.GetRules(), a.permission)
	case *rbac.Permission_NotRule:
		return not(a.permission(by.NotRule))
	case *rbac.Permission_Header:
		return a.request != nil && takesHeader(by.Header, a.request) != by.Header.GetInvertMatch(), nil
	case *rbac.Permission_UrlPath:
		return a.request != nil && takesText(by.UrlPath.GetPath(), a.path), nil
	case *rbac.Permission_DestinationPort:
		return a.pod == by.DestinationPort, nil
	case *rbac.Permission_RequestedServerName:
		return takesText(by.RequestedServerName, a.serverName()), nil
	case *rbac.Permission_Metadata:
		//lint:ignore SA1019 it is the field that Istio writes
		m := by.Metadata
		return a.metadata(m.GetFilter(), m.GetPath(), m.GetValue())
	}
	return false, fmt.Errorf("a permission by %T is not known here", p.GetRule()) // no clause: the judge does not know this
}

func (a *asking) principal(p *rbac.Principal) (bool, error) {
	switch by := p.GetIdentifier().(type) {
	case *rbac.Principal_Any:
		return by.Any, nil
	case *rbac.Principal_AndIds:
		return all(by.AndIds.GetIds(), a.principal)
	case *rbac.Principal_OrIds:
		return some(by.OrIds.GetIds(), a.principal)
	case *rbac.Principal_NotId:
		return not(a.principal(by.NotId))
	case *rbac.Principal_Authenticated_:
		name := by.Authenticated.GetPrincipalName()
		return a.identity != "" && (name == nil || takesText(name, a.identity)), nil
	case *rbac.Principal_DirectRemoteIp:
		return within(by.DirectRemoteIp, a.from)
	case *rbac.Principal_RemoteIp:
		return within(by.RemoteIp, a.origin)
	case *rbac.Principal_Header:
		return a.request != nil && takesHeader(by.Header, a.request) != by.Header.GetInvertMatch(), nil
	case *rbac.Principal_Metadata:
		//lint:ignore SA1019 it is the field that Istio writes
		m := by.Metadata
		return a.metadata(m.GetFilter(), m.GetPath(), m.GetValue())
	}
	return false, fmt.Errorf("a principal by %T is not known here", p.GetIdentifier()) // no clause: the judge does not know this
}

func within(r *envoycore.CidrRange, ip netip.Addr) (bool, error) {
	p, err := netip.ParsePrefix(r.GetAddressPrefix() + "/" + strconv.Itoa(int(r.GetPrefixLen().GetValue())))
	return err == nil && p.Contains(ip), err
}

// step is a step of a path into metadata.
type step interface{ GetKey() string }

// metadata reports whether what a filter before wrote down is so: of a token its claims.
func (a *asking) metadata(filter string, path []*envoymatcher.MetadataMatcher_PathSegment, value *envoymatcher.ValueMatcher) (bool, error) {
	if filter != "envoy.filters.http.jwt_authn" || len(path) < 2 || path[0].GetKey() != "payload" {
		return false, fmt.Errorf("metadata of %s, %v, is not known here", filter, path) // no clause: the judge does not know this
	}
	var at any = a.token
	for _, s := range path[1:] {
		members, _ := at.(map[string]any)
		at = members[step(s).GetKey()]
	}
	return a.value(value, at)
}

func (a *asking) value(m *envoymatcher.ValueMatcher, at any) (bool, error) {
	switch by := m.GetMatchPattern().(type) {
	case *envoymatcher.ValueMatcher_StringMatch:
		text, ok := at.(string)
		return ok && takesText(by.StringMatch, text), nil
	case *envoymatcher.ValueMatcher_ListMatch:
		list, _ := at.([]any)
		return some(list, func(one any) (bool, error) { return a.value(by.ListMatch.GetOneOf(), one) })
	case *envoymatcher.ValueMatcher_OrMatch:
		return some(by.OrMatch.GetValueMatchers(), func(one *envoymatcher.ValueMatcher) (bool, error) { return a.value(one, at) })
	case *envoymatcher.ValueMatcher_PresentMatch:
		return (at != nil) == by.PresentMatch, nil
	}
	return false, fmt.Errorf("a value by %T is not known here", m.GetMatchPattern()) // no clause: the judge does not know this
}

// serverName is what the client's TLS asked for.
func (a *asking) serverName() string {
	switch {
	case a.sni != "":
		return a.sni
	case a.request == nil || !a.request.secure:
		return ""
	case a.request.sni != "":
		return a.request.sni
	}
	host, _, _ := strings.Cut(a.host, ":")
	return host
}
