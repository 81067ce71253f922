// The Service by which a gateway is reached, but for what it selects.
// Topology fields: tiers[].ip, tiers[].service, tiers[].sourceRanges,
// tiers[].proxies.from, tiers[].trafficPolicy, tiers[].ports, tiers[].nodePorts.
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
local ports = import 'serviceports.libsonnet';

function(g) {
  type: g.type,
  [if g.address != null then 'loadBalancerIP']: g.address,
  [if g.class != null then 'loadBalancerClass']: g.class,
  [if !g.nodePorts then 'allocateLoadBalancerNodePorts']: false,
  [if g.familyPolicy != null then 'ipFamilyPolicy']: g.familyPolicy,
  [if g.families != [] then 'ipFamilies']: g.families,
  [if g.sourceRanges != [] then 'loadBalancerSourceRanges']: g.sourceRanges,
  [if g.type != 'ClusterIP' then 'externalTrafficPolicy']: g.trafficPolicy,
  ports: ports(g.ports),
}
