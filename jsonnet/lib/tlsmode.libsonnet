// Istio's words for how a tier's port 443 speaks.
// Topology fields: tiers[].tls.
// https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode
function(mode)
  if mode == 'simple' then 'SIMPLE'
  else if mode == 'mutual' then 'MUTUAL'
  else 'OPTIONAL_MUTUAL'
