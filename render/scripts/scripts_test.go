package scripts

import (
	"bytes"
	"net/netip"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
)

// TestKind: kinds as kubectl takes them, as their CRDs are called.
func TestKind(t *testing.T) {
	for kindAndGroup, want := range map[string]string{
		"Service": "services", "NetworkPolicy networking.k8s.io": "networkpolicies.networking.k8s.io", "ServiceEntry networking.istio.io": "serviceentries.networking.istio.io",
		"Gateway gateway.networking.k8s.io": "gateways.gateway.networking.k8s.io", "Community metallb.io": "communities.metallb.io", "BackendTLSPolicy gateway.networking.k8s.io": "backendtlspolicies.gateway.networking.k8s.io",
		"L2Advertisement metallb.io": "l2advertisements.metallb.io", "Ingress networking.k8s.io": "ingresses.networking.k8s.io", "IstioCNI sailoperator.io": "istiocnis.sailoperator.io", "Relay x.org": "relays.x.org",
	} {
		name, group, _ := strings.Cut(kindAndGroup, " ")
		if got := kind(manifest.ID{Kind: name, Group: group}); got != want {
			t.Errorf("%s: %s, want %s", kindAndGroup, got, want)
		}
	}
}

// TestHere: a shell gives a here-document as it was, whatever is in it.
func TestHere(t *testing.T) {
	for _, text := range []string{"a\n", "EOF\n", "EOF\nEOF_1\n$(exit 3) `x` $HOME \\ \\\\ 'q' \"\n", " EOF\nx EOF\n", "\tEOF\n", "last line without an end", "EOF"} {
		var b bytes.Buffer
		b.WriteString("cat")
		writeHere(&b, []byte(text))
		out, err := exec.Command("sh", "-c", b.String()).Output()
		if want := strings.TrimSuffix(text, "\n") + "\n"; err != nil || string(out) != want {
			t.Errorf("%q: %q, %v", text, out, err)
		}
	}
}

