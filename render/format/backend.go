package format

// BackendTLS is how the gateway speaks TLS to a port of an app, and by what it knows
// the server.
type BackendTLS struct {
	Origin
	// The authority of the server's certificate. Example: certs/backend-ca.crt
	CA BackendCA `key:"ca"`
	// Names, one of which the server's certificate has. Example: [vault.internal]
	Names []Text `key:"names" format:"certname" derived:"what is outside: its Host, or else its name or IP; a Service: <name>.<namespace>.svc and .svc.cluster.local"`
	// The name that the gateway asks for (SNI). Example: vault.internal
	SNI Text `key:"sni" format:"sni" derived:"the first of the names that is no IP"`
	// Whether the certificate is checked. Without it anybody on the way can be the
	// server. Example: false
	Verify Flag `key:"verify" default:"true"`
}

// BackendCA is the authority of a server's certificate.
type BackendCA struct {
	Origin
	// A file with the authority's certificate. Example: certs/backend-ca.crt
	File Text `key:"-,alone" format:"file" derived:"the public authorities"`
	// A Secret in the gateway's namespace that exists already, with the key ca.crt or
	// cacert. Example: backend-ca
	Secret Text `key:"secret" format:"subdomain"`
}

// Sticky is by what a client is told from others, so that its requests go to the
// same pod.
type Sticky struct {
	Origin
	// A cookie, which the gateway sets where a client has none. Example: shop
	Cookie Text `key:"cookie" format:"cookie"`
	// How long the cookie is kept. Example: 1h
	TTL Text `key:"ttl" format:"period" derived:"until the browser is closed"`
	// A header of the request. Example: x-user
	Header Text `key:"header" format:"header"`
}
