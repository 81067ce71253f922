// The library as it was compiled, under a mixin: each component is an object whose
// manifests render makes when they are asked for, from the fields that the mixin
// may have overridden. What the mixin does not name is only listed.
//
// hide gives an object whose fields are hidden, from one whose fields are not.
local listing = import 'listing.libsonnet';

local component(name, hide) = hide(std.native('render/own')(name)) + {
  local own = self,
  [key]: std.native('render/object')(name, { [f]: own[f] for f in std.native('render/reads')(name) }, key)
  for key in std.native('render/keys')(name)
};

function(site, hide)
  local t = { [name]: std.native('render/field')(name) for name in std.native('render/fields')() };
  local changes = if std.isFunction(site) then site(t) else site;
  local library = { [name]: component(name, hide) for name in std.native('render/components')() };
  std.native('render/collect')(
    listing(library + changes, function(name) !std.objectHas(library, name) || std.objectHasAll(changes, name))
  )
