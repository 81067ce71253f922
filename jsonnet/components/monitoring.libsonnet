// What Prometheus is to read of istiod and of apps' sidecars: monitors of the
// Prometheus operator, one a namespace of sidecars. Those of gateways are in
// gatewaymonitoring.libsonnet.
// Topology fields: overlays, with the built-in overlay `monitoring`; istio.namespace, namespaces.
// https://prometheus-operator.dev/docs/api-reference/api/
// https://istio.io/latest/docs/ops/integrations/prometheus/
local meta = import '../lib/meta.libsonnet';
local proxyMetrics = import '../lib/proxymetrics.libsonnet';

// Services of istiod's tags are those of its revisions once more.
local istiod(t, m) = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: meta(t, 'istiod', t.istio.namespace, m.labels),
  spec: {
    selector: {
      matchLabels: { app: 'istiod' },
      matchExpressions: [{ key: 'istio.io/tag', operator: 'DoesNotExist' }],
    },
    endpoints: [{ port: 'http-monitoring' }],
  },
};

// A gateway has a monitor of its own.
local sidecars(t, m, namespace) = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata: meta(t, 'istio-sidecars', namespace, m.labels),
  spec: {
    selector: {
      matchExpressions: [
        { key: 'istio', operator: 'DoesNotExist' },
        { key: m.gatewayLabel, operator: 'DoesNotExist' },
      ],
    },
    podMetricsEndpoints: proxyMetrics,
  },
};

function(t)
  local m = t.monitoring;
  { _stage:: 'apps' } + if m == null then {} else {
    istiod: istiod(t, m),
    sidecars: { [n.name]: sidecars(t, m, n.name) for n in t.namespaces if n.injection == true },
  }
