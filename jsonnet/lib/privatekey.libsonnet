// How cert-manager makes a key. What renews it by default changed with 1.18.
// Topology fields: certs.key.
// https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificatePrivateKey
function(key) {
  algorithm: if key.kind == 'rsa' then 'RSA' else 'ECDSA',
  size: key.size,
  rotationPolicy: if key.renew then 'Always' else 'Never',
}
