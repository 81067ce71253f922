package render_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/importing"
	"render/render/objects"
	"render/render/places"
	"render/render/source"
)

// seedVariables are the variables of examples/seed, as Ansible has them.
const seedVariables = `ansible_python_interpreter: /usr/bin/python3
lan: 192.168.1
metal_lb_primary: "{{ lan }}.141"
metal_lb_secondary: "{{lan}}.142"
cert_CA: myCA.local
cert_domains_primary_ingress: [microk8s.local, microk8s-alt.local]
cert_domains_secondary_ingress: ['microk8s-secondary.local']
microk8s_version: 1.21/stable
additional_nic:
- {id: ens4, netplan: {addresses: ["{{metal_lb_primary}}/24"], gateway4: "{{lan}}.1"}}
- {id: ens5, netplan: {addresses: ["{{metal_lb_secondary}}/24"]}}
colour: blue
`

const seedPlay = `- hosts: microk8s
  vars: {istio_version: 1.9.7}
  roles: [istio-operator]
- hosts: localhost
`

// variables are what documents of Ansible's say, and whether they are the roles'.
func variables(t *testing.T, texts ...string) (list []*source.Node, ofRoles bool) {
	t.Helper()
	for i, text := range texts {
		n, _ := source.Parse(places.NewSource(fmt.Sprintf("group_vars/%d", i), []byte(text)))
		list = append(list, n)
		ofRoles = ofRoles || importing.OfRoles(n)
	}
	return list, ofRoles
}

// TestImportedVariables: the variables of examples/seed become the topology that renders to
// its golden files, and of each variable it is told what became of it.
func TestImportedVariables(t *testing.T) {
	list, ofRoles := variables(t, seedVariables, seedPlay)
	if !ofRoles {
		t.Fatal("the roles' variables are not known")
	}
	text, became, err := importing.NewVariables(list).Import(importing.Known{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: []byte(text), Files: os.DirFS(filepath.Join(examplesDir, "seed"))}, nil))
	if err != nil || out.Diagnostics.Failed() {
		t.Fatalf("%v %v\n%s", err, out.Diagnostics, text)
	}
	old, new, _ := align.Sides(goldenObjects(t, "seed"), out.Manifests)
	if d := compare.Compare(objects.New(old), objects.New(new)); !d.Empty() {
		for _, c := range d.Changes {
			t.Errorf("%s %s %v", c.Kind, c.ID(), c.Fields)
		}
	}
	told := map[string]string{}
	for _, b := range became {
		told[b.Name] = b.What + b.Apart
	}
	for name, want := range map[string]string{
		"ansible_python_interpreter": "Ansible's own", "lan": "a part of metal_lb_primary, metal_lb_secondary, additional_nic", "metal_lb_primary": "tiers[0].ip: 192.168.1.141",
		"metal_lb_secondary": "tiers[1].ip: 192.168.1.142", "cert_CA": "certs.ca.commonName: myCA.local", "istio_version": "istio.version: 1.9.7",
		"cert_domains_secondary_ingress": "tiers[1].hosts: [microk8s-secondary.local]", "microk8s_version": "microk8s: 1.21", "colour": "",
	} {
		got, there := told[name]
		if !there || got != want && name != "lan" || name == "lan" && !strings.HasPrefix(got, "a part of metal_lb_primary, metal_lb_secondary") {
			t.Errorf("%s becomes %q, want %q", name, got, want)
		}
	}
}

