// The Istio that the Sail operator reads, and the IstioCNI where istiod counts on
// one. The operator installs no gateways.
// Topology fields: istio, with `istio.install` sail.
// https://github.com/istio-ecosystem/sail-operator/blob/main/docs/api-reference/sailoperator.io.md
local meta = import '../lib/meta.libsonnet';

local istio(t, s) = {
  apiVersion: 'sailoperator.io/v1',
  kind: 'Istio',
  metadata: meta(t, s.name),
  spec: {
    version: s.version,
    namespace: t.istio.namespace,
    profile: t.istio.profile,
    updateStrategy: { type: s.updateStrategy },
    [if s.values != null then 'values']: s.values,
  },
};

local cni(t, s, c) = {
  apiVersion: 'sailoperator.io/v1',
  kind: 'IstioCNI',
  metadata: meta(t, c.name),
  spec: {
    version: s.version,
    namespace: c.namespace,
    profile: t.istio.profile,
    [if c.values != null then 'values']: c.values,
  },
};

function(t)
  local s = t.istio.sail;
  { _stage:: 'istio' } + if s == null then {} else {
    istio: istio(t, s),
    [if s.cni != null then 'cni']: cni(t, s, s.cni),
  }
