// The objects of a topology, as a list. certificates has the texts of each pair's files by host.
local operator = import 'operator.libsonnet';

function(topology, certificates={})
  local old = topology.microk8s == '1.21';
  local mesh = if std.isString(topology.istio) then { version: topology.istio } else topology.istio;
  local revision = if old then std.strReplace(mesh.version, '.', '-');
  local networking = 'networking.istio.io/' + (if old then 'v1beta1' else 'v1');
  local labels = {
    'app.kubernetes.io/managed-by': 'render',
    'app.kubernetes.io/part-of': topology.name,
  };
  local namespace(name, extra, annotations={}) = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: name, labels: labels + extra } + annotations,
  };
  local pem(text) = std.base64('-----BEGIN ' + std.splitLimit(text, '-----BEGIN ', 1)[1]);

  local tiers = std.mapWithIndex(function(i, tier) tier {
    local suffix = if i == 0 then '' else '-' + tier.name,
    suffix:: suffix,
    gateway:: 'gateway-ingressgateway' + suffix,
    credential:: 'tls' + suffix + '-credential',
    pool:: 'ip-' + std.strReplace(tier.ip, '.', '-'),
  }, topology.tiers);

  local istioOperator = operator.istioOperator(labels, mesh.version, revision, tiers);

  local cluster = if old then [
    namespace('default', { 'istio.io/rev': revision }),
    namespace('istio-system', { 'istio-injection': 'disabled' }),
    namespace('istio-operator', { 'istio-injection': 'disabled' }),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config', namespace: 'metallb-system', labels: labels },
      data: {
        config: 'address-pools:\n' + std.join('', [
          '- addresses:\n' + std.join('', ['  - "' + a + '"\n' for a in pool.addresses])
          + '  name: "' + pool.name + '"\n  protocol: "layer2"\n'
          for pool in topology.metallb.pools
        ]),
      },
    },
  ] + operator.inCluster(labels, mesh.version, revision) + [istioOperator] else [
    namespace('default', { 'istio-injection': 'enabled' }),
    namespace('istio-system', { 'istio-injection': 'disabled' }, {
      annotations: { 'render/istio-operator-sha256': std.sha256(std.manifestYamlDoc(istioOperator)) },
    }),
  ] + [
    {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: tier.pool, namespace: 'metallb-system', labels: labels },
      spec: { addresses: [tier.ip + '/32'], autoAssign: false },
    }
    for tier in tiers
  ] + [
    {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'L2Advertisement',
      metadata: { name: tier.pool, namespace: 'metallb-system', labels: labels },
      spec: { ipAddressPools: [tier.pool] },
    }
    for tier in tiers
  ];

  local secrets = if std.get(topology, 'secrets') == 'omit' then [] else [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: tier.credential, namespace: namespace, labels: labels },
      type: 'kubernetes.io/tls',
      data: {
        'tls.crt': pem(certificates[tier.hosts[0]].crt),
        'tls.key': pem(certificates[tier.hosts[0]].key),
      },
    }
    for namespace in topology.certs.namespaces + ['istio-system']
    for tier in tiers
  ];

  local mutual = if 'mtls' in mesh then [{
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: 'istio-system', labels: labels },
    spec: { mtls: { mode: std.asciiUpper(mesh.mtls) } },
  }] else [];

  local gateways = [
    {
      apiVersion: networking,
      kind: 'Gateway',
      metadata: { name: tier.gateway, namespace: 'default', labels: labels },
      spec: {
        selector: { istio: 'ingressgateway' + tier.suffix },
        servers: [
          {
            port: { name: 'http' + tier.suffix, number: 80, protocol: 'HTTP' },
            hosts: tier.hosts,
          },
          {
            port: { name: 'https' + tier.suffix, number: 443, protocol: 'HTTPS' },
            hosts: tier.hosts,
            tls: { mode: 'SIMPLE', credentialName: tier.credential, minProtocolVersion: 'TLSV1_2' },
          },
        ],
      },
    }
    for tier in tiers
  ];

  local uris(route) =
    if std.endsWith(route, '/*') then [
      { uri: { exact: std.substr(route, 0, std.length(route) - 2) } },
      { uri: { prefix: std.substr(route, 0, std.length(route) - 1) } },
    ] else [{ uri: { exact: route } }];

  local app(tier, a) =
    local appLabels = {
      app: a.name,
      'app.kubernetes.io/name': a.name,
      'app.kubernetes.io/version': a.version,
      version: a.version,
    };
    [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: a.name, namespace: 'default', labels: labels + appLabels },
        spec: {
          selector: { app: a.name },
          ports: [{ name: 'http', port: a.port, targetPort: a.port }],
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: a.name + '-' + a.version,
          namespace: 'default',
          labels: labels + appLabels + { 'app.kubernetes.io/component': 'app' },
        },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: a.name, version: a.version } },
          template: {
            metadata: { labels: appLabels },
            spec: {
              containers: [{
                name: a.name,
                image: a.image,
                imagePullPolicy: 'IfNotPresent',
                ports: [{ name: 'http', containerPort: a.port }],
                resources: a.resources,
              }],
            },
          },
        },
      },
      {
        apiVersion: networking,
        kind: 'VirtualService',
        metadata: {
          name: if 'names' in a then a.names.virtualService else a.name + '-on-' + tier.gateway,
          namespace: 'default',
          labels: labels + appLabels,
        },
        spec: {
          hosts: tier.hosts,
          gateways: [tier.gateway],
          http: [
            {
              match: uris(route),
              route: [{ destination: { host: a.name, port: { number: a.port } } }],
            }
            for route in a.routes
          ],
        },
      },
    ];

  cluster + secrets + mutual + gateways + std.flatMap(function(tier) std.flatMap(function(a) app(tier, a), tier.apps), tiers)
