// Values of Istio's charts, with what tiers ask of istiod.
// Topology fields: istio.values, tiers[].service.http3.
// https://istio.io/latest/docs/reference/commands/pilot-discovery/#envvars
function(t, values)
  if !t.istio.http3 then values
  else (if values == null then {} else values) + {
    pilot: t.istio.pilot {
      env: t.istio.pilotEnv { PILOT_ENABLE_QUIC_LISTENERS: 'true' },
    },
  }
