// The PeerAuthentication for the whole mesh: mutual TLS between sidecars.
// In Istio's own namespace it counts for every namespace.
// Topology fields: istio.mtls, istio.namespace.
// https://istio.io/latest/docs/reference/config/security/peer_authentication/
local meta = import '../lib/meta.libsonnet';

local modes = { permissive: 'PERMISSIVE', strict: 'STRICT', disable: 'DISABLE' };

function(t)
  { _stage:: 'gateways' } + if t.istio.mtls == null then {} else {
    default: {
      apiVersion: t.istio.security,
      kind: 'PeerAuthentication',
      metadata: meta(t, 'default', t.istio.namespace),
      spec: { mtls: { mode: modes[t.istio.mtls] } },
    },
  }
