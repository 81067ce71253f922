// The metadata of an app's object: its name, the app's namespace and labels, and
// the annotations of every object.
// Topology fields: tiers[].apps, labels, annotations.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
function(t, app, name) {
  name: name,
  namespace: app.namespace,
  labels: app.labels,
  [if t.annotations != {} then 'annotations']: t.annotations,
}
