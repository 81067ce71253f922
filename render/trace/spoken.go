package trace

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// spoken tells of TLS that a DestinationRule has the gateway speak to a server, and judges whether what
// the server's certificate is checked by is there.
func (m *Mesh) spoken(t *Trace, from *pods, d Destination) {
	mode, at := m.clientMode(d)
	if mode != "SIMPLE" && mode != "MUTUAL" || at.Object().ID().Kind != "DestinationRule" {
		return
	}
	rule := objects.DestinationRule{Resource: at.Object().Resource()}
	if to := rule.Namespaces([]string{"*"}); !slices.Contains(to, "*") && !slices.Contains(to, from.namespace) {
		return
	}
	tls := objects.ClientTLS{Field: at}
	text := title(at.Object()) + " has the gateway speak TLS to the server"
	named := tls.CredentialName()
	skips, _ := tls.SkipsVerify().Value()
	switch file := textOf(at.At("caCertificates")); {
	case named.Value() != "":
		m.authority(t, from, mode, named, text+", "+certificateOf(at)+" is checked by ")
	case skips:
		t.hop(StepPolicy, at, text+", whose certificate is not checked")
	case file != "":
		t.hop(StepPolicy, at, text+", "+certificateOf(at)+" is checked by the file "+wording.Quote(file)+" of the gateway's pods")
	default:
		t.hop(StepPolicy, at, text+", and names no authority that its certificate is checked by")
	}
}

// certificateOf is the certificate of a server, and for which names a rule has it checked.
func certificateOf(tls objects.Field) string {
	list, _ := tls.At("subjectAltNames").Raw().([]any)
	var names []string
	for _, one := range list {
		if name, ok := one.(string); ok {
			names = append(names, wording.Quote(name))
		}
	}
	if len(names) == 0 {
		return "whose certificate"
	}
	return "whose certificate, for " + strings.Join(names, " or ") + ","
}

// authority judges whether the Secret that a rule names is where the gateway reads it: the authority is in
// one of its own or beside the gateway's certificate, which MUTUAL cannot do without (istio,
// pilot/pkg/credentials/kube).
func (m *Mesh) authority(t *Trace, from *pods, mode string, named objects.Text, text string) {
	name, namespace := named.Value(), from.namespace
	if strings.Contains(name, "://") {
		t.hop(StepPolicy, named.Field, text+"what is called "+wording.Quote(name))
		return
	}
	id := func(one string) string {
		return "Secret " + wording.Quote(one) + " in namespace " + wording.Quote(namespace)
	}
	found := ""
	for _, one := range []string{name, name + "-cacert"} { // the one of its own is read first
		_, ok := m.world.Secret(namespace, one)
		switch known := m.known.Secrets[namespace+"/"+one]; {
		case ok:
			found = id(one)
		case known:
			found = id(one) + ", which is to be in the cluster already"
		case one == name && mode == "MUTUAL" && !m.known.AnySecret && !m.known.NoneRead:
			t.hop(StepPolicy, named.Field, text+id(name))
			m.unopened(t, id(name)+" is not", name, namespace)
			return
		}
	}
	switch {
	case found != "":
		t.hop(StepPolicy, named.Field, text+found)
	case m.known.AnySecret:
		t.hop(StepPolicy, named.Field, text+id(name)+", which is to be in the cluster already")
	case m.known.NoneRead:
		t.hop(StepPolicy, named.Field, text+id(name))
		t.Unjudged = append(t.Unjudged, Unjudged{"no Secret is among the objects, so that it is not known whether " + id(name) + " is there", named.Field})
	default:
		t.hop(StepPolicy, named.Field, text+id(name))
		m.unopened(t, "neither Secret "+wording.Quote(name+"-cacert")+" nor "+id(name)+" is", name+"-cacert", namespace)
	}
}

// unopened ends the way at a gateway that waits for a Secret.
func (m *Mesh) unopened(t *Trace, missing, name, namespace string) {
	t.fail(503, missing+" among the objects: the gateway opens no connection to the server",
		"add the Secret to the namespace of the gateway's pods"+m.elsewhere(name, namespace))
}
