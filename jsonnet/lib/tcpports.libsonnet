// Ports of pods in a NetworkPolicy, over TCP.
// Topology fields: isolation.
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
function(ports) [{ protocol: 'TCP', port: p } for p in ports]
