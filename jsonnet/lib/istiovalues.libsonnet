// Values of Istio's charts, with what tiers ask of istiod.
// Topology fields: istio.values, tiers[].service.http3, tiers[].ip.
// https://istio.io/latest/docs/reference/commands/pilot-discovery/#envvars
function(t, values)
  if !t.istio.http3 && !t.istio.dualStack then values
  else (if values == null then {} else values) + {
    pilot: t.istio.pilot {
      env: t.istio.pilotEnv {
        [if t.istio.http3 then 'PILOT_ENABLE_QUIC_LISTENERS']: 'true',
        [if t.istio.dualStack then 'ISTIO_DUAL_STACK']: 'true',
      },
    },
  }
