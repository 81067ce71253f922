// Package plain owns what one would write by hand in place of render: a
// topology read into structs, and the objects of it as structs.
//
// In goes a topology's file that is known to be right; out come objects with
// the content and in the order of render's output. It checks nothing and knows
// only what the workloads use. It must never import render: it stands for a
// program that does without.
package plain

import (
	"bytes"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"
)

// Topology is what the workloads write of a topology file.
type Topology struct {
	Name     string `yaml:"name"`
	Microk8s string `yaml:"microk8s"`
	Istio    Mesh   `yaml:"istio"`
	Secrets  string `yaml:"secrets"`
	MetalLB  struct {
		Pools []struct {
			Addresses []string `yaml:"addresses"`
			Name      string   `yaml:"name"`
		} `yaml:"pools"`
	} `yaml:"metallb"`
	Certs struct {
		Namespaces []string `yaml:"namespaces"`
	} `yaml:"certs"`
	Tiers []Tier `yaml:"tiers"`
}

// Mesh is Istio's settings, or its version alone.
type Mesh struct {
	Version string `yaml:"version"`
	MTLS    string `yaml:"mtls"`
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (m *Mesh) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return node.Decode(&m.Version)
	}
	type fields Mesh
	return node.Decode((*fields)(m))
}

// Tier is one ingress gateway on its address.
type Tier struct {
	Name         string   `yaml:"name"`
	IP           string   `yaml:"ip"`
	Hosts        []string `yaml:"hosts"`
	SourceRanges []string `yaml:"sourceRanges"`
	NodePorts    struct {
		HTTP  int `yaml:"http"`
		HTTPS int `yaml:"https"`
	} `yaml:"nodePorts"`
	Ports []struct {
		Name string `yaml:"name"`
		Port int    `yaml:"port"`
	} `yaml:"ports"`
	Apps []App `yaml:"apps"`

	suffix  string // of the names of what belongs to the tier: "", "-secondary"
	crt     []byte
	key     []byte
	gateway string
}

// App is one workload behind a tier.
type App struct {
	Name      string `yaml:"name"`
	Version   string `yaml:"version"`
	Image     string `yaml:"image"`
	Port      int    `yaml:"port"`
	Resources struct {
		Requests struct {
			CPU string `yaml:"cpu"`
		} `yaml:"requests"`
	} `yaml:"resources"`
	Names struct {
		VirtualService string `yaml:"virtualService"`
	} `yaml:"names"`
	Routes []string `yaml:"routes"`
}

// Read reads a topology, and the certificates that it needs from beside it.
func Read(path string) (*Topology, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := new(Topology)
	if err := yaml.Unmarshal(text, t); err != nil {
		return nil, err
	}
	for i := range t.Tiers {
		tier := &t.Tiers[i]
		if i > 0 {
			tier.suffix = "-" + tier.Name
		}
		tier.gateway = "gateway-ingressgateway" + tier.suffix
		if t.Secrets == "omit" {
			continue
		}
		pair := filepath.Join(filepath.Dir(path), "certs", tier.Hosts[0])
		if tier.crt, err = readPEM(pair + ".crt"); err != nil {
			return nil, err
		}
		if tier.key, err = readPEM(pair + ".key"); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// readPEM reads a file from its first block on: a remark may stand before it.
func readPEM(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	return text[max(bytes.Index(text, []byte("-----BEGIN ")), 0):], err
}