// TestVariablesSayOtherwise: what variables say is in the topology, and what only Ansible
// can tell is not.
func TestVariablesSayOtherwise(t *testing.T) {
	for _, c := range []struct {
		name, more string
		known      importing.Known
		want, none string
	}{
		{"a later file", "cert_CA: other\n", importing.Known{}, "commonName: other", "myCA"},
		{"node ports", "istio_ingressgateway_nodeport_secondary: 30443\n", importing.Known{}, "nodePorts: {http: 32700, https: 30443}", "32701"},
		{"names", "istio_ingressgateway_secondary_name: staff\nistio_ingressgateway_secondary_selector: inside\n", importing.Known{}, "names: {workload: staff, label: inside}", ""},
		{"usual names", "istio_ingressgateway_secondary_name: istio-ingressgateway-secondary\n", importing.Known{}, "name: secondary", "workload"},
		{"Secrets' namespaces", "secret_namespace_list: [web, istio-system]\n", importing.Known{}, "namespaces: [web]", ""},
		{"a list that is another", "cert_domains_secondary_ingress: '{{ cert_domains_primary_ingress }}'\n", importing.Known{}, "ip: 192.168.1.142\n  hosts: [microk8s.local, microk8s-alt.local]", "secondary.local"},
		{"a flag", "istio_version: 1.10.2\n", importing.Known{Istio: "1.11.4"}, "version: 1.11.4", "1.10.2"},
		{"a newer microk8s", "microk8s_version: 1.30/stable\nistio_version: 1.22.3\n", importing.Known{}, "pools: [{name: default-addresspool", "name: default,"},
		{"a filter", "cert_CA: \"{{ lan | upper }}\"\n", importing.Known{}, "certs: {namespaces: [default]}", "upper"},
		{"no such variable", "cert_CA: \"{{ nobody }}\"\n", importing.Known{}, "certs: {namespaces: [default]}", "nobody"},
		{"itself", "cert_CA: \"{{ cert_CA }}x\"\n", importing.Known{}, "certs: {namespaces: [default]}", "xx"},
		{"growth", growing(), importing.Known{}, "certs: {namespaces: [default]}", "mmmm"},
		{"what is encrypted", "cert_CA: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n", importing.Known{}, "certs: {namespaces: [default]}", "VAULT"},
	} {
		list, _ := variables(t, seedVariables, c.more)
		text, _, err := importing.NewVariables(list).Import(c.known)
		if err != nil || !strings.Contains(text, c.want) || c.none != "" && strings.Contains(text, c.none) {
			t.Errorf("%s: %v, want %q and no %q in\n%s", c.name, err, c.want, c.none, text)
		}
	}
}

// growing are variables each of which has the one before many times.
func growing() string {
	text := "v0: mmmmmmmmmm\n"
	for i := range 12 {
		text += fmt.Sprintf("v%d: %q\n", i+1, strings.Repeat(fmt.Sprintf("{{v%d}}", i), 10))
	}
	return text + "cert_CA: \"{{v12}}\"\n"
}

// TestNoVariables: what is none of the roles' is not taken for it, and what there is no
// topology without is asked for.
func TestNoVariables(t *testing.T) {
	for _, text := range []string{"users: [a]\n", "- hosts: all\n  roles: [a]\n", "kind: Service\ncert_domains_primary_ingress: [a]\n", "tiers: []\nmetal_lb_primary: 1\n", "metal_lb_primary\n", "- 1\n- {vars: {metal_lb_primary: 1}}\n", ""} {
		if _, is := variables(t, text); is {
			t.Errorf("%q is taken for the roles'", text)
		}
	}
	for text, want := range map[string]string{
		"metal_lb_primary: 10.0.0.1\n":                     "cert_domains_primary_ingress is no list of hosts",
		"cert_domains_primary_ingress: home.example.org\n": "cert_domains_primary_ingress: it is no list; write: cert_domains_primary_ingress: [home.example.org]",
		"cert_domains_primary_ingress: a, b\n":             "write: cert_domains_primary_ingress: [a, b]",
		"cert_domains_primary_ingress: []\n":               "cert_domains_primary_ingress: it is an empty list",
		"cert_domains_primary_ingress: [a.example.org]\n":  "metal_lb_primary says an address; write its address: --ip",
		"cert_domains_primary_ingress: [{a: b}]\n":         "cert_domains_primary_ingress: it is a map, and no text of one line",
		"cert_domains_primary_ingress: [a.example.org]\nadditional_nic: [1, {netplan: []}]\nmetal_lb_primary: [1]\n": "metal_lb_primary: it is a list, and no text of one line",
		"cert_domains_primary_ingress: ['{{a}}']\na: '{{b}}'\nb: '{{a}}'\n":                                          "made of",
		"cert_domains_primary_ingress: [a.example.org]\nmetal_lb_primary: '{{ metal_lb_primary }}'\n":                "\"metal_lb_primary\" is made of itself",
		"cert_domains_primary_ingress: [a.example.org]\nmetal_lb_primary: '{{ansible_host}}'\n":                      "\"ansible_host\" is Ansible's own",
	} {
		list, _ := variables(t, text)
		if _, _, err := importing.NewVariables(list).Import(importing.Known{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	list, _ := variables(t, "cert_domains_primary_ingress: [a.example.org]\n")
	text, _, err := importing.NewVariables(list).Import(importing.Known{IPs: []string{"10.0.0.9"}})
	if err != nil || !strings.Contains(text, "ip: 10.0.0.9\n") {
		t.Errorf("%v\n%s", err, text)
	}
	if _, _, err := importing.NewVariables(list).Import(importing.Known{IPs: []string{"10.0.0.9", "10.0.0.10"}}); err == nil {
		t.Error("an address too many is taken")
	}
}
