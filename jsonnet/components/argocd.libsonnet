// What Argo CD is told of the folder: an Application, or with `apps` one of Applications,
// one a stage; and the health checks that argocd-cm is to have beside its own.
// Topology fields: gitops, with `layout` argocd; labels, annotations.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
// https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
local health = import '../lib/healthlua.libsonnet';
local meta = import '../lib/meta.libsonnet';

// A server-side diff has MetalLB's webhook judge a changed pool beside the old ones,
// which it overlaps until they are gone.
local compare(stages) =
  if std.length(std.filter(function(s) std.member(s.groups, 'metallb.io'), stages)) == 0 then {} else {
    'argocd.argoproj.io/compare-options': 'ServerSideDiff=false',
  };

local destination(g) = {
  [if g.server != null then 'server']: g.server,
  [if g.cluster != null then 'name']: g.cluster,
};

// It tries until it is through: what comes in an order of its own, as a webhook that does
// not answer yet, is no reason to give up; and what is pushed meanwhile counts. Not with
// ApplyOutOfSyncOnly: a wave that failed is behind the next try, since all of it is there.
local sync = {
  automated: { prune: true, selfHeal: true },
  syncOptions: ['ServerSideApply=true', 'SkipDryRunOnMissingResource=true'],
  retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
};

local application(t, name, stages, source, notes={}, more={}) = {
  local g = t.gitops,
  local own = t.annotations { 'argocd.argoproj.io/manifest-generate-paths': '.' } + compare(stages) + notes,
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: meta(t, name, g.namespace) + { annotations: own } + more,
  spec: {
    project: g.project,
    source: { repoURL: g.repo, targetRevision: g.revision } + source,
    destination: destination(g),
    syncPolicy: sync,
  },
};

// A stage that is no more takes its objects along; those that are never deleted stay.
local ofStage(t, s) = application(
  t,
  t.name + '-' + s.name,
  [s],
  { path: s.path },
  { 'argocd.argoproj.io/sync-wave': s.wave },
  { finalizers: ['resources-finalizer.argocd.argoproj.io'] },
);

local kinds(g) = g.kinds + if g.apps then ['Application.argoproj.io'] else [];

local checks(g) = {
  ['resource.customizations.health.' + health[kind].name]: health[kind].lua
  for kind in std.objectFields(health)
  if std.member(kinds(g), kind)
};

// Argo CD reads it by this label of its own.
local settings(g) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'argocd-cm',
    namespace: g.namespace,
    labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
  },
  data: checks(g),
};

function(t)
  local g = t.gitops;
  { _reader:: 'gitops' } + if g == null || g.layout != 'argocd' then {} else {
    application: application(t, t.name, if g.apps then [] else g.stages, if !g.apps then { path: g.path } else {
      path: g.folder,
      directory: { include: '[0-9]*.yaml' },
    }),
    [if checks(g) != {} then 'argocd-cm']: settings(g),
  } + {
    [s.folder]: ofStage(t, s)
    for s in g.stages
    if g.apps
  }
