// Istio's in-cluster operator, and what it is to install.
local port(name, port, targetPort=port, nodePort=null) = {
  name: name,
  protocol: 'TCP',
  port: port,
  targetPort: targetPort,
  [if nodePort != null then 'nodePort']: nodePort,
};

{
  istioOperator(labels, version, revision, tiers):: {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    metadata: {
      name: 'istio-control-plane',
      namespace: 'istio-system',
      labels: labels,
      annotations: { 'render/istio-version': version },
    },
    spec: {
      profile: 'default',
      [if revision != null then 'revision']: revision,
      components: {
        ingressGateways: [
          {
            local nodePorts = std.get(tier, 'nodePorts', {}),
            name: 'istio-ingressgateway' + tier.suffix,
            namespace: 'istio-system',
            enabled: true,
            k8s: {
              hpaSpec: { maxReplicas: 1, minReplicas: 1 },
              service: {
                type: 'LoadBalancer',
                ports: [
                  port('status-port', 15021),
                  port('http2', 80, 8080, std.get(nodePorts, 'http')),
                  port('https', 443, 8443, std.get(nodePorts, 'https')),
                ] + [port(extra.name, extra.port) for extra in std.get(tier, 'ports', [])],
                externalTrafficPolicy: 'Cluster',
                loadBalancerIP: tier.ip,
                [if 'sourceRanges' in tier then 'loadBalancerSourceRanges']: tier.sourceRanges,
              },
            },
            label: { istio: 'ingressgateway' + tier.suffix },
          }
          for tier in tiers
        ],
      },
    },
  },

  inCluster(labels, version, revision)::
    local name = 'istio-operator-' + revision;
    [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: {
          name: 'istiooperators.install.istio.io',
          labels: labels + { release: 'istio' },
        },
        spec: {
          group: 'install.istio.io',
          names: {
            kind: 'IstioOperator',
            listKind: 'IstioOperatorList',
            plural: 'istiooperators',
            shortNames: ['iop', 'io'],
            singular: 'istiooperator',
          },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1alpha1',
              additionalPrinterColumns: [
                {
                  name: 'Revision',
                  type: 'string',
                  description: 'Istio control plane revision',
                  jsonPath: '.spec.revision',
                },
                {
                  name: 'Status',
                  type: 'string',
                  description: 'IOP current state',
                  jsonPath: '.status.status',
                },
                {
                  name: 'Age',
                  type: 'date',
                  description: 'Time since the object was created',
                  jsonPath: '.metadata.creationTimestamp',
                },
              ],
              schema: {
                'openAPIV3Schema': {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
              served: true,
              storage: true,
              subresources: {
                status: {},
              },
            },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: name,
          namespace: 'istio-operator',
          labels: labels,
        },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: {
          name: name,
          labels: labels,
        },
        rules: [
          {
            apiGroups: ['authentication.istio.io'],
            resources: ['*'],
            verbs: ['*'],
          },
          {
            apiGroups: ['config.istio.io'],
            resources: ['*'],
            verbs: ['*'],
          },
          {
            apiGroups: ['install.istio.io'],
            resources: ['*'],
            verbs: ['*'],
          },
          {
            apiGroups: ['networking.istio.io'],
            resources: ['*'],
            verbs: ['*'],
          },
          {
            apiGroups: ['security.istio.io'],
            resources: ['*'],
            verbs: ['*'],
          },
          {
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
            verbs: ['*'],
          },
          {
            apiGroups: ['apiextensions.k8s.io'],
            resources: ['customresourcedefinitions.apiextensions.k8s.io', 'customresourcedefinitions'],
            verbs: ['*'],
          },
          {
            apiGroups: ['apps', 'extensions'],
            resources: ['daemonsets', 'deployments', 'deployments/finalizers', 'ingresses', 'replicasets', 'statefulsets'],
            verbs: ['*'],
          },
          {
            apiGroups: ['autoscaling'],
            resources: ['horizontalpodautoscalers'],
            verbs: ['*'],
          },
          {
            apiGroups: ['monitoring.coreos.com'],
            resources: ['servicemonitors'],
            verbs: ['get', 'create', 'update'],
          },
          {
            apiGroups: ['policy'],
            resources: ['poddisruptionbudgets'],
            verbs: ['*'],
          },
          {
            apiGroups: ['rbac.authorization.k8s.io'],
            resources: ['clusterrolebindings', 'clusterroles', 'roles', 'rolebindings'],
            verbs: ['*'],
          },
          {
            apiGroups: ['coordination.k8s.io'],
            resources: ['leases'],
            verbs: ['get', 'create', 'update'],
          },
          {
            apiGroups: [''],
            resources: ['configmaps', 'endpoints', 'events', 'namespaces', 'pods', 'pods/proxy', 'persistentvolumeclaims', 'secrets', 'services', 'serviceaccounts'],
            verbs: ['*'],
          },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: {
          name: name,
          labels: labels,
        },
        roleRef: {
          kind: 'ClusterRole',
          name: name,
          apiGroup: 'rbac.authorization.k8s.io',
        },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: name,
            namespace: 'istio-operator',
          },
        ],
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: name,
          namespace: 'istio-operator',
          labels: labels + { name: 'istio-operator' },
        },
        spec: {
          selector: {
            name: 'istio-operator',
          },
          ports: [
            {
              name: 'http-metrics',
              protocol: 'TCP',
              port: 8383,
              targetPort: 8383,
            },
          ],
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: name,
          namespace: 'istio-operator',
          labels: labels,
        },
        spec: {
          replicas: 1,
          selector: {
            matchLabels: {
              name: 'istio-operator',
            },
          },
          template: {
            metadata: {
              labels: { name: 'istio-operator' },
            },
            spec: {
              serviceAccountName: name,
              containers: [
                {
                  name: 'istio-operator',
                  image: 'docker.io/istio/operator:' + version,
                  imagePullPolicy: 'IfNotPresent',
                  command: ['operator', 'server'],
                  env: [
                    {
                      name: 'WATCH_NAMESPACE',
                      value: 'istio-system',
                    },
                    {
                      name: 'LEADER_ELECTION_NAMESPACE',
                      value: 'istio-operator',
                    },
                    {
                      name: 'POD_NAME',
                      valueFrom: {
                        fieldRef: {
                          fieldPath: 'metadata.name',
                        },
                      },
                    },
                    {
                      name: 'OPERATOR_NAME',
                      value: 'istio-operator',
                    },
                    {
                      name: 'WAIT_FOR_RESOURCES_TIMEOUT',
                      value: '300s',
                    },
                    {
                      name: 'REVISION',
                      value: revision,
                    },
                  ],
                  resources: {
                    limits: {
                      cpu: '200m',
                      memory: '256Mi',
                    },
                    requests: {
                      cpu: '50m',
                      memory: '128Mi',
                    },
                  },
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: {
                      drop: ['ALL'],
                    },
                    privileged: false,
                    readOnlyRootFilesystem: true,
                    runAsGroup: 1337,
                    runAsNonRoot: true,
                    runAsUser: 1337,
                  },
                },
              ],
            },
          },
        },
      },
    ],}
