// What a container asks for and may use.
// Topology fields: tiers[].resources, tiers[].apps[].resources.
// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
function(r) {
  [if r.requests != {} then 'requests']: r.requests,
  [if r.limits != {} then 'limits']: r.limits,
}
