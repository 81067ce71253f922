// What a component says of itself, beside its manifests: the stage they go to
// the cluster in, who reads them, and whether its keys are tiers. A component
// that a mixin adds says nothing and goes to the last stage.
function(components) [
  {
    component: name,
    stage: std.get(components[name], '_stage', 'apps'),
    reader: std.get(components[name], '_reader', 'kubectl'),
    tiers: std.get(components[name], '_tiers', false),
    objects: components[name],
  }
  for name in std.objectFields(components)
]
