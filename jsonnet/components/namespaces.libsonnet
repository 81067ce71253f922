// Namespaces with the labels that Istio's injection and Kubernetes' pod
// security read.
// Topology fields: namespaces, namespace, gatewayNamespace, tiers[].apps[].namespace,
// certs.namespaces, istio.namespace, istio.revision.
// https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/
local meta = import '../lib/meta.libsonnet';

local labels(t, n) = n.labels {
  [if n.podSecurity != null then 'pod-security.kubernetes.io/enforce']: n.podSecurity,
  [if n.injection == true && t.istio.revision != null then 'istio.io/rev']: t.istio.revision,
  [if n.injection == true && t.istio.revision == null then 'istio-injection']: 'enabled',
  [if n.injection == false then 'istio-injection']: 'disabled',
};

function(t)
  { _stage:: 'namespaces' } + {
    [n.name]: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta(t, n.name, labels=labels(t, n)),
    }
    for n in t.namespaces
  }
