// Which nodes, by their labels, as Kubernetes' selectors say it.
// Topology fields: tiers[].announce.nodes, metallb.bgp.peers[].nodes,
// metallb.pools[].advertisements[].nodes.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
function(s) {
  [if s.labels != {} then 'matchLabels']: s.labels,
  [if s.expressions != [] then 'matchExpressions']: [
    { key: e.key, operator: e.operator, [if e.values != [] then 'values']: e.values }
    for e in s.expressions
  ],
}
