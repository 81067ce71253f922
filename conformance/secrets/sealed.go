package secrets

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"render/conformance/clauses"

	"github.com/bitnami/sealed-secrets/pkg/apis/sealedsecrets/v1alpha1"
	"github.com/bitnami/sealed-secrets/pkg/crypto"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"sigs.k8s.io/yaml"
)

// Unseal does with a SealedSecret what bitnami's controller does that has these
// sealing keys: from its scope to the whole Secret.
func Unseal(text []byte, keys ...*rsa.PrivateKey) (*corev1.Secret, error) {
	var s v1alpha1.SealedSecret
	if err := yaml.UnmarshalStrict(text, &s); err != nil {
		return nil, err
	}
	if want := v1alpha1.SchemeGroupVersion.String(); s.APIVersion != want || s.Kind != "SealedSecret" {
		return nil, clauses.Errorf("%s %s is no SealedSecret of %s", s.APIVersion, s.Kind, want)
	}
	if len(s.Spec.EncryptedData) == 0 {
		return nil, clauses.Errorf("nothing is sealed in it")
	}
	private := map[string]*rsa.PrivateKey{}
	for _, key := range keys {
		fingerprint, err := crypto.PublicKeyFingerprint(&key.PublicKey)
		if err != nil {
			return nil, err
		}
		private[fingerprint] = key
	}
	// The codecs are for a form that the controller reads no more.
	secret, err := s.Unseal(serializer.CodecFactory{}, private)
	return secret, clauses.Err(err)
}

// ParseKey reads a sealing key as the controller keeps it.
func ParseKey(text []byte) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM block") // no clause: about the example's own key
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("a %T, not a key of RSA", parsed) // no clause: about the example's own key
	}
	return key, nil
}
