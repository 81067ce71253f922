// Package dns judges what DNS would be told, by external-dns' own sources: which names they
// find in objects, and where those lead.
//
// In goes a stream of objects; out come records. It must never import anything of the
// renderer: its tests run the tool.
package dns

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	networking "istio.io/client-go/pkg/apis/networking/v1"
	istio "istio.io/client-go/pkg/clientset/versioned"
	istiofake "istio.io/client-go/pkg/clientset/versioned/fake"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/kubernetes"
	kubefake "k8s.io/client-go/kubernetes/fake"
	endpoints "sigs.k8s.io/external-dns/apis/v1alpha1"
	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/source"
	"sigs.k8s.io/external-dns/source/annotations"
	gatewayapi "sigs.k8s.io/gateway-api/apis/v1"
	gateways "sigs.k8s.io/gateway-api/pkg/client/clientset/versioned"
	gatewaysfake "sigs.k8s.io/gateway-api/pkg/client/clientset/versioned/fake"
	"sigs.k8s.io/yaml"
)

// elsewhere is what the cluster says that each gateway has for an address, which no tier
// has: a record with it comes of no annotation.
const elsewhere = "198.51.100.1"

// clients are a cluster with some objects; external-dns asks it for no others.
type clients struct {
	source.ClientGenerator
	kube     *kubefake.Clientset
	istio    *istiofake.Clientset
	gateways *gatewaysfake.Clientset
	// endpoints are read from an API server, of which external-dns makes a client by itself.
	endpoints *server
}

func (c *clients) KubeClient() (kubernetes.Interface, error)  { return c.kube, nil }
func (c *clients) IstioClient() (istio.Interface, error)      { return c.istio, nil }
func (c *clients) GatewayClient() (gateways.Interface, error) { return c.gateways, nil }

// Runs is how an external-dns runs.
type Runs struct {
	Prefix      string // --annotation-prefix
	Annotations string // --annotation-filter, "" for none
	Labels      string // --label-filter, "" for none
	Endpoints   bool   // --source=crd alone, and not those of Gateways and routes
}

