// Package emit owns the direct way from package plain's structs to YAML: one
// function a struct, that appends.
//
// In go pointers to the structs; out come bytes, the keys in the order of
// render's output. It must never use reflection or a YAML library: it is the
// least that any program has to do.
package emit

import "render/bench/plain"

type emitter struct{ dst []byte }

// Stream appends objects to dst, with a line "---" between two.
func Stream(dst []byte, objects []any) []byte {
	e := emitter{dst}
	for i, o := range objects {
		if i > 0 {
			e.text("---\n")
		}
		e.object(o)
	}
	return e.dst
}

// One is the text of one object.
func One(object any) ([]byte, error) {
	return Stream(nil, []any{object}), nil
}

func (e *emitter) object(o any) {
	switch o := o.(type) {
	case *plain.Bare:
		e.header(&o.Header)
	case *plain.ConfigMap:
		e.header(&o.Header)
		e.text("data:\n")
		e.block("  config: ", "    ", o.Data.Config)
	case *plain.Secret:
		e.header(&o.Header)
		e.field("type: ", o.Type)
		e.text("data:\n")
		e.field("  tls.crt: ", o.Data.Crt)
		e.field("  tls.key: ", o.Data.Key)
	case *plain.Service:
		e.service(o)
	case *plain.Deployment:
		e.deployment(o)
	case *plain.IPAddressPool:
		e.header(&o.Header)
		e.text("spec:\n")
		e.list("  ", "addresses", o.Spec.Addresses)
		e.boolean("  autoAssign: ", o.Spec.AutoAssign)
	case *plain.L2Advertisement:
		e.header(&o.Header)
		e.text("spec:\n")
		e.list("  ", "ipAddressPools", o.Spec.IPAddressPools)
	case *plain.CustomResourceDefinition:
		e.crd(o)
	case *plain.ClusterRole:
		e.clusterRole(o)
	case *plain.ClusterRoleBinding:
		e.clusterRoleBinding(o)
	case *plain.IstioOperator:
		e.istioOperator(o)
	case *plain.PeerAuthentication:
		e.header(&o.Header)
		e.field("spec:\n  mtls:\n    mode: ", o.Spec.MTLS.Mode)
	case *plain.Gateway:
		e.gateway(o)
	case *plain.VirtualService:
		e.virtualService(o)
	default:
		panic("emit: no struct of package plain")
	}
}

func (e *emitter) header(h *plain.Header) {
	e.field("apiVersion: ", h.APIVersion)
	e.field("kind: ", h.Kind)
	e.text("metadata:\n")
	e.field("  name: ", h.Metadata.Name)
	e.optional("  namespace: ", h.Metadata.Namespace)
	e.text("  labels:\n")
	e.labels("    ", &h.Metadata.Labels)
	if a := h.Metadata.Annotations; a != nil {
		e.text("  annotations:\n")
		e.optional("    render/istio-operator-sha256: ", a.Operator)
		e.optional("    render/istio-version: ", a.Istio)
	}
}

func (e *emitter) labels(indent string, l *plain.Labels) {
	for _, pair := range [...]struct{ key, value string }{
		{"app: ", l.App},
		{"app.kubernetes.io/component: ", l.Component},
		{"app.kubernetes.io/managed-by: ", l.ManagedBy},
		{"app.kubernetes.io/name: ", l.AppName},
		{"app.kubernetes.io/part-of: ", l.PartOf},
		{"app.kubernetes.io/version: ", l.AppVer},
		{"istio: ", l.Istio},
		{"istio-injection: ", l.Injection},
		{"istio.io/rev: ", l.Revision},
		{"name: ", l.Name},
		{"release: ", l.Release},
		{"version: ", l.Version},
	} {
		if pair.value != "" {
			e.text(indent)
			e.field(pair.key, pair.value)
		}
	}
}
