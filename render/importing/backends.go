package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// backendTLS is how a gateway speaks TLS to a port of what an app's routes lead to; false
// where it does not.
func (im *importer) backendTLS(a *app, port int64) (m document.Mapping, speaks bool) {
	for d := range im.world.DestinationRules() {
		spec := d.Members().Object("spec")
		if !sameHost(spec.Text("host"), d.Object().ID().Namespace, a) {
			continue
		}
		policy := spec.Object("trafficPolicy")
		tls := policy.Object("tls")
		for _, s := range policy.List("portLevelSettings") {
			one, _ := s.(manifest.Object)
			if n, _ := number(one.Object("port").Get("number")); n == port {
				tls = one.Object("tls")
			}
		}
		if tls.Text("mode") != "SIMPLE" {
			continue
		}
		return im.checked(a, tls, port), true
	}
	return nil, false
}

// sameHost reports whether a DestinationRule is for what an app's routes lead to.
func sameHost(host, from string, a *app) bool {
	if host == a.to {
		return true
	}
	namespace, name := objects.ServiceOfHost(host, from)
	return name != "" && namespace+"/"+name == serviceOf(a)
}

// checked is what the certificate of a server is checked by.
func (im *importer) checked(a *app, tls manifest.Object, port int64) (m document.Mapping) {
	if tls.Get("insecureSkipVerify") == true {
		m.Add("verify", false)
	}
	if name := tls.Text("credentialName"); name != "" {
		if file := im.authorityFile(a, name); file != "" {
			m.Add("ca", file)
		} else {
			m.Add("ca", document.Mapping{{Key: "secret", Value: name}})
		}
	}
	full, usual := a.to, []string(nil)
	if namespace, name := objects.ServiceOfHost(a.to, a.namespace); name != "" && !im.isOutside(a.to) {
		full = name + "." + namespace + ".svc.cluster.local"
		usual = []string{full, name + "." + namespace + ".svc"}
	}
	var names []string
	for _, n := range tls.List("subjectAltNames") {
		text, _ := n.(string)
		names = append(names, text)
	}
	if !slices.Equal(names, usual) {
		m.Add("names", document.Strs(names))
		if len(names) > 0 {
			full = names[0]
		}
	}
	if sni := tls.Text("sni"); sni != full {
		m.Add("sni", sni)
	}
	return m
}

func (im *importer) isOutside(host string) bool {
	for range im.world.ServiceEntriesOf(host) {
		return true
	}
	return false
}

// authorityFile is the file of the authority that render wrote into the Secret that a
// DestinationRule names; "" where there is none. Of one authority it is one file.
func (im *importer) authorityFile(a *app, credential string) string {
	for _, o := range im.world.OfKind(objects.Core, "Secret") {
		if o.ID().Name != credential+"-cacert" && o.ID().Name != credential || !manifest.Rendered(o.Members()) {
			continue
		}
		held := o.Members().Object("data")
		sum := held.Text("ca.crt") + held.Text("cacert")
		if im.authorities[sum] == "" {
			im.authorities[sum] = "certs/" + strings.ReplaceAll(a.name, ".", "-") + "-ca.crt"
		}
		return im.authorities[sum]
	}
	return ""
}
