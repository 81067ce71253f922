// The Istio that the Sail operator reads, and the IstioCNI where istiod counts on
// one. The operator installs no gateways.
// Topology fields: istio, with `istio.install` sail.
// https://github.com/istio-ecosystem/sail-operator/blob/main/docs/api-reference/sailoperator.io.md
local cniValues = import '../lib/cnivalues.libsonnet';
local istioValues = import '../lib/istiovalues.libsonnet';
local meshConfig = import '../lib/meshconfig.libsonnet';
local meta = import '../lib/meta.libsonnet';

// The Sail operator has no fields for where images come from.
local images(t, global) =
  if t.istio.hub == null && t.istio.tag == null then {} else {
    global: global {
      [if t.istio.hub != null then 'hub']: t.istio.hub,
      [if t.istio.tag != null then 'tag']: t.istio.tag,
    },
  };

local values(t, s) = istioValues(t, s.values) + images(t, t.istio.global) + {
  [if meshConfig(t) != null then 'meshConfig']: meshConfig(t),
};

local pluginValues(t, c) = {
  [if cniValues(c) != {} then 'cni']: cniValues(c),
} + images(t, {});

local istio(t, s) = {
  apiVersion: 'sailoperator.io/v1',
  kind: 'Istio',
  metadata: meta(t, s.name),
  spec: {
    version: s.version,
    namespace: t.istio.namespace,
    profile: t.istio.profile,
    updateStrategy: { type: s.updateStrategy },
    [if values(t, s) != {} then 'values']: values(t, s),
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
    [if pluginValues(t, c) != {} then 'values']: pluginValues(t, c),
  },
};

function(t)
  local s = t.istio.sail;
  { _stage:: 'istio' } + if s == null then {} else {
    istio: istio(t, s),
    [if s.cni != null then 'cni']: cni(t, s, s.cni),
  }
