// Annotations of a gateway's pods: what is before them, which Istio's agent and
// istiod read there, and their own.
// Topology fields: tiers[].pod.annotations, tiers[].proxies.
// https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/
local topology(p) =
  (if p.trusted == null then [] else ['"numTrustedProxies":' + p.trusted]) +
  (if p.protocol then ['"proxyProtocol":{}'] else []);

function(p) p.annotations {
  [if p.proxies != null then 'proxy.istio.io/config']: '{"gatewayTopology":{' + std.join(',', topology(p.proxies)) + '}}',
}
