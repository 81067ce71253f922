// The library without a mixin, as render itself evaluates it: the model comes in
// and the listing goes out through two functions that render gives.
local main = import '../main.libsonnet';
local listing = import 'listing.libsonnet';

std.native('render/collect')(listing(main(std.native('render/model')())))
