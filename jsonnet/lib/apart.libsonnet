// The affinity of pods of these labels, which are kept on nodes of their own as far as there are
// nodes; what is given of podAntiAffinity holds in its place. It is for Istio's installer, which has
// no field for topologySpreadConstraints.
// https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
function(labels, given) {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{
      weight: 100,
      podAffinityTerm: {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: labels },
      },
    }],
  },
} + (if given == null then {} else given)
