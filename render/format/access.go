package format

import "slices"

// Access is who may come in: all of its parts hold together.
type Access struct {
	Origin
	// `off`: everybody, whatever the tier says. Example: off
	Off Enum[AccessWord] `key:"-,alone" enum:""`
	// The networks that may come in. Example: [192.168.1.0/24]
	From []Text `key:"from" filled:"" format:"cidr"`
	// The networks that may not. Example: [192.168.1.66/32]
	NotFrom []Text `key:"notFrom" filled:"" format:"cidr"`
	// Who brings a token that an issuer signed; of several issuers any.
	// Example: {issuer: "https://id.example.org", jwks: "https://id.example.org/keys"}
	JWT []JWT `key:"jwt" filled:"" form:"one"`
	// Whom an extension provider of istio.meshConfig lets in. Example: login
	Auth Text `key:"auth" format:"line"`
	// Paths that everybody may ask for. Example: [/healthz, /public/*]
	Except []Text `key:"except" filled:"" format:"route"`
	// Alternatives, any one of which is enough beside the rest.
	// Example: [{from: [192.168.1.0/24]}, {auth: login}]
	AnyOf []AccessWay `key:"anyOf" filled:""`
}

// AccessWay is one of several ways to come in: all of its parts hold together.
type AccessWay struct {
	Origin
	// The networks that may come in. Example: [192.168.1.0/24]
	From []Text `key:"from" filled:"" format:"cidr"`
	// The networks that may not. Example: [192.168.1.66/32]
	NotFrom []Text `key:"notFrom" filled:"" format:"cidr"`
	// Who brings a token that an issuer signed; of several issuers any.
	// Example: {issuer: "https://id.example.org", jwks: "https://id.example.org/keys"}
	JWT []JWT `key:"jwt" filled:"" form:"one"`
	// Whom an extension provider of istio.meshConfig lets in. Example: login
	Auth Text `key:"auth" format:"line"`
}

// JWT is tokens of one issuer.
type JWT struct {
	Origin
	// The issuer, as its tokens name it. Example: https://id.example.org
	Issuer Text `key:"issuer,alone" required:"" format:"line"`
	// The issuer's public keys, a JSON Web Key Set: the URL where it has them, which istiod asks, or a file, which is
	// written into the object. Without it istiod asks the issuer where they are, by OpenID Connect's discovery.
	// Example: https://id.example.org/keys
	JWKS Text `key:"jwks" format:"keys"`
	// For whom the token is, any of these. Beside toHeaders one for others is refused by the whole gateway.
	// Example: [shop]
	Audiences []Text `key:"audiences" filled:"" format:"line"`
	// What else it says: a claim and its value; of a list one. What is within a claim has its name
	// behind a dot, as in realm_access.roles; a URI is one name. Example: {groups: staff}
	Claims []Pair `key:"claims" form:"map" format:"claim,line"`
	// The header that has the token. Example: x-token
	Header Text `key:"header" format:"header" derived:"authorization"`
	// What stands before the token there. Example: "Bearer "
	Prefix Text `key:"prefix" format:"text" derived:"'Bearer ' in authorization, nothing in another header"`
	// Headers by which the app is told a claim. Example: {x-user: sub}
	ToHeaders []Pair `key:"toHeaders" form:"map" format:"header,claimname"`
}

// KeysFile is the file of the issuer's keys; one that is not set where they are at a URL.
func (j *JWT) KeysFile() Text {
	if j.JWKS.IsWrong() || isURL(j.JWKS.Value) {
		return Text{}
	}
	return j.JWKS
}

// AccessWord is a word in place of who may come in.
type AccessWord string

// AccessOff lets everybody in.
const AccessOff AccessWord = "off"

// Words lists them.
func (AccessWord) Words() []string { return wordsOf(AccessOff) }

// Ways are the alternatives; one that asks nothing more where there are none.
func (a *Access) Ways() []AccessWay {
	if len(a.AnyOf) == 0 {
		return []AccessWay{{}}
	}
	return a.AnyOf
}

// Issuers are those of all tokens that anybody may come in by.
func (a *Access) Issuers() []*JWT {
	var out []*JWT
	add := func(list []JWT) {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	add(a.JWT)
	for i := range a.AnyOf {
		add(a.AnyOf[i].JWT)
	}
	return out
}

// Provider is the one that is asked who may come in, of any alternative; not set where none is.
func (a *Access) Provider() Text {
	if a.Auth.IsSet() {
		return a.Auth
	}
	for i := range a.AnyOf {
		if w := &a.AnyOf[i]; w.Auth.IsSet() {
			return w.Auth
		}
	}
	return Text{}
}

// Asks reports whether a provider is asked who may come in, of any alternative.
func (a *Access) Asks() bool {
	return a.Provider().IsSet()
}

// AsksNobody reports whether somebody may come in of whom nothing is asked but that he is none of
// some.
func (a *Access) AsksNobody() bool {
	if len(a.From)+len(a.JWT) > 0 || a.Auth.IsSet() {
		return false
	}
	return len(a.AnyOf) == 0 || slices.ContainsFunc(a.AnyOf, func(w AccessWay) bool { return len(w.From)+len(w.JWT) == 0 && !w.Auth.IsSet() })
}
