// On which nodes a gateway's pods may run.
// Topology fields: tiers[].nodeSelector, tiers[].tolerations, tiers[].affinity.
// https://kubernetes.io/docs/concepts/scheduling-eviction/

local toleration(o) = {
  [if o.key != null then 'key']: o.key,
  [if o.operator != null then 'operator']: o.operator,
  [if o.value != null then 'value']: o.value,
  [if o.effect != null then 'effect']: o.effect,
  [if o.seconds != null then 'tolerationSeconds']: o.seconds,
};

function(g) {
  [if g.nodeSelector != {} then 'nodeSelector']: g.nodeSelector,
  [if g.tolerations != [] then 'tolerations']: [toleration(o) for o in g.tolerations],
  [if g.affinity != null then 'affinity']: g.affinity,
}