// TestQuote: a shell gives each word as it was.
func TestQuote(t *testing.T) {
	list := []string{"", "a", "it's", "a b", "$(x)", "`x`", "*", "~", "a\nb", `\`, "-n", "x=y", "#c", "é"}
	out, err := exec.Command("sh", "-c", `for word in `+words(list...)+`; do printf '<%s>' "$word"; done`).Output()
	if want := "<" + strings.Join(list, "><") + ">"; err != nil || string(out) != want {
		t.Errorf("%q, %v", out, err)
	}
}

func object(stage manifest.Stage, kind, group, namespace, name string) Object {
	id := manifest.ID{Kind: kind, Group: group, Namespace: namespace, Name: name}
	return Object{ID: id, Stage: stage, Text: []byte("kind: " + kind + " # " + name + "\n"), Kubectl: true}
}

// TestHelmCommands: what helm reads is a file of values beside its commands.
func TestHelmCommands(t *testing.T) {
	values := Object{Stage: manifest.Istio, Text: []byte("profile: ambient\n")}
	c := &Cluster{Topology: "home", Kubernetes: "1.36", Istio: "1.31.1", Namespace: "istio-system", Reader: manifest.Helm, Objects: []Object{values},
		HelmCommands: []string{"helm upgrade --install istiod istio/istiod --values istio-values.yaml"}, HelmReleases: []string{"istio-base istio-system", "istiod istio-system"}}
	text, _ := Apply(c, nil, nil, nil, nil)
	for _, want := range []string{"\nneed_helm\n", "profile: ambient\n", "\tobjects_istio >\"$tmp/istio-values.yaml\"\n",
		"\t\tby_helm 'helm upgrade --install istiod istio/istiod --values istio-values.yaml' || stop 'helm fails'\n", "\tawait_istiod istio-system default 1.31.1\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text[len(text)-1500:])
		}
	}
	text, _ = Delete(c, nil, nil)
	if !strings.Contains(string(text), "if our_istio; then\n\tuninstall_by_helm istiod istio-system\n\tuninstall_by_helm istio-base istio-system\nfi\n") || strings.Contains(string(text), "profile: ambient") {
		t.Errorf("delete\n%s", text[len(text)-500:])
	}
}

// TestHandover: the Service of a gateway that is no more goes once its successor runs and
// has its routes, before that waits for the address; another's goes last.
func TestHandover(t *testing.T) {
	ip := netip.AddrFrom4([4]byte{192, 0, 2, 1})
	other := netip.AddrFrom4([4]byte{192, 0, 2, 2})
	old := &Cluster{Topology: "was", Gateways: []Gateway{{Namespace: "n", Service: "one", IPs: []netip.Addr{ip}}, {Namespace: "n", Service: "two", IPs: []netip.Addr{other}}},
		Objects: []Object{object(manifest.Gateways, "Service", "", "n", "one"), object(manifest.Gateways, "Service", "", "n", "two"), object(manifest.Apps, "VirtualService", "networking.istio.io", "n", "v"), object(manifest.Namespaces, "Namespace", "", "", "n")}}
	c := &Cluster{Topology: "home", Gateways: []Gateway{{Namespace: "n", Service: "next", IPs: []netip.Addr{ip}}},
		Objects: []Object{object(manifest.Gateways, "Service", "", "n", "next"), object(manifest.Gateways, "Deployment", "apps", "n", "next")}}
	text, notes := Apply(c, old, nil, nil, nil)
	body := string(text)
	want := "\tput gateways\n\tawait_rollout n deployment/next\n\thands_over 192.0.2.1 n/one n/next\n\tdrop services n one\n\tawait_address n next 192.0.2.1\n\tanswered\nfi\n\nif begins old; then\n\tsay 'what fell out'\n\tdrop virtualservices.networking.istio.io n v\n\tdrop services n two\nfi\n"
	if !strings.Contains(body, want) || !strings.Contains(body, "\nFORMER=was\n") {
		t.Errorf("not so\n%s", body[strings.Index(body, "find_kubectl\n"):])
	}
	if len(notes) != 2 || !slices.ContainsFunc(notes, func(n string) bool { return strings.HasPrefix(n, `"Namespace n" fell out and stays`) }) {
		t.Errorf("notes %q", notes)
	}
	if strings.Contains(body, "drop namespaces") {
		t.Error("a namespace is deleted")
	}
	c.Objects = append(c.Objects, object(manifest.Apps, "Deployment", "apps", "n", "app"))
	text, _ = Apply(c, old, nil, nil, nil)
	want = "\tput gateways\n\tawait_rollout n deployment/next\nfi\n\nif begins apps; then\n\tput apps\n\tawait_rollout n deployment/app\n\thands_over 192.0.2.1 n/one n/next\n\tdrop services n one\n\tawait_address n next 192.0.2.1\n\tanswered\nfi\n"
	if body := string(text); !strings.Contains(body, want) {
		t.Errorf("the address is handed over before there are routes\n%s", body[strings.Index(body, "find_kubectl\n"):])
	}
}

// TestDeedsAreNotWords: what a script does of an order is what a doing is, whatever it is called.
func TestDeedsAreNotWords(t *testing.T) {
	service := object(manifest.Gateways, "Service", "", "n", "one")
	old, c := &Cluster{Objects: []Object{service}}, &Cluster{Objects: []Object{object(manifest.Gateways, "Service", "", "n", "next")}}
	const said = "kubectl delete service one -n n"
	for _, one := range []struct {
		doing Doing
		want  string
	}{
		{Doing{Text: said}, "\tby_person 1 '" + said + "'\n"},
		{Doing{Text: "away with it", Deed: Commands{Run: []string{said}}}, "\tstep 1 'away with it'\n\tdrop services n one\n"},
		{Doing{Text: "away with it", Deed: Commands{Run: []string{"kubectl patch service one -n n"}}}, "\tby_person 1 'away with it'\n"},
	} {
		text, _ := Apply(c, old, []Turn{{Doings: []Doing{one.doing}}}, nil, nil)
		if !strings.Contains(string(text), one.want) {
			t.Errorf("%+v: no %q", one.doing, one.want)
		}
	}
}

// TestNodePortsLetGo: a Service lets go of its ports right before the other is put that gets them.
func TestNodePortsLetGo(t *testing.T) {
	old := &Cluster{Objects: []Object{object(manifest.Gateways, "Service", "", "n", "one")}}
	c := &Cluster{Objects: []Object{object(manifest.MetalLB, "IPAddressPool", "metallb.io", "m", "pool"), object(manifest.Gateways, "Service", "", "n", "next")}}
	doing := Doing{Text: "let go", Deed: MoveNodePorts{Namespace: "n", Service: "one", From: []string{"32600", "32601"}, To: []string{"30000", "30001"}}}
	text, _ := Apply(c, old, []Turn{{Doings: []Doing{doing}}}, nil, nil)
	if want := "\nif begins gateways; then\n\tstep 1 'let go'\n\tmoves_node_port n one 32600 30000\n\tmoves_node_port n one 32601 30001\n"; !strings.Contains(string(text), want) {
		t.Errorf("no %q in\n%s", want, text[len(text)-1500:])
	}
}

// TestIssuerFirst: what is new and a Certificate is not issued without is put with it, and no other.
func TestIssuerFirst(t *testing.T) {
	issuer := object(manifest.Gateways, "ClusterIssuer", "cert-manager.io", "", "own")
	authority := object(manifest.Gateways, "Certificate", "cert-manager.io", "n", "authority")
	other := object(manifest.Gateways, "ClusterIssuer", "cert-manager.io", "", "other")
	c := &Cluster{Objects: []Object{object(manifest.Gateways, "Certificate", "cert-manager.io", "n", "cert"), issuer, authority, other}}
	const awaited = "\tawait_crd certificates.cert-manager.io ''\n\tput alone_1\n\tawait_issued n cert\n"
	for _, one := range []struct {
		with       []manifest.ID
		puts, says string
	}{
		{[]manifest.ID{issuer.ID}, "kind: ClusterIssuer # own\n---\nkind: Certificate # cert\n", "\tawait_crd clusterissuers.cert-manager.io ''\n" + awaited},
		{[]manifest.ID{issuer.ID, authority.ID}, "kind: ClusterIssuer # own\n---\nkind: Certificate # authority\n---\nkind: Certificate # cert\n", "\tawait_crd clusterissuers.cert-manager.io ''\n" + awaited},
		{nil, "kind: Certificate # cert\n", "\tstep 1 issue\n" + awaited},
	} {
		deed := Issue{Certificate: "cert", Alone: true, With: one.with}
		text, _ := Apply(c, &Cluster{}, []Turn{{Doings: []Doing{{Text: "issue", Deed: deed}}}}, nil, nil)
		_, alone, _ := strings.Cut(string(text), "objects_alone_1() {")
		alone, _, _ = strings.Cut(alone, "}")
		if !strings.Contains(alone, "\n"+one.puts+"EOF") || !strings.Contains(string(text), one.says) {
			t.Errorf("%v: %s", one.with, alone[:min(len(alone), 300)])
		}
	}
}

// TestAbsentBeforeIssued: what a new issuer cannot do without is looked for before anything waits for its Certificate, once.
func TestAbsentBeforeIssued(t *testing.T) {
	issuer, cert := object(manifest.Gateways, "ClusterIssuer", "cert-manager.io", "", "own"), object(manifest.Gateways, "Certificate", "cert-manager.io", "n", "cert")
	key := manifest.ID{Kind: "Secret", Namespace: "cert-manager", Name: "own"}
	c := &Cluster{Objects: []Object{issuer, cert}, Absent: []Absent{{ID: key, By: issuer.ID, Without: "it cannot"}}}
	const look = "\tothers_make secrets cert-manager own Secret 'it cannot'\n"
	for _, one := range []struct {
		with []manifest.ID
		want string
	}{
		{[]manifest.ID{issuer.ID}, look + "\tput alone_1\n\tawait_issued n cert\n"},
		{nil, look + "\tput gateways\n"}, // the issuer is there already, or comes with its stage
	} {
		text, _ := Apply(c, &Cluster{}, []Turn{{Doings: []Doing{{Text: "issue", Deed: Issue{Certificate: "cert", Alone: true, With: one.with}}}}}, nil, nil)
		if body := string(text); !strings.Contains(body, one.want) || strings.Count(body, look) != 1 {
			t.Errorf("%v: no %q\n%s", one.with, one.want, body[strings.Index(body, "find_kubectl\n"):])
		}
	}
}

// TestPodsFirst: new pods are ready before routes come, or before the Gateways that take hosts from others.
func TestPodsFirst(t *testing.T) {
	c := &Cluster{Objects: []Object{object(manifest.Gateways, "Gateway", "networking.istio.io", "n", "own"), object(manifest.Apps, "Deployment", "apps", "n", "web")}}
	for _, one := range []struct {
		deed PodsFirst
		want string
	}{
		{PodsFirst{Gateways: true}, "\tput alone_1\n\tawait_rollout n deployment/web\n\tawait_others_istiod '' '' ''\n\tawait_crd gateways.networking.istio.io ''\n\tput gateways\n"},
		{PodsFirst{}, "\tput gateways\nfi\n\nif begins apps; then\n\tstep 1 pods\n\tput alone_1\n\tawait_rollout n deployment/web\n"},
	} {
		text, _ := Apply(c, &Cluster{}, []Turn{{Doings: []Doing{{Text: "pods", Deed: one.deed}}}}, nil, nil)
		if body := string(text); !strings.Contains(body, one.want) {
			t.Errorf("%+v: no %q\n%s", one.deed, one.want, body[strings.Index(body, "find_kubectl\n"):])
		}
	}
}

// TestAskedFirst: what is to be done behind what a person does waits for that; what is before it does not.
func TestAskedFirst(t *testing.T) {
	c := &Cluster{Objects: []Object{object(manifest.Gateways, "Certificate", "cert-manager.io", "n", "cert"), object(manifest.Apps, "Deployment", "apps", "n", "web")}}
	issue, ask := Doing{Text: "issue", Deed: Issue{Certificate: "cert"}}, Doing{Text: "lead names", Deed: Asked{}}
	for _, order := range [][2]Doing{{issue, ask}, {ask, issue}} {
		text, _ := Apply(c, &Cluster{}, []Turn{{When: With, Doings: []Doing{{Text: "apply"}}}, {When: After, Doings: order[:1]}, {When: After, Doings: order[1:]}}, nil, nil)
		issued, asked := strings.Index(string(text), "\tawait_issued n cert\n"), strings.Index(string(text), " 'lead names'\n")
		if issued < 0 || asked < 0 || (issued < asked) != (order[0].Text == "issue") {
			t.Errorf("%s first: issued at %d, asked at %d", order[0].Text, issued, asked)
		}
	}
}

// TestCopyPair: the pair of a Secret is copied into one that is not there, and a second run leaves what is.
func TestCopyPair(t *testing.T) {
	from, to := manifest.ID{Kind: "Secret", Namespace: "a", Name: "old"}, manifest.ID{Kind: "Secret", Namespace: "b", Name: "new"}
	text, _ := Apply(&Cluster{Objects: []Object{object(manifest.Namespaces, "Namespace", "", "", "b")}}, &Cluster{}, []Turn{{Doings: []Doing{{Text: "copy", Deed: CopyPair{from, to}}}}}, nil, nil)
	if !strings.Contains(string(text), "\tput namespaces\n\tstep 1 copy\n\tcopy_pair a old b new\n") {
		t.Errorf("no copy behind the namespaces: %s", text[max(0, len(text)-600):])
	}
	_, function, _ := strings.Cut(applyFunctions, "\ncopy_pair() {")
	function, _, _ = strings.Cut(function, "\n}\n")
	for pair, want := range map[string]string{"Y3J0 a2V5": `data: {"tls.crt": "Y3J0", "tls.key": "a2V5"}`, " ": "no tls.crt", "there": ""} {
		out, _ := exec.Command("sh", "-c", `tmp=$(mktemp -d); dry=; stop() { printf '%s' "$1"; exit 1; }; say() { :; }
some() { [ "$PAIR" = there ]; }; k() { printf '%s' "$PAIR"; }; k_in() { cat >&3; }
PAIR='`+pair+`'; copy_pair() {`+function+`
}
copy_pair a old b new 3>&1; rm -r "$tmp"`).Output()
		if !strings.Contains(string(out), want) || want == "" && len(out) > 0 {
			t.Errorf("%q: %q, wanted %q", pair, out, want)
		}
	}
}
