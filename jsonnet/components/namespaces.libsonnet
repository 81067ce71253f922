// Namespaces with the labels that Istio's injection and Kubernetes' pod
// security read.
// Topology fields: namespaces, namespace, tiers[].apps[].namespace,
// certs.namespaces, istio.namespace, istio.revision.
// https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/
local meta = import '../lib/meta.libsonnet';

function(t)
  { _stage:: 'namespaces' } + {
    [n.name]: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta(t, n.name, labels=n.labels),
    }
    for n in t.namespaces
  }
