// What a component says of itself, beside its manifests: the stage they go to
// the cluster in, who reads them, whether its keys are tiers, and whether it
// goes through apps one by one. A component that a mixin adds says nothing and
// goes to the last stage.
//
// With `each`, only the components that go through such things: a topology with
// many apps is evaluated some apps at a time.
function(components, each=null) [
  {
    component: name,
    stage: std.get(components[name], '_stage', 'apps'),
    reader: std.get(components[name], '_reader', 'kubectl'),
    tiers: std.get(components[name], '_tiers', false),
    objects: components[name],
  }
  for name in std.objectFields(components)
  if each == null || std.get(components[name], '_each') == each
]
