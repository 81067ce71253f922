// MetalLB's address pools and how they are announced on the local network: by
// custom resources, or in the ConfigMap that MetalLB read before 0.13.
// Topology fields: metallb, tiers[].ip, tiers[].interfaces, tiers[].nodes.
// https://metallb.io/apis/
// https://metallb.universe.tf/configuration/ (0.12, for the ConfigMap)
local meta = import '../lib/meta.libsonnet';

local configMap(t) = {
  config: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta(t, 'config', t.metallb.namespace),
    data: {
      config: std.manifestYamlDoc({
        'address-pools': [
          {
            name: p.name,
            protocol: 'layer2',
            addresses: p.addresses,
            [if p.autoAssign != null then 'auto-assign']: p.autoAssign,
            [if p.avoidBuggyIPs != null then 'avoid-buggy-ips']: p.avoidBuggyIPs,
          }
          for p in t.metallb.pools
        ],
      }, quote_keys=false) + '\n',
    },
  },
};

local pools(t) = {
  pools: {
    [p.name]: {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: meta(t, p.name, t.metallb.namespace),
      spec: {
        addresses: p.addresses,
        [if p.autoAssign != null then 'autoAssign']: p.autoAssign,
        [if p.avoidBuggyIPs != null then 'avoidBuggyIPs']: p.avoidBuggyIPs,
      },
    }
    for p in t.metallb.pools
  },
};

local advertisements(t) = {
  advertisements: {
    [l2.name]: {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'L2Advertisement',
      metadata: meta(t, l2.name, t.metallb.namespace),
      spec: {
        ipAddressPools: l2.pools,
        [if l2.interfaces != [] then 'interfaces']: l2.interfaces,
        [if l2.nodeSelectors != [] then 'nodeSelectors']: [{ matchLabels: labels } for labels in l2.nodeSelectors],
      },
    }
    for l2 in t.metallb.advertisements
  },
};

function(t)
  { _stage:: 'metallb' } + (
    if t.metallb.api == 'configmap' then configMap(t)
    else if t.metallb.api == 'metallb.io' then pools(t) + advertisements(t)
    else {}
  )
