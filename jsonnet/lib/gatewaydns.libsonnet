// Annotations of a Gateway by which external-dns finds where its hosts lead. Its source
// istio-gateway reads all else of there too; of the Gateway API's it reads that of routes,
// in routedns.libsonnet.
// Topology fields: dns, tiers[].dns.
// https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
function(dns)
  if dns == null || dns.off then {} else {
    [p + 'target']: std.join(',', dns.targets)
    for p in dns.prefixes
  }
