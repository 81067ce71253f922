// Package secrets makes the Secrets of what the renderer sealed, encrypted or
// asked for, by the code of those who will: bitnami's SealedSecrets, sops and
// cert-manager.
//
// In go streams of YAML documents and test keys; out come Secrets in clear, or
// certificates, and what is wrong with them. It is a module of its own, since sops brings the
// client of every cloud. Its code must never import the renderer; the tests do,
// to have something encrypted that no example has.
package secrets

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	corev1 "k8s.io/api/core/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// Document is one document of a stream, as it was written.
type Document struct {
	Text       []byte
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Namespace string `json:"namespace"`
		Name      string `json:"name"`
	} `json:"metadata"`
	Sops map[string]any `json:"sops"`
}

func (d Document) String() string {
	return d.Kind + " " + d.Metadata.Namespace + "/" + d.Metadata.Name
}

// Sealed reports whether the document is a SealedSecret.
func (d Document) Sealed() bool { return d.Kind == "SealedSecret" }

// Encrypted reports whether sops encrypted the document.
func (d Document) Encrypted() bool { return d.Sops != nil }

// Split cuts a stream into its documents, as kubectl does. Nothing is changed in
// them: the sum of sops covers their order.
func Split(stream []byte) ([]Document, error) {
	var out []Document
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		var d Document
		if err := yaml.Unmarshal(text, &d); err != nil {
			return nil, fmt.Errorf("document %d: %w", len(out)+1, err) // no clause: says where
		}
		if d.Kind == "" {
			continue // comments alone
		}
		d.Text = bytes.Clone(text)
		out = append(out, d)
	}
}

// secret reads a Secret in clear as the API server does at a strict create.
func secret(text []byte) (*corev1.Secret, error) {
	var s corev1.Secret
	if err := yaml.UnmarshalStrict(text, &s); err != nil {
		return nil, err
	}
	return &s, nil
}
