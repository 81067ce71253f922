package certs

import (
	"path"
	"slices"

	"render/render/wording"
)

// otherName is the file beside a certificate that is not there which has the one for a key that is; "" for none.
// Authorities hand certificates out as .pem and .cer too.
func (r *reader) otherName(crt, keyFile string) string {
	k := r.key(keyFile)
	if k == nil {
		return ""
	}
	for name, leaf := range r.leaves(path.Dir(crt), func(string) bool { return false }) {
		if k.public.Equal(leaf.PublicKey) {
			return name
		}
	}
	return ""
}

// keyAlone is the help where the key of a pair is there, and its certificate is not.
func (r *reader) keyAlone(crt, key string) string {
	if other := r.otherName(crt, key); other != "" {
		return otherNameHelp(other, crt, key)
	}
	help := "put the certificate there that came with the key " + wording.Quote(key)
	if k := r.key(key); k != nil {
		if _, unfit := r.rules.asWanted(k.public, false); unfit != "" { // for which none is made
			return help + "; or remove the key, and have a pair made: " + r.renderByAuthority("")
		}
	}
	return help + "; or have one made for it: " + r.renderByAuthority("")
}

// otherNameHelp is how a certificate of another name is used.
func otherNameHelp(other, crt, key string) string {
	return "the one for the key that is there is " + wording.Quote(other) + ": write cert: {crt: " + word(other) + ", key: " + word(key) + "} beside the hosts, or call it " + wording.Quote(crt)
}

// isOtherAuthority tells, of a tier's certificate, that it is that of an authority, and that the pair's key is of another one.
func (r *reader) isOtherAuthority(c *chain, k *key, keyFile string) bool {
	if k == nil || slices.ContainsFunc(c.certs, func(one certificate) bool { return !one.x509.IsCA || k.public.Equal(one.x509.PublicKey) }) {
		return false
	}
	help := "put the host's certificate there that the authority gave with it"
	if other := r.otherName(c.text.name, keyFile); other != "" {
		help = otherNameHelp(other, c.text.name, keyFile)
	}
	r.tell("key-mismatch", c.text, c.certs[0].line, false, "is an authority's own certificate, and the key is that of another one", help)
	return true
}
