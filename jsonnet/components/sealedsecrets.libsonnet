// SealedSecrets, of which bitnami's controller makes the tiers' TLS Secrets, and
// their copies.
//
// The data here is a placeholder, base64 of "redacted": it is sealed after
// evaluation, so that no template and no mixin ever sees a key. The annotations
// of the scope are the SealedSecret's, which the controller decrypts by, and
// those of the Secret that it makes.
// Topology fields: secrets.sealed, tiers[].cert, tiers[].names.secret,
// certs.namespaces.
// https://github.com/bitnami-labs/sealed-secrets#scopes
local meta = import '../lib/meta.libsonnet';

local placeholder = 'cmVkYWN0ZWQ=';

local metadata(t, s) = meta(t, s.name, s.namespace) + {
  [if t.annotations != {} || s.scope != 'strict' then 'annotations']: t.annotations {
    [if s.scope != 'strict' then 'sealedsecrets.bitnami.com/' + s.scope]: 'true',
  },
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [s.at]: {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: metadata(t, s),
        spec: {
          encryptedData: {
            [if s.ca then 'ca.crt']: placeholder,
            'tls.crt': placeholder,
            'tls.key': placeholder,
          },
          template: {
            metadata: metadata(t, s),
            type: 'kubernetes.io/tls',
          },
        },
      }
      for s in tier.sealedSecrets
    }
    for tier in t.tiers
  }
