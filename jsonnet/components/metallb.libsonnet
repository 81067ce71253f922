// MetalLB's address pools and how they are announced on the local network: by
// custom resources, or in the ConfigMap that MetalLB read before 0.13, which
// has BGP too. BGP's custom resources are in bgp.libsonnet.
// Topology fields: metallb, tiers[].ip, tiers[].announce.
// https://metallb.io/apis/
// https://metallb.universe.tf/configuration/ (0.12, for the ConfigMap)
local meta = import '../lib/meta.libsonnet';
local nodeSelector = import '../lib/nodeselector.libsonnet';

local oldNodeSelector(s) = {
  [if s.labels != {} then 'match-labels']: s.labels,
  [if s.expressions != [] then 'match-expressions']: [
    { key: e.key, operator: e.operator, [if e.values != [] then 'values']: e.values }
    for e in s.expressions
  ],
};

local oldPeer(p) = {
  'my-asn': p.myASN,
  [if p.asn != null then 'peer-asn']: p.asn,
  [if p.address != null then 'peer-address']: p.address,
  [if p.port != null then 'peer-port']: p.port,
  [if p.sourceAddress != null then 'source-address']: p.sourceAddress,
  [if p.holdTime != null then 'hold-time']: p.holdTime,
  [if p.keepalive != null then 'keepalive-time']: p.keepalive,
  [if p.routerID != null then 'router-id']: p.routerID,
  [if p.bfdProfile != null then 'bfd-profile']: p.bfdProfile,
  [if p.ebgpMultiHop != null then 'ebgp-multihop']: p.ebgpMultiHop,
  [if p.nodeSelectors != [] then 'node-selectors']: [oldNodeSelector(s) for s in p.nodeSelectors],
};

local oldProfile(p) = {
  name: p.name,
  [if p.receiveInterval != null then 'receive-interval']: p.receiveInterval,
  [if p.transmitInterval != null then 'transmit-interval']: p.transmitInterval,
  [if p.detectMultiplier != null then 'detect-multiplier']: p.detectMultiplier,
  [if p.echoInterval != null then 'echo-interval']: p.echoInterval,
  [if p.echoMode != null then 'echo-mode']: p.echoMode,
  [if p.passiveMode != null then 'passive-mode']: p.passiveMode,
  [if p.minimumTtl != null then 'minimum-ttl']: p.minimumTtl,
};

local oldAdvertisement(ad) = {
  [if ad.aggregationLength != null then 'aggregation-length']: ad.aggregationLength,
  [if ad.aggregationLengthV6 != null then 'aggregation-length-v6']: ad.aggregationLengthV6,
  [if ad.localPref != null then 'localpref']: ad.localPref,
  [if ad.communities != [] then 'communities']: ad.communities,
};

local oldSessions(b) = {
  peers: [oldPeer(p) for p in b.peers],
  [if b.profiles != [] then 'bfd-profiles']: [oldProfile(p) for p in b.profiles],
  [if b.aliases != [] then 'bgp-communities']: { [c.name]: c.value for c in b.aliases },
};

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
            protocol: p.protocol,
            addresses: p.addresses,
            [if p.autoAssign != null then 'auto-assign']: p.autoAssign,
            [if p.avoidBuggyIPs != null then 'avoid-buggy-ips']: p.avoidBuggyIPs,
            // one that says nothing alone is what there is without any
            [if [oldAdvertisement(ad) for ad in p.told] != [{}] && p.told != [] then 'bgp-advertisements']: [oldAdvertisement(ad) for ad in p.told],
          }
          for p in t.metallb.pools
        ],
      } + (if t.metallb.bgp == null then {} else oldSessions(t.metallb.bgp)), quote_keys=false) + '\n',
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
        [if p.allocate != null then 'serviceAllocation']: {
          [if p.allocate.priority != null then 'priority']: p.allocate.priority,
          [if p.allocate.namespaces != [] then 'namespaces']: p.allocate.namespaces,
          [if p.allocate.services != {} then 'serviceSelectors']: [{ matchLabels: p.allocate.services }],
        },
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
        [if l2.nodeSelectors != [] then 'nodeSelectors']: [nodeSelector(s) for s in l2.nodeSelectors],
      },
    }
    for l2 in t.metallb.l2Advertisements
  },
};

function(t)
  { _stage:: 'metallb' } + (
    if t.metallb.api == 'configmap' then configMap(t)
    else if t.metallb.api == 'metallb.io' then pools(t) + advertisements(t)
    else {}
  )
