// What Prometheus is to read of each tier's gateway, and the gateway's access log.
// Topology fields: overlays, with the built-in overlay `monitoring`; tiers, routing.
// https://prometheus-operator.dev/docs/api-reference/api/
// https://istio.io/latest/docs/reference/config/telemetry/
local meta = import '../lib/meta.libsonnet';
local proxyMetrics = import '../lib/proxymetrics.libsonnet';

local podLabels(m, tier) =
  if tier.gatewayAPI != null then { [m.gatewayLabel]: tier.gatewayAPI.name } else { istio: tier.ingress.label };

local podMonitor(t, m, tier) = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata: meta(t, tier.ingress.name, tier.ingress.namespace, m.labels),
  spec: {
    selector: { matchLabels: podLabels(m, tier) },
    podMetricsEndpoints: proxyMetrics,
  },
};

local target(m, tier) =
  if tier.gatewayAPI != null && m.targetRefs then {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: tier.gatewayAPI.name }],
  } else { selector: { matchLabels: podLabels(m, tier) } };

local telemetry(t, m, tier) = {
  apiVersion: m.telemetry,
  kind: 'Telemetry',
  metadata: meta(t, tier.ingress.name, tier.ingress.namespace),
  spec: target(m, tier) {
    accessLogging: [{ providers: [{ name: 'envoy' }] }],
  },
};

local objects(t, m, tier) = {
  podMonitor: podMonitor(t, m, tier),
  [if m.telemetry != null then 'telemetry']: telemetry(t, m, tier),
};

function(t)
  local m = t.monitoring;
  { _stage:: 'apps', _tiers:: true } + if m == null then {} else {
    [tier.name]: objects(t, m, tier)
    for tier in t.tiers
  }
