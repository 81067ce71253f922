// What a component says of itself, beside its manifests: the stage they go to
// the cluster in, who reads them, and whether its keys are tiers. A component that
// a mixin adds says nothing and goes to the last stage. Of what is unchanged there
// is the name alone.
local entry(name, component, objects) = {
  component: name,
  stage: std.get(component, '_stage', 'apps'),
  reader: std.get(component, '_reader', 'kubectl'),
  tiers: std.get(component, '_tiers', false),
} + objects(name, component);

function(components, changed=function(name) true, objects=function(name, component) { objects: component }) [
  if !changed(name) then { component: name, unchanged: true }
  else if std.isObject(components[name]) then entry(name, components[name], objects)
  else error 'component "' + name + '" is no object of manifests'
  for name in std.objectFields(components)
]
