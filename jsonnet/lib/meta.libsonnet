// The metadata of an object that belongs to the topology as a whole: its name,
// its namespace if it has one, the labels and annotations of every object.
// Topology fields: labels, annotations.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
function(t, name, namespace=null, labels={}) {
  name: name,
  [if namespace != null then 'namespace']: namespace,
  labels: t.labels + labels,
  [if t.annotations != {} then 'annotations']: t.annotations,
}
