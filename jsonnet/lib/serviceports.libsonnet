// Ports of a gateway's Service.
// Topology fields: tiers[].ports, tiers[].nodePorts, tiers[].service.http3.
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
function(ports) [
  {
    [if p.name != null then 'name']: p.name,
    port: p.number,
    [if p.target != null then 'targetPort']: p.target,
    [if p.protocol != null then 'protocol']: p.protocol,
    [if p.nodePort != null then 'nodePort']: p.nodePort,
    [if p.appProtocol != null then 'appProtocol']: p.appProtocol,
  }
  for p in ports
]
