// DNSEndpoints, by which external-dns' source crd is told the tiers' names and where they lead,
// where it is told nothing by annotations: one a tier that has names, with a record a name
// and kind of address.
// Topology fields: dns, tiers[].dns, tiers[].hosts, tiers[].ip, tiers[].apps[].hosts.
// https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/
local meta = import '../lib/meta.libsonnet';

local property(p) = { name: p.name, value: p.value };

local record(d, name, type, targets) = {
  dnsName: name,
  [if d.provider != [] then 'providerSpecific']: [property(p) for p in d.provider],
  [if d.ttl != null then 'recordTTL']: d.ttl,
  recordType: type,
  [if d.setIdentifier != null then 'setIdentifier']: d.setIdentifier,
  targets: targets,
};

local records(d, name) =
  (if d.ipv4 == [] then [] else [record(d, name, 'A', d.ipv4)])
  + (if d.ipv6 == [] then [] else [record(d, name, 'AAAA', d.ipv6)])
  + (if d.alias == null then [] else [record(d, name, 'CNAME', [d.alias])]);

// The zone is a label for --label-filter, which the API server applies, and an annotation
// for --annotation-filter, as of other sources.
local zone(d, key) = if d.zone == null then {} else { [key]: d.zone };

local annotations(d) = d.annotations + zone(d, d.zoneNote);

local metadata(t, d) = meta(t, d.name, d.namespace, zone(d, d.zoneLabel)) + if annotations(d) == {} then {} else {
  annotations: t.annotations + annotations(d),
};

local manifest(t, d) = {
  apiVersion: 'externaldns.k8s.io/v1alpha1',
  kind: 'DNSEndpoint',
  metadata: metadata(t, d),
  spec: { endpoints: [r for name in d.names for r in records(d, name)] },
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: if tier.dnsEndpoint == null then {} else manifest(t, tier.dnsEndpoint)
    for tier in t.tiers
  }
