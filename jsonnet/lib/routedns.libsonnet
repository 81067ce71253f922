// Annotations for external-dns of what has the hosts: Istio's own Gateways, and the Gateway
// API's routes. Where it is to pass over them they are another controller's.
// Topology fields: dns, tiers[].dns.
// https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
local each(dns, name, value) = { [p + name]: value for p in dns.prefixes };

function(dns)
  if dns == null then {}
  else if dns.off then each(dns, 'controller', 'none')
  else (if dns.ttl == null then {} else each(dns, 'ttl', '' + dns.ttl))
       + (if dns.zone == null then {} else { [dns.zoneNote]: dns.zone })
       + dns.annotations
