// One side of a connection in a NetworkPolicy: pods of a namespace, by the label that every
// namespace has, and by their own labels where they are not all meant.
// Topology fields: isolation.
// https://kubernetes.io/docs/concepts/services-networking/network-policies/
function(pods) {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': pods.namespace } },
  [if pods.labels != {} then 'podSelector']: { matchLabels: pods.labels },
}
