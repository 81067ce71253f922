// The mesh's configuration, with what tiers ask of proxies; null for none.
// Topology fields: istio.meshConfig, tiers[].ip.
// https://istio.io/latest/docs/setup/additional-setup/dual-stack/
function(t)
  if !t.istio.dualStack then t.istio.meshConfig
  else (if t.istio.meshConfig == null then {} else t.istio.meshConfig) + {
    defaultConfig: t.istio.defaultConfig {
      proxyMetadata: t.istio.proxyMetadata { ISTIO_DUAL_STACK: 'true' },
    },
  }
