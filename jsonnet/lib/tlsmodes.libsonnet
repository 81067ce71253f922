// Istio's words for how a tier's port 443 speaks.
// Topology fields: tiers[].tls.
// https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode
{
  simple: 'SIMPLE',
  mutual: 'MUTUAL',
  'optional-mutual': 'OPTIONAL_MUTUAL',
}
