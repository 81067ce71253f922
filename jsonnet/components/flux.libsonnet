// What Flux is told of the folder: a Kustomization a stage, each behind the one before,
// with what it waits for.
// Topology fields: gitops, with `layout` flux; secrets, with `sops`; labels, annotations.
// https://fluxcd.io/flux/components/kustomize/kustomizations/
local health = import '../lib/healthcel.libsonnet';
local meta = import '../lib/meta.libsonnet';

local source(s) = {
  kind: s.kind,
  name: s.name,
  [if s.namespace != null then 'namespace']: s.namespace,
};

local checks(s) = [health[kind] for kind in s.kinds if kind in health];

local kustomization(t, s) = {
  local g = t.gitops,
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: meta(t, t.name + '-' + s.name, g.namespace),
  spec: {
    [if s.after != [] then 'dependsOn']: [{ name: t.name + '-' + before } for before in s.after],
    sourceRef: source(g.source),
    path: './' + s.path,
    interval: '10m',
    retryInterval: '1m',
    timeout: '10m',
    prune: true,
    wait: true,
    [if checks(s) != [] then 'healthCheckExprs']: checks(s),
    [if g.decryption != null && std.member(s.kinds, 'Secret') then 'decryption']: { provider: 'sops', secretRef: { name: g.decryption } },
  },
};

function(t)
  local g = t.gitops;
  { _reader:: 'gitops' } + if g == null || g.layout != 'flux' then {} else {
    [s.folder]: kustomization(t, s)
    for s in g.stages
  }
