package certs

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/bounded"
	"render/render/wording"
)

// otherName is the file beside a certificate that is not there which has the one for a key that is; "" for none.
// Authorities hand certificates out as .pem and .cer too.
func (r *reader) otherName(crt, keyFile string) string {
	k := r.key(keyFile)
	if k == nil {
		return ""
	}
	entries, _ := fs.ReadDir(r.files, path.Dir(crt)) // where it cannot be listed nothing is found
	looked := 0
	for _, e := range entries {
		name := path.Join(path.Dir(crt), e.Name())
		if !slices.Contains(certificateEndings(), strings.ToLower(path.Ext(name))) || e.IsDir() {
			continue
		}
		if looked++; looked > maxLooked {
			break
		}
		list, _ := readChain(bounded.Within(r.files, bounded.MaxPEM), name)
		if len(list) > 0 && k.public.Equal(list[0].PublicKey) {
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
	return "put the certificate there that came with the key " + wording.Quote(key) + "; or have one made for it: " + r.renderByAuthority("")
}

// otherNameHelp is how a certificate of another name is used.
func otherNameHelp(other, crt, key string) string {
	return "the one for the key that is there is " + wording.Quote(other) + ": write cert: {crt: " + word(other) + ", key: " + word(key) + "} beside the hosts, or call it " + wording.Quote(crt)
}
