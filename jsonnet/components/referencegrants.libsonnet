// ReferenceGrants: in a namespace whose Services are named by routes of another
// one, the leave to do so.
// Topology fields: routing, tiers[].apps[].namespace, tiers[].apps[].routes.
// https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant
local meta = import '../lib/meta.libsonnet';

// v1beta1 is served by every release of the Gateway API; v1 came late.
function(t)
  { _stage:: 'gateways' } + {
    [g.namespace + '/' + g.name]: {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: meta(t, g.name, g.namespace),
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: kind, namespace: g.from } for kind in g.kinds],
        to: [{ group: '', kind: 'Service', name: name } for name in g.services],
      },
    }
    for g in t.referenceGrants
  }
