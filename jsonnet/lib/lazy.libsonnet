// The library as it was compiled, under a mixin: each component is an object whose
// manifests render makes when they are asked for, from the fields that the mixin
// may have overridden. What the mixin does not name is only listed, and so is what it
// leaves as it is in a component: render makes that from the component's own fields.
//
// hide gives an object whose fields are hidden, from one whose fields are not. named
// are, by component, all fields that the mixin's text can change in it; a component
// that is not there may have any of its own changed.
local listing = import 'listing.libsonnet';

local reads(name, component) = { [f]: component[f] for f in std.native('render/reads')(name) };

local component(name, hide) = hide(std.native('render/own')(name)) + {
  local own = self,
  [key]: std.native('render/object')(name, reads(name, own), key)
  for key in std.native('render/keys')(name)
};

local objects(named) = function(name, component)
  if !std.objectHas(named, name) then { objects: component }
  else
    local fields = std.objectFields(component), kept = [key for key in fields if !std.member(named[name], key)];
    {
      objects: { [key]: component[key] for key in fields if std.member(named[name], key) },
      kept: kept,
      own: if kept == [] then {} else reads(name, component),
    };

function(site, hide, named)
  local t = { [name]: std.native('render/field')(name) for name in std.native('render/fields')() };
  local changes = if std.isFunction(site) then site(t) else site;
  local library = { [name]: component(name, hide) for name in std.native('render/components')() };
  std.native('render/collect')(
    listing(library + changes, function(name) !std.objectHas(library, name) || std.objectHasAll(changes, name), objects(named))
  )
