package certs

import (
	"bytes"
	"crypto/x509"
	"io/fs"
	"path"
	"strings"

	"render/render/bounded"
	"render/render/wording"
)

// word is a file name as one word of a shell command.
func word(name string) string {
	safe := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._/@+,:-", c)
	}
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	if strings.IndexFunc(name, func(c rune) bool { return !safe(c) }) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// inPlace is the help that runs a command from the file to a new one, and puts
// that in its place.
func inPlace(command, name string) string {
	from, to := word(name), word(name+".new")
	return "run: " + command + " -in " + from + " -out " + to + " && mv " + to + " " + from
}

// called is a file as the user calls it, where the topology is called too: a file is named from its folder.
func (r *reader) called(name string) string {
	if r.rules.Topology == "" || r.rules.Topology == "-" || strings.HasPrefix(r.rules.Topology, "git:") || path.IsAbs(name) {
		return name
	}
	return path.Join(path.Dir(r.rules.Topology), name)
}

// renderCerts is the command that makes what is missing or wrong; with force also what is not
// the local authority's.
func (r *reader) renderCerts(force string) string {
	command := "render certs " + force + r.rules.Again
	switch r.rules.Topology {
	case "":
		return command + "TOPOLOGY"
	case "-": // standard input, and no file of that name
		return command + "-"
	}
	return command + word(r.rules.Topology)
}

// byCommand is the help for a tier's pair that cannot be used, of the certificate leaf or, where
// that is nil, of who knows which. What the local authority issued the command makes anew; of
// another's, which somebody got from somewhere, other means come first, but where the command
// had that one issue it: it can again. Where the command runs already, or the file is none of a tier's, there are these alone.
func (r *reader) byCommand(file string, leaf *x509.Certificate, otherwise string) string {
	return r.byCommandBeside(nil, file, leaf, otherwise)
}

// byCommandBeside is byCommand where another key than the certificate's is there: the command makes a
// certificate for it, and replaces one that is not of the kind it makes if it is told to.
func (r *reader) byCommandBeside(k *key, file string, leaf *x509.Certificate, otherwise string) string {
	_, ofPair := r.ofPair[file]
	switch {
	case !ofPair || r.rules.Topology == "":
		return otherwise
	case leaf != nil && r.issuedHere(leaf):
		force := ""
		if k != nil {
			if _, unfit := r.rules.asWanted(k.public, false); unfit != "" {
				force = "--force "
			}
		}
		return "run: " + r.renderByAuthority(force) + "; or " + otherwise
	case r.madeByOther(leaf):
		return "run: " + r.renderCerts("--ca-cert FILE --ca-key FILE ") + ", with the files of " + issuerOf(leaf) + ", which issued it; or " + otherwise
	}
	by := "the local authority"
	if !r.there(r.rules.Authority[0]) {
		by = "a new local authority, which every client has to trust first"
	}
	return otherwise + "; or replace it by one of " + by + ": " + r.renderByAuthority("--force ")
}

// renderByAuthority is renderCerts, by the local authority; where its key is kept elsewhere the
// command names it.
func (r *reader) renderByAuthority(force string) string {
	if !r.keyElsewhere() {
		return r.renderCerts(force)
	}
	return r.renderCerts(force+"--ca-cert "+word(r.called(r.rules.Authority[0]))+" --ca-key FILE ") + ", with the authority's key, which is not here"
}

// anew is the help, with what may be done else behind it, by which the command makes a pair anew that the local authority
// issued and that it keeps, since clients take it; "" for any other.
func (r *reader) anew(c *chain, leaf certificate) string {
	if _, ofPair := r.ofPair[c.text.name]; !ofPair || r.rules.Topology == "" || !r.issuedHere(leaf.x509) {
		return ""
	}
	return "remove the pair, and run: " + r.renderByAuthority("") + "; or "
}

// isAuthority tells, of a tier's certificate, that it is the local authority's.
func (r *reader) isAuthority(c *chain) bool {
	own := c.certs[0]
	if r.rules.Authority[0] == "" || c.text.name != path.Clean(r.rules.Authority[0]) || !own.x509.IsCA {
		return false
	}
	r.tell("cert-refused", c.text, own.line, false, "is the local authority's certificate, and no server's",
		"name another pair, or remove it for that of the first host, and run: "+r.renderCerts(""))
	return true
}

// keyElsewhere reports whether the local authority is there without its key.
func (r *reader) keyElsewhere() bool {
	return r.rules.Authority[0] != "" && r.there(r.rules.Authority[0]) && !r.there(r.rules.Authority[1])
}

// issuedHere reports whether the local authority issued a certificate.
func (r *reader) issuedHere(leaf *x509.Certificate) bool {
	own := r.localAuthority()
	return own != nil && (&issuer{cert: own}).issued(leaf)
}

// localAuthority is the local authority's certificate; nil where there is none that can be read.
func (r *reader) localAuthority() *x509.Certificate {
	name := path.Clean(r.rules.Authority[0])
	raw, err := fs.ReadFile(bounded.Within(r.files, bounded.MaxPEM), name)
	if err != nil {
		return nil
	}
	for _, b := range scan(name, raw).blocks {
		if own, err := x509.ParseCertificate(b.der); err == nil && isCertificate(b) {
			return own
		}
	}
	return nil
}

// madeByOther reports whether render had an authority issue a certificate that was given to it.
// One of the local one's name is an earlier local one, whose key is nowhere any more.
func (r *reader) madeByOther(leaf *x509.Certificate) bool {
	if leaf == nil || !madeHere(leaf) || bytes.Equal(leaf.RawIssuer, leaf.RawSubject) {
		return false
	}
	own := r.localAuthority()
	return own == nil || !bytes.Equal(own.RawSubject, leaf.RawIssuer)
}

// issuerOf is an authority as a certificate of its own names it.
func issuerOf(leaf *x509.Certificate) string {
	if name := leaf.Issuer.CommonName; name != "" {
		return "the authority " + wording.Quote(name)
	}
	return "the authority"
}
