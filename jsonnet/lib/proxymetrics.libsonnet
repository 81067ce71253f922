// Where Istio's proxies tell of themselves: the port has this name in every pod
// that istiod injects or makes.
// Topology fields: none.
[{ port: 'http-envoy-prom', path: '/stats/prometheus' }]
