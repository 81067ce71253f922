// The library from its own files, as render evaluates it where the compiled one
// gives up: the model comes in and the listing goes out through two functions
// that render gives.
local main = import '../main.libsonnet';
local listing = import 'listing.libsonnet';

function(site={})
  std.native('render/collect')(listing(main(std.native('render/model')(), site)))
