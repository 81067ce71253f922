package conformance

import (
	"k8s.io/apimachinery/pkg/api/validation"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	gatewayv1beta1 "sigs.k8s.io/gateway-api/apis/v1beta1"
)

// gatewayAPI are the kinds of the Kubernetes Gateway API's standard channel.
func gatewayAPI() map[string]kind {
	subdomain := validation.NameIsDNSSubdomain
	return map[string]kind{
		"gateway.networking.k8s.io/v1 Gateway":             {of[gatewayv1.Gateway], true, subdomain},
		"gateway.networking.k8s.io/v1 HTTPRoute":           {of[gatewayv1.HTTPRoute], true, subdomain},
		"gateway.networking.k8s.io/v1 GRPCRoute":           {of[gatewayv1.GRPCRoute], true, subdomain},
		"gateway.networking.k8s.io/v1 TLSRoute":            {of[gatewayv1.TLSRoute], true, subdomain},
		"gateway.networking.k8s.io/v1 TCPRoute":            {of[gatewayv1.TCPRoute], true, subdomain},
		"gateway.networking.k8s.io/v1beta1 ReferenceGrant": {of[gatewayv1beta1.ReferenceGrant], true, subdomain},
	}
}
