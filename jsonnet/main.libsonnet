// The library: every component over one resolved topology, then the user's own
// changes. Evaluates to an object a component, in which every visible field is
// a manifest or an object of manifests.
//
//   render --format model topology.yaml > model.json
//   jsonnet --tla-code-file t=model.json jsonnet/main.libsonnet
//
// `site` is what a topology's `jsonnet` names: an object that is added to the
// components' ("apps+: { ... }"), or a function of `t` that returns one.
local components = import 'components.libsonnet';

function(t, site={})
  { [name]: components[name](t) for name in std.objectFields(components) } +
  (if std.isFunction(site) then site(t) else site)
