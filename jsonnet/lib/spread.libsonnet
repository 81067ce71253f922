// Pods of these labels are spread over nodes as far as there are nodes.
// https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
function(labels) [{
  maxSkew: 1,
  topologyKey: 'kubernetes.io/hostname',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: { matchLabels: labels },
}]
