// ExternalSecrets, of which the External Secrets Operator makes the tiers' TLS
// Secrets, and their copies, from a store.
// Topology fields: secrets.external, tiers[].cert, tiers[].names.secret,
// certs.namespaces.
// https://external-secrets.io/latest/api/externalsecret/
local meta = import '../lib/meta.libsonnet';

// Of the Secret, not of the ExternalSecret: with a template the operator copies none of
// the latter's.
local secretMetadata(template) = {
  [if template.labels != {} then 'labels']: template.labels,
  [if template.annotations != {} then 'annotations']: template.annotations,
};

local secretTemplate(template) = {
  type: 'kubernetes.io/tls',
  [if secretMetadata(template) != {} then 'metadata']: secretMetadata(template),
  [if template.data != {} then 'data']: template.data,
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [s.at]: {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: meta(t, s.name, s.namespace),
        spec: {
          refreshInterval: s.refresh,
          secretStoreRef: { name: s.store, kind: s.storeKind },
          target: {
            name: s.name,
            creationPolicy: 'Owner',
            template: secretTemplate(s.template),
          },
          // The last three are what the operator's definition fills in: kubectl and
          // Argo CD compare lists whole, and would see a difference for ever
          // (https://github.com/external-secrets/external-secrets/issues/6797).
          data: [
            {
              secretKey: p.secretKey,
              remoteRef: {
                key: s.key,
                [if p.property != null then 'property']: p.property,
                conversionStrategy: 'Default',
                decodingStrategy: 'None',
                metadataPolicy: 'None',
              },
            }
            for p in s.properties
          ],
        },
      }
      for s in tier.externalSecrets
    }
    for tier in t.tiers
  }
