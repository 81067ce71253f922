// Values of Istio's charts base, istiod and cni: one file for all of them, since
// Istio's own installer gives each chart the same values, and none has a schema that
// refuses what is another's. The gateways are not the charts'.
// Topology fields: istio, with `istio.install` helm.
// https://istio.io/latest/docs/setup/install/helm/
local cniValues = import '../lib/cnivalues.libsonnet';
local istioValues = import '../lib/istiovalues.libsonnet';
local meshConfig = import '../lib/meshconfig.libsonnet';

local global(t) = {
  [if t.istio.namespace != 'istio-system' then 'istioNamespace']: t.istio.namespace,
  [if t.istio.hub != null then 'hub']: t.istio.hub,
  [if t.istio.tag != null then 'tag']: t.istio.tag,
};

local values(t, h) = { defaultRevision: h.defaultRevision } + istioValues(t, h.values) + {
  [if h.profile != null then 'profile']: h.profile,
  [if t.istio.revision != null then 'revision']: t.istio.revision,
  [if meshConfig(t) != null then 'meshConfig']: meshConfig(t),
  [if global(t) != {} then 'global']: global(t) + t.istio.global,
  [if h.cni != null && cniValues(h.cni) != {} then 'cni']: cniValues(h.cni),
};

function(t)
  local h = t.istio.helm;
  { _stage:: 'istio', _reader:: 'helm' } + if h == null then {} else { values: values(t, h) }
