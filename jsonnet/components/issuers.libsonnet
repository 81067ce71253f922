// The issuers by which cert-manager is to issue the tiers' certificates: one
// that has every certificate sign itself, or a local authority, whose own
// certificate is signed by an issuer of that kind.
// Topology fields: secrets.cert-manager.create, certs.ca, certs.key.
// https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers
local meta = import '../lib/meta.libsonnet';
local privateKey = import '../lib/privatekey.libsonnet';

local issuer(t, i, name, spec) = {
  apiVersion: 'cert-manager.io/v1',
  kind: i.kind,
  metadata: meta(t, name, i.namespace),
  spec: spec,
};

local authority(t, i, a) = {
  selfSigned: issuer(t, i, a.selfSigned, { selfSigned: {} }),
  certificate: {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: meta(t, a.name, a.namespace),
    spec: {
      secretName: a.name,
      issuerRef: { name: a.selfSigned, kind: i.kind, group: 'cert-manager.io' },
      isCA: true,
      commonName: a.commonName,
      [if a.organization != null then 'subject']: { organizations: [a.organization] },
      duration: a.duration,
      privateKey: privateKey(a.privateKey),
    },
  },
  issuer: issuer(t, i, a.name, { ca: { secretName: a.name } }),
};

function(t)
  { _stage:: 'gateways' } + {
    [if i.namespace != null then i.namespace else 'cluster']:
      if i.authority != null then authority(t, i, i.authority)
      else issuer(t, i, i.name, { selfSigned: {} })
    for i in t.issuers
  }
