// Package templates makes the Secrets that ExternalSecrets ask for, by the External Secrets
// Operator's own engine of templates.
//
// In go streams of YAML documents and what a store has; out come Secrets, and what is wrong
// with them. It is a module of its own, since the operator brings the client of every store. Its
// code must never import the renderer; the tests do, to have templates that no example has.
package templates

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"maps"
	"slices"
	"strings"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	"github.com/external-secrets/external-secrets/pkg/template/v2"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"render/conformance/clauses"
)

// store is what a store has: under each key values by their properties; "" is the whole
// value of a key.
type store map[string]map[string][]byte

// fetch makes the Secret that an ExternalSecret asks for, by the operator's own engine of
// templates.
func (s store) fetch(text []byte) (*corev1.Secret, error) {
	var e esv1.ExternalSecret
	if err := yaml.UnmarshalStrict(text, &e); err != nil {
		return nil, err // no clause: the definition is judged elsewhere
	}
	read := map[string][]byte{}
	for _, one := range e.Spec.Data {
		value, there := s[one.RemoteRef.Key][one.RemoteRef.Property]
		if !there {
			return nil, clauses.Errorf("the store has no property %q under %q", one.RemoteRef.Property, one.RemoteRef.Key)
		}
		read[one.SecretKey] = value
	}
	made := &corev1.Secret{}
	made.Name, made.Namespace = e.Spec.Target.Name, e.Namespace
	t := e.Spec.Target.Template
	made.Type, made.Data = t.Type, maps.Clone(read)
	if len(t.Data) > 0 {
		made.Data = nil
	}
	for _, part := range []struct {
		texts  map[string]string
		target esv1.TemplateTarget
	}{{t.Data, esv1.TemplateTargetData}, {t.Metadata.Labels, esv1.TemplateTargetLabels}, {t.Metadata.Annotations, esv1.TemplateTargetAnnotations}} {
		texts := map[string][]byte{}
		for key, text := range part.texts {
			texts[key] = []byte(text)
		}
		if err := template.Execute(texts, read, esv1.TemplateScopeValues, part.target, made); err != nil {
			return nil, fmt.Errorf("the operator: %w", err) // no clause: it is the operator that complains
		}
	}
	return made, nil
}

// judge makes the Secrets of a stream's ExternalSecrets, and wants each to be a pair for the
// hosts that are served with it, by its name. n is how many they are.
func judge(stream []byte, have store, hosts map[string][]string) (n int, errs []error) {
	for _, text := range bytes.Split(stream, []byte("\n---\n")) {
		if !bytes.Contains(text, []byte("\nkind: ExternalSecret\n")) {
			continue
		}
		n++
		made, err := have.fetch(text)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, err := range servable(made, hosts[made.Name]) {
			errs = append(errs, fmt.Errorf("%s: %w", made.Name, err)) // no clause: says where
		}
	}
	return n, errs
}

// servable wants a Secret that a gateway serves hosts with.
func servable(made *corev1.Secret, hosts []string) (errs []error) {
	if made.Type != corev1.SecretTypeTLS {
		errs = append(errs, clauses.Errorf("the Secret is of type %s", made.Type))
	}
	pair, err := tls.X509KeyPair(made.Data[corev1.TLSCertKey], made.Data[corev1.TLSPrivateKeyKey])
	if err != nil {
		return append(errs, clauses.Errorf("the Secret has no pair: %w", err))
	}
	if len(pair.Certificate) < 2 {
		errs = append(errs, clauses.Errorf("the Secret has no certificate behind its own"))
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return append(errs, err)
	}
	if len(hosts) == 0 {
		errs = append(errs, clauses.Errorf("nobody is served with the Secret"))
	}
	for _, host := range slices.Sorted(slices.Values(hosts)) {
		if err := leaf.VerifyHostname(strings.Replace(host, "*.", "any.", 1)); err != nil {
			errs = append(errs, clauses.Errorf("the Secret: %w", err))
		}
	}
	return errs
}
