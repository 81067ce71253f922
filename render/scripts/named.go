package scripts

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// Named are the names of the Secrets that objects name and that are not among them,
// sorted: somebody else makes those. A name counts in each namespace, since some fields
// mean their object's own and others a gateway's.
func Named(list []manifest.Object) []string {
	n := named{}
	for _, o := range list {
		switch name := o.Object("metadata").Text("name"); o.Text("kind") {
		case "SealedSecret", "ExternalSecret":
			n.add(name)
		}
		n.walk("", o)
	}
	for _, o := range list {
		if o.Text("kind") == "Secret" {
			name := o.Object("metadata").Text("name")
			delete(n, name)
			delete(n, name+"-cacert") // rendered too, if there is one
		}
	}
	out := make([]string, 0, len(n))
	for name := range n {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

type named map[string]bool

func (n named) add(name string) {
	if name != "" {
		n[name] = true
	}
}

// walk finds the names under a key, in a value.
func (n named) walk(key string, value any) {
	switch v := value.(type) {
	case manifest.Object:
		if refersToSecret(key) {
			n.add(v.Text("name"))
		}
		for _, m := range v {
			n.walk(m.Key, m.Value)
		}
	case []any:
		for _, item := range v {
			n.walk(key, item)
		}
	case string:
		switch {
		case key == "credentialName" || key == "credentialNames" || key == "caCertCredentialName":
			// The authority of clients is in the Secret itself, or in one beside it.
			n.add(v)
			n.add(strings.TrimSuffix(v, "-cacert") + "-cacert")
		case key == "secretName":
			n.add(v)
		case strings.HasPrefix(v, "kubernetes://"): // as Envoy's configuration names them
			_, name, _ := strings.Cut(v, "://")
			n.add(name[strings.LastIndexByte(name, '/')+1:])
		}
	}
}

// refersToSecret reports whether an object under a key names a Secret, or may.
func refersToSecret(key string) bool {
	switch key {
	case "certificateRefs", "caCertificateRefs", "clientCertificateRef", "imagePullSecrets", "target":
		return true
	}
	key = strings.ToLower(key)
	return strings.HasSuffix(key, "secret") || strings.HasSuffix(key, "secretref") || strings.HasSuffix(key, "secretkeyref")
}
