// Changes to what the library renders: a function of the resolved topology.
function(t) {
  // Every image is pulled each time.
  apps+: {
    _pullPolicy:: 'Always',
    primary+: {
      helloworld+: {
        deployment+: { spec+: { template+: { spec+: { terminationGracePeriodSeconds: 5 } } } },
        // Another object beside the app's.
        networkPolicy: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'helloworld', namespace: t.namespace, labels: t.labels },
          spec: {
            podSelector: { matchLabels: { app: 'helloworld' } },
            ingress: [{
              from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': t.istio.namespace } } }],
            }],
          },
        },
      },
    },
  },
}
