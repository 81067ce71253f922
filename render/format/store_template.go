package format

// StoreTemplate is what the External Secrets Operator makes of what it reads of a store.
type StoreTemplate struct {
	Origin
	// What is read of the key: the name that the texts of `data` have for it, and the
	// property that it is; "" is the whole value of the key. Example: {bundle: pem}
	Values []Pair `key:"values" form:"map" format:"storevalue,line"`
	// What the Secret has, in place of the two parts of a pair: its keys, tls.crt and tls.key
	// among them, each with a template of Go's that the operator fills in.
	// Example: {tls.crt: '{{ .bundle | filterPEM "CERTIFICATE" }}', tls.key: '{{ .bundle | filterPEM "PRIVATE KEY" }}'}
	Data []Pair `key:"data" form:"map" format:"storevalue,text"`
	// Labels of the Secret. Example: {team: web}
	Labels []Pair `key:"labels" form:"map" format:"labelkey,labelvalue"`
	// Annotations of the Secret, for whoever copies it, say. They may be templates as well.
	// Example: {reflector.v1.k8s.emberstack.com/reflection-allowed: "true"}
	Annotations []Pair `key:"annotations" form:"map" format:"labelkey,text"`
}
