package mesh

import (
	"cmp"
	"fmt"
	"strings"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	extauthz "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/ext_authz/v3"
	jwt "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/jwt_authn/v3"
	rbachttp "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/rbac/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	rbactcp "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/rbac/v3"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// admission is what a chain of filters makes of somebody.
type admission struct {
	refused string   // by what: "401" for a token, "403" for a policy; "" lets in
	asks    []string // the providers that are asked before
}

// admit goes through a filter chain, as a connection and the requests in it do.
func admit(chain *listener.FilterChain, a *asking, given []credential) (admission, error) {
	var out admission
	for _, f := range chain.GetFilters() {
		switch f.GetTypedConfig().GetTypeUrl() {
		case typeOf(&rbactcp.RBAC{}):
			rules := &rbactcp.RBAC{}
			if err := f.GetTypedConfig().UnmarshalTo(rules); err != nil {
				return out, err
			}
			connection := *a
			connection.request = nil
			if rules.GetShadowRules() != nil {
				return out, fmt.Errorf("rules of a connection that are tried alone are not known here") // no clause: the judge does not know this
			}
			if in, err := permits(rules.GetRules(), &connection); err != nil || !in {
				return admission{refused: "closed"}, err
			}
		case typeOf(&hcm.HttpConnectionManager{}):
			manager := &hcm.HttpConnectionManager{}
			if err := f.GetTypedConfig().UnmarshalTo(manager); err != nil {
				return out, err
			}
			return admitRequest(manager.GetHttpFilters(), a, given)
		}
	}
	return out, nil
}

func typeOf(m proto.Message) string {
	a, err := anypb.New(m)
	if err != nil {
		panic(err)
	}
	return a.GetTypeUrl()
}

// admitRequest goes through the filters of requests.
func admitRequest(filters []*hcm.HttpFilter, a *asking, given []credential) (admission, error) {
	var out admission
	shadow := "" // the policy that takes it, of rules that are tried alone
	asked := *a
	for _, f := range filters {
		switch config := f.GetTypedConfig(); config.GetTypeUrl() {
		case typeOf(&jwt.JwtAuthentication{}):
			verify := &jwt.JwtAuthentication{}
			if err := config.UnmarshalTo(verify); err != nil {
				return out, err
			}
			claims, in, err := verified(verify, &asked, given)
			if err != nil || !in {
				return admission{refused: "401"}, err
			}
			asked.token = claims
		case typeOf(&rbachttp.RBAC{}):
			rules := &rbachttp.RBAC{}
			if err := config.UnmarshalTo(rules); err != nil {
				return out, err
			}
			if tried := rules.GetShadowRules(); tried != nil {
				name, err := taking(tried, &asked)
				if err != nil {
					return out, err
				}
				if name != "" { // what an earlier filter has noted stays (envoy, source/extensions/filters/http/rbac/rbac_filter.cc)
					shadow = name
				}
			}
			if in, err := permits(rules.GetRules(), &asked); err != nil || !in {
				return admission{refused: "403", asks: out.asks}, err
			}
		case typeOf(&extauthz.ExtAuthz{}):
			ask := &extauthz.ExtAuthz{}
			if err := config.UnmarshalTo(ask); err != nil {
				return out, err
			}
			if of := ask.GetFilterEnabledMetadata(); of == nil || strings.HasPrefix(shadow, cmp.Or(of.GetValue().GetStringMatch().GetPrefix(), "\x00")) {
				out.asks = append(out.asks, provider(ask))
			}
		}
	}
	return out, nil
}

// provider is where the filter asks: the cluster of its service.
func provider(ask *extauthz.ExtAuthz) string {
	if s := ask.GetHttpService(); s != nil {
		return s.GetServerUri().GetCluster()
	}
	return ask.GetGrpcService().GetEnvoyGrpc().GetClusterName()
}
