// Pods are added at this use of CPU, in percent of what they ask for.
// Topology fields: tiers[].replicas.cpu, tiers[].apps[].replicas.cpu.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
function(percent) [{
  type: 'Resource',
  resource: {
    name: 'cpu',
    target: { type: 'Utilization', averageUtilization: percent },
  },
}]
