// The library as it was compiled, under a mixin: each component is an object whose
// manifests render makes when they are asked for, from the fields that the mixin
// may have overridden. What the mixin does not name is only listed, and so is what it
// leaves as it is in a component: render makes that from the component's own fields.
//
// hide gives an object whose fields are hidden, from one whose fields are not. named
// are, by component and by key below, all fields that the mixin's text can change; where
// null stands, or a component is not there, all may be changed.
local listing = import 'listing.libsonnet';

local reads(name, component) = { [f]: component[f] for f in std.native('render/reads')(name) };

// below are the keys of an object of manifests, each with those below it; null is a manifest.
local made(name, own, path, below) =
  if below == null then std.native('render/object')(name, own, path)
  else { [key]: made(name, own, path + [key], below[key]) for key in std.objectFields(below) };

local component(name, hide) = hide(std.native('render/own')(name)) + {
  local own = reads(name, self),
  [key]: made(name, own, [key], std.native('render/below')(name, own, key))
  for key in std.native('render/keys')(name)
};

local share(object, named) =
  local fields = std.objectFields(object);
  local deeper = [key for key in fields if std.get(named, key) != null && std.isObject(object[key])];
  {
    changed: { [key]: object[key] for key in fields if std.objectHas(named, key) && !std.member(deeper, key) },
    kept: [key for key in fields if !std.objectHas(named, key)],
    below: { [key]: share(object[key], named[key]) for key in deeper },
  };

local objects(named) = function(name, component)
  if !std.objectHas(named, name) then { objects: component }
  else { share: share(component, named[name]), own: reads(name, component) };

function(site, hide, named)
  local t = { [name]: std.native('render/field')(name) for name in std.native('render/fields')() };
  local changes = if std.isFunction(site) then site(t) else site;
  local library = { [name]: component(name, hide) for name in std.native('render/components')() };
  std.native('render/collect')(
    listing(library + changes, function(name) !std.objectHas(library, name) || std.objectHasAll(changes, name), objects(named))
  )
