// Annotations of a gateway's Service: what it asks of MetalLB, and its own.
// Topology fields: tiers[].ip, tiers[].service.annotations.
// https://metallb.io/usage/
function(t, g) {
  [if g.address == null && g.addresses != [] then t.metallb.addressesNote]: std.join(',', g.addresses),
  [if g.sharing != null then t.metallb.sharingNote]: g.sharing,
} + g.annotations
