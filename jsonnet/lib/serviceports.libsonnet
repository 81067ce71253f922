// Ports of a gateway's Service.
// Topology fields: tiers[].ports, tiers[].nodePorts.
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
function(ports) [
  {
    [if p.name != null then 'name']: p.name,
    port: p.number,
    [if p.target != null then 'targetPort']: p.target,
    [if p.protocol != null then 'protocol']: p.protocol,
    [if p.nodePort != null then 'nodePort']: p.nodePort,
  }
  for p in ports
]
