package plan

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
)

func (t *PortTLS) same(other *PortTLS) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.Verify == other.Verify && t.SNI == other.SNI && slices.Equal(t.Names, other.Names) && t.File.Value == other.File.Value &&
		(t.File.Value != "" || t.Credential == other.Credential)
}

// tlsOf settles how gateways speak TLS to a port of an app.
func tlsOf(a *App, port *Port) *PortTLS {
	out := &PortTLS{Verify: true, Names: defaultNames(a)}
	w := port.Written.TLS
	if w == nil {
		w = &format.BackendTLS{Verify: format.Flag{Value: true}}
	}
	if len(w.Names) > 0 {
		out.Names = format.Values(w.Names)
	}
	if at := slices.IndexFunc(out.Names, func(name string) bool { return !format.IsIP(name) }); at >= 0 {
		out.SNI = out.Names[at]
	}
	if w.SNI.IsSet() {
		out.SNI = w.SNI.Value
	}
	switch {
	case !w.Verify.Value:
		out.Verify, out.Names = false, nil
	case w.CA.Secret.IsSet():
		out.Credential = strings.TrimSuffix(w.CA.Secret.Value, cacert)
	case w.CA.File.IsSet():
		out.File, out.Credential = w.CA.File, a.WholeHost()+"-"+strconv.Itoa(port.Number)
	}
	return out
}

// defaultNames are those that a server's certificate has to have one of, where the
// file does not say: of what is outside the Host of requests, or else its own name or
// address; of a Service those that authorities of clusters issue for.
func defaultNames(a *App) []string {
	switch b := a.Backend; {
	case b.Renames():
		return []string{b.Authority}
	case b.Outside():
		return []string{b.Written.Value}
	}
	name, namespace := a.ServiceAt()
	short := name + "." + namespace + ".svc"
	return []string{short + strings.TrimPrefix(format.ClusterDomain, ".svc"), short}
}

// Authority is a Secret with the authority of a server behind a gateway.
type Authority struct {
	Name, Namespace string
	File            format.Text
	Names           []string // one of which the server's certificate has
}

// Authorities are the Secrets that an app's destinations need, and that are not there
// already, each once.
func (a *App) Authorities() []Authority {
	var out []Authority
	for i := range a.Destinations {
		d := &a.Destinations[i]
		for _, port := range d.Ports {
			if port.TLS.File.IsSet() {
				one := Authority{port.TLS.Credential + cacert, d.Namespace, port.TLS.File, port.TLS.Names}
				if !slices.ContainsFunc(out, func(known Authority) bool { return known.Name == one.Name && known.Namespace == one.Namespace }) {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// existingAuthorities notes the Secrets with authorities that an app says are there
// already, by either name that Istio looks for.
func (a *App) existingAuthorities(out map[string]bool) {
	for i := range a.Destinations {
		d := &a.Destinations[i]
		for _, port := range d.Ports {
			if port.TLS.Credential != "" && !port.TLS.File.IsSet() {
				out[d.Namespace+"/"+port.TLS.Credential] = true
			}
		}
	}
}
