// MetalLB's sessions with routers and what they are told of the pools, as
// custom resources. The ConfigMap of MetalLB before 0.13 has its own form, in
// metallb.libsonnet.
// Topology fields: metallb.advertise, metallb.bgp, metallb.pools[].advertisements,
// tiers[].announce.nodes.
// https://metallb.io/apis/
local meta = import '../lib/meta.libsonnet';
local nodeSelector = import '../lib/nodeselector.libsonnet';

local peers(t) = {
  peers: {
    [p.name]: {
      apiVersion: 'metallb.io/v1beta2',
      kind: 'BGPPeer',
      metadata: meta(t, p.name, t.metallb.namespace),
      spec: {
        myASN: p.myASN,
        [if p.asn != null then 'peerASN']: p.asn,
        [if p.dynamicASN != null then 'dynamicASN']: p.dynamicASN,
        [if p.address != null then 'peerAddress']: p.address,
        [if p.interface != null then 'interface']: p.interface,
        [if p.port != null then 'peerPort']: p.port,
        [if p.sourceAddress != null then 'sourceAddress']: p.sourceAddress,
        [if p.holdTime != null then 'holdTime']: p.holdTime,
        [if p.keepalive != null then 'keepaliveTime']: p.keepalive,
        [if p.connectTime != null then 'connectTime']: p.connectTime,
        [if p.routerID != null then 'routerID']: p.routerID,
        [if p.gracefulRestart != null then 'enableGracefulRestart']: p.gracefulRestart,
        [if p.dualStack != null then 'dualStackAddressFamily']: p.dualStack,
        [if p.vrf != null then 'vrf']: p.vrf,
        [if p.passwordSecret != null then 'passwordSecret']: { name: p.passwordSecret },
        [if p.bfdProfile != null then 'bfdProfile']: p.bfdProfile,
        [if p.ebgpMultiHop != null then 'ebgpMultiHop']: p.ebgpMultiHop,
        [if p.nodeSelectors != [] then 'nodeSelectors']: [nodeSelector(s) for s in p.nodeSelectors],
      },
    }
    for p in t.metallb.bgp.peers
  },
};

local profiles(t) = {
  profiles: {
    [p.name]: {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'BFDProfile',
      metadata: meta(t, p.name, t.metallb.namespace),
      spec: {
        [if p.receiveInterval != null then 'receiveInterval']: p.receiveInterval,
        [if p.transmitInterval != null then 'transmitInterval']: p.transmitInterval,
        [if p.detectMultiplier != null then 'detectMultiplier']: p.detectMultiplier,
        [if p.echoInterval != null then 'echoInterval']: p.echoInterval,
        [if p.echoMode != null then 'echoMode']: p.echoMode,
        [if p.passiveMode != null then 'passiveMode']: p.passiveMode,
        [if p.minimumTtl != null then 'minimumTtl']: p.minimumTtl,
      },
    }
    for p in t.metallb.bgp.profiles
  },
};

local communities(t) =
  if t.metallb.bgp.aliases == [] then {} else {
    communities: {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'Community',
      metadata: meta(t, 'communities', t.metallb.namespace),
      spec: {
        communities: [{ name: c.name, value: c.value } for c in t.metallb.bgp.aliases],
      },
    },
  };

local advertisements(t) = {
  advertisements: {
    [ad.name]: {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'BGPAdvertisement',
      metadata: meta(t, ad.name, t.metallb.namespace),
      spec: {
        ipAddressPools: ad.pools,
        [if ad.aggregationLength != null then 'aggregationLength']: ad.aggregationLength,
        [if ad.aggregationLengthV6 != null then 'aggregationLengthV6']: ad.aggregationLengthV6,
        [if ad.localPref != null then 'localPref']: ad.localPref,
        [if ad.communities != [] then 'communities']: ad.communities,
        [if ad.peers != [] then 'peers']: ad.peers,
        [if ad.nodeSelectors != [] then 'nodeSelectors']: [nodeSelector(s) for s in ad.nodeSelectors],
      },
    }
    for ad in t.metallb.bgpAdvertisements
  },
};

function(t)
  { _stage:: 'metallb' } + (
    if t.metallb.api == 'metallb.io' && t.metallb.bgp != null then profiles(t) + communities(t) + peers(t) + advertisements(t)
    else {}
  )
