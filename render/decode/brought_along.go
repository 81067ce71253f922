package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// stripOfProxies is that a prefix is taken away on the way, as proxies and charts say it of a route.
func stripOfProxies(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if !slices.Contains([]string{"stripprefix", "strip", "stripprefixes", "strippath"}, folded(n.Keys[i].Text)) || value.Kind != source.Scalar || n.Get("rewrite") != nil {
		return otherForm{}
	}
	switch strings.ToLower(value.Text) {
	case "false", "no", "off":
		return otherForm{help: "remove it: a path is sent on as it came"}
	}
	if n.Get("addPrefix") != nil {
		return otherForm{told: true} // with that
	}
	root := &source.Node{Kind: source.Scalar, Place: value.Place, Text: "/", Quoted: true}
	return otherForm{help: "write rewrite: / in its place, by which the prefix is taken away", field: "rewrite", value: root}
}

// tagOfCharts is the help for an image's tag beside it, as charts have both; "" where the image has one.
func tagOfCharts(n *source.Node, value *source.Node) string {
	image := n.Get("image")
	if image == nil || image.Kind != source.Scalar || image.Text == "" || !format.IsLatest(image.Text) || strings.HasSuffix(image.Text, ":latest") {
		return ""
	}
	return "write image: " + format.YAMLWord(image.Text+":"+value.Text) + " in place of both"
}

// taggedBeside reports whether the app that is read has its image's tag beside it, which is told with what to write.
func (d *decoder) taggedBeside() bool {
	if len(d.above) == 0 || d.above[len(d.above)-1].of != "App" {
		return false
	}
	app := d.above[len(d.above)-1].node
	return slices.ContainsFunc(app.Keys, func(k *source.Node) bool {
		return (folded(k.Text) == "tag" || folded(k.Text) == "imagetag") && tagOfCharts(app, app.Get(k.Text)) != ""
	})
}

// secretByName is the name of a Secret that exists, where a certificate has it as its own, and who issues it.
func secretByName(n *source.Node, i int) otherForm {
	if value := n.Values[i]; n.Keys[i].Text == "name" && value.Kind == source.Scalar && !value.Null() && n.Get("secret") == nil {
		return otherForm{help: "write secret: " + abridged(value) + " in its place", field: "secret", value: value}
	}
	switch folded(n.Keys[i].Text) {
	case "issuer", "clusterissuer", "issuerref", "certresolver", "acme", "letsencrypt":
		return otherForm{help: issuerHelp}
	}
	return otherForm{}
}

// issuerHelp is the help for who issues a certificate, at what has it.
const issuerHelp = "write secrets: {cert-manager: {issuer: NAME, kind: ClusterIssuer}} in the file, with an issuer of cert-manager's that is on the cluster, and remove it here; or put a pair into the folder certs"

// givenAuthority is the help for the files of an authority that is there: the topology names none.
const givenAuthority = "remove it: the files of an authority that is there are named where it issues, by render certs --ca-cert FILE --ca-key FILE; a pair that you have is HOST.crt and HOST.key in the folder certs, by the first host of its tier"

// authorityFiles are files in what is said of the authority that is made.
func authorityFiles(n *source.Node, i int) otherForm {
	if !slices.Contains([]string{"cert", "crt", "key", "file", "path", "certificate", "certfile", "keyfile", "cacert", "cakey", "secret", "secretname"}, folded(n.Keys[i].Text)) {
		return otherForm{}
	}
	return otherForm{help: givenAuthority}
}

// isRedirect reports whether a word is for plain HTTP that answers with a redirect to https, and no mode of TLS.
func isRedirect(text string) bool {
	return slices.Contains([]string{"redirect", "httpsredirect", "redirecttohttps", "httpsonly", "force", "forced"}, folded(text))
}

// redirectHelp is the help for such a word, at what has it: tls itself, or its mode.
func redirectHelp(m format.Origin) string {
	if strings.HasSuffix(m.Path(), ".mode") {
		return "write redirect: true in place of mode"
	}
	return "write: {redirect: true}"
}

// isAuthority reports whether a word is who issues certificates, and neither a mode of TLS nor a pair of files.
func isAuthority(text string) bool {
	return slices.Contains([]string{"letsencrypt", "acme", "certmanager", "zerossl"}, folded(text))
}

// issuerMeant is an issuer of cert-manager's as the file has it, by a word for an authority or by a name that
// begins with one; "" for any other text.
func issuerMeant(text string) string {
	switch name := folded(strings.NewReplacer("'", "", "’", "").Replace(text)); {
	case strings.HasPrefix(name, "letsencrypt") && format.Formats()["subdomain"].Takes(text):
		return "{issuer: " + text + ", kind: ClusterIssuer}"
	case name == "acme" || name == "zerossl" || name == "letsencrypt":
		return "{issuer: NAME, kind: ClusterIssuer}"
	}
	return ""
}
