// Istio's in-cluster operator: its CRD, ServiceAccount, ClusterRole and binding, Service and
// Deployment, as `istioctl operator init --revision` creates them in Istio 1.9 to 1.23.
// From: t.istio.operator, null unless `istio.install` is `operator`.
// Reference: https://istio.io/v1.9/docs/setup/install/operator/

local meta = import '../lib/meta.libsonnet';

// Not by revision: the same in every release, so that two operators share them.
local app = { name: 'istio-operator' };

local crd(t) = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: meta(t, 'istiooperators.install.istio.io', labels={ release: 'istio' }),
  spec: {
    group: 'install.istio.io',
    names: {
      kind: 'IstioOperator',
      listKind: 'IstioOperatorList',
      plural: 'istiooperators',
      singular: 'istiooperator',
      shortNames: ['iop', 'io'],
    },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
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
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      },
    ],
  },
};

local serviceAccount(t, o) = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: meta(t, o.name, o.namespace),
};

local clusterRole(t, o) = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: meta(t, o.name),
  rules: [{ apiGroups: r.groups, resources: r.resources, verbs: r.verbs } for r in o.rights],
};

local clusterRoleBinding(t, o) = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: meta(t, o.name),
  subjects: [
    { kind: 'ServiceAccount', name: o.name, namespace: o.namespace },
  ],
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: o.name,
  },
};

local service(t, o) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(t, o.name, o.namespace, app),
  spec: {
    selector: app,
    ports: [
      { name: 'http-metrics', port: 8383, targetPort: 8383, protocol: 'TCP' },
    ],
  },
};

local deployment(t, o) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(t, o.name, o.namespace),
  spec: {
    replicas: 1,
    selector: { matchLabels: app },
    template: {
      metadata: { labels: app },
      spec: {
        serviceAccountName: o.name,
        containers: [
          {
            name: 'istio-operator',
            image: o.image,
            imagePullPolicy: 'IfNotPresent',
            command: ['operator', 'server'],
            env: [
              { name: 'WATCH_NAMESPACE', value: o.watch },
              { name: 'LEADER_ELECTION_NAMESPACE', value: o.namespace },
              { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
              { name: 'OPERATOR_NAME', value: o.namespace },
              { name: 'WAIT_FOR_RESOURCES_TIMEOUT', value: '300s' },
              { name: 'REVISION', value: o.revision },
            ],
            resources: {
              requests: { cpu: '50m', memory: '128Mi' },
              limits: { cpu: '200m', memory: '256Mi' },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
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
};

function(t)
  local o = t.istio.operator;
  { _stage:: 'operator' } + if o == null then {} else {
    crd: crd(t),
    serviceAccount: serviceAccount(t, o),
    clusterRole: clusterRole(t, o),
    clusterRoleBinding: clusterRoleBinding(t, o),
    service: service(t, o),
    deployment: deployment(t, o),
  }