// Records are what an external-dns finds in a stream, sorted, each "name type ttl targets",
// with what it has for its provider behind it.
func Records(ctx context.Context, stream []byte, how Runs) ([]string, error) {
	ctx, stop := context.WithCancel(ctx) // what the sources watch with
	defer stop()
	c, err := cluster(ctx, stream)
	if err != nil {
		return nil, err
	}
	annotations.SetAnnotationPrefix(how.Prefix)
	cfg := &source.Config{}
	if how.Annotations != "" {
		if cfg.AnnotationFilter, err = annotations.ParseFilter(how.Annotations); err != nil {
			return nil, err
		}
	}
	if cfg.LabelFilter, err = labels.Parse(how.Labels); err != nil {
		return nil, err
	}
	var all []*endpoint.Endpoint
	for _, make := range c.sources(how) {
		s, err := make(ctx, cfg)
		if err != nil {
			return nil, err
		}
		found, err := s.Endpoints(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	var out []string
	for _, e := range endpoint.MergeEndpoints(all) {
		targets := slices.Clone([]string(e.Targets))
		slices.Sort(targets)
		text := fmt.Sprintf("%s %s %d %s", e.DNSName, e.RecordType, e.RecordTTL, strings.Join(targets, ","))
		for _, p := range e.ProviderSpecific {
			text += fmt.Sprintf(" %s=%s", p.Name, p.Value)
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return out, nil
}

// sources are those that an external-dns has.
func (c *clients) sources(how Runs) []func(context.Context, *source.Config) (source.Source, error) {
	endpoints := func(ctx context.Context, cfg *source.Config) (source.Source, error) {
		return source.NewCRDSource(ctx, c.endpoints.config(ctx), cfg)
	}
	if how.Endpoints {
		return []func(context.Context, *source.Config) (source.Source, error){endpoints}
	}
	routes := func(of func(context.Context, source.ClientGenerator, *source.Config) (source.Source, error)) func(context.Context, *source.Config) (source.Source, error) {
		return func(ctx context.Context, cfg *source.Config) (source.Source, error) { return of(ctx, c, cfg) }
	}
	return []func(context.Context, *source.Config) (source.Source, error){
		func(ctx context.Context, cfg *source.Config) (source.Source, error) {
			return source.NewIstioGatewaySource(ctx, c.kube, c.istio, cfg)
		},
		routes(source.NewGatewayHTTPRouteSource), routes(source.NewGatewayGRPCRouteSource), routes(source.NewGatewayTLSRouteSource),
	}
}

// cluster has the objects of a stream that external-dns reads, each route accepted by what
// it names, and each gateway at an address.
func cluster(ctx context.Context, stream []byte) (*clients, error) {
	c := &clients{kube: kubefake.NewClientset(), istio: istiofake.NewSimpleClientset(), gateways: gatewaysfake.NewSimpleClientset(), endpoints: &server{}}
	for _, text := range bytes.Split(stream, []byte("\n---\n")) {
		var is metav1.TypeMeta
		if err := yaml.Unmarshal(text, &is); err != nil {
			return nil, err
		}
		group, _, _ := strings.Cut(is.APIVersion, "/")
		if err := c.put(ctx, group+"/"+is.Kind, text); err != nil {
			return nil, fmt.Errorf("%s: %w", is.Kind, err)
		}
	}
	return c, nil
}

func (c *clients) put(ctx context.Context, kind string, text []byte) error {
	switch kind {
	case "v1/Namespace":
		return create(text, &corev1.Namespace{}, func(o *corev1.Namespace) (*corev1.Namespace, error) {
			return c.kube.CoreV1().Namespaces().Create(ctx, o, metav1.CreateOptions{})
		})
	case "networking.istio.io/Gateway":
		return create(text, &networking.Gateway{}, func(o *networking.Gateway) (*networking.Gateway, error) {
			at := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: o.Name, Namespace: o.Namespace}, Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, Selector: o.Spec.Selector},
				Status: corev1.ServiceStatus{LoadBalancer: corev1.LoadBalancerStatus{Ingress: []corev1.LoadBalancerIngress{{IP: elsewhere}}}}}
			if _, err := c.kube.CoreV1().Services(o.Namespace).Create(ctx, at, metav1.CreateOptions{}); err != nil {
				return nil, err
			}
			return c.istio.NetworkingV1().Gateways(o.Namespace).Create(ctx, o, metav1.CreateOptions{})
		})
	case gatewayapi.GroupName + "/Gateway":
		return create(text, &gatewayapi.Gateway{}, func(o *gatewayapi.Gateway) (*gatewayapi.Gateway, error) {
			o.Status.Addresses = []gatewayapi.GatewayStatusAddress{{Value: elsewhere}}
			return c.gateways.GatewayV1().Gateways(o.Namespace).Create(ctx, o, metav1.CreateOptions{})
		})
	case gatewayapi.GroupName + "/HTTPRoute":
		return create(text, &gatewayapi.HTTPRoute{}, func(o *gatewayapi.HTTPRoute) (*gatewayapi.HTTPRoute, error) {
			o.Status.RouteStatus = accepted(o.Spec.ParentRefs)
			return c.gateways.GatewayV1().HTTPRoutes(o.Namespace).Create(ctx, o, metav1.CreateOptions{})
		})
	case gatewayapi.GroupName + "/GRPCRoute":
		return create(text, &gatewayapi.GRPCRoute{}, func(o *gatewayapi.GRPCRoute) (*gatewayapi.GRPCRoute, error) {
			o.Status.RouteStatus = accepted(o.Spec.ParentRefs)
			return c.gateways.GatewayV1().GRPCRoutes(o.Namespace).Create(ctx, o, metav1.CreateOptions{})
		})
	case gatewayapi.GroupName + "/TLSRoute":
		return create(text, &gatewayapi.TLSRoute{}, func(o *gatewayapi.TLSRoute) (*gatewayapi.TLSRoute, error) {
			o.Status.RouteStatus = accepted(o.Spec.ParentRefs)
			return c.gateways.GatewayV1().TLSRoutes(o.Namespace).Create(ctx, o, metav1.CreateOptions{})
		})
	case endpoints.GroupVersion.Group + "/DNSEndpoint":
		return create(text, &endpoints.DNSEndpoint{}, func(o *endpoints.DNSEndpoint) (*endpoints.DNSEndpoint, error) {
			c.endpoints.list = append(c.endpoints.list, *o)
			return o, nil
		})
	}
	return nil
}

func create[T any](text []byte, into *T, put func(*T) (*T, error)) error {
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		return err
	}
	_, err := put(into)
	return err
}

// accepted is what a controller says of a route that it takes.
func accepted(parents []gatewayapi.ParentReference) gatewayapi.RouteStatus {
	var out gatewayapi.RouteStatus
	for _, p := range parents {
		out.Parents = append(out.Parents, gatewayapi.RouteParentStatus{ParentRef: p, Conditions: []metav1.Condition{{Type: string(gatewayapi.RouteConditionAccepted), Status: metav1.ConditionTrue}}})
	}
	return out
}
