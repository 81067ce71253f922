// The metadata of an app's object: its name, a namespace, the app's if no other is given, the app's labels, and
// the annotations of every object.
// Topology fields: tiers[].apps, labels, annotations.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
function(t, app, name, namespace=null) {
  name: name,
  namespace: if namespace != null then namespace else app.namespace,
  labels: app.labels,
  [if t.annotations != {} then 'annotations']: t.annotations,
}
