package secrets

import (
	"encoding/json"

	"render/conformance/clauses"

	"github.com/getsops/sops/v3"
	sopsaes "github.com/getsops/sops/v3/aes"
	"github.com/getsops/sops/v3/config"
	"github.com/getsops/sops/v3/decrypt"
	sopsjson "github.com/getsops/sops/v3/stores/json"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// Decrypt does what "sops decrypt" and KSOPS do, sum and all, with the age keys
// that the environment names. format is yaml or json.
func Decrypt(text []byte, format string) ([]byte, error) {
	clear, err := decrypt.Data(text, format)
	return clear, clauses.Err(err)
}

// DecryptLikeFlux does what Flux's kustomize-controller does: it decrypts an
// object as kustomize gives it, JSON with sorted keys, and leaves the sum
// unchecked, which could not hold then. Its own code cannot be imported.
func DecryptLikeFlux(text []byte) (*corev1.Secret, error) {
	var object any
	if err := yaml.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	sorted, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	out, err := decryptUnchecked(sopsjson.NewStore(&config.JSONStoreConfig{}), sorted)
	if err != nil {
		return nil, err
	}
	return secret(out)
}

// decryptUnchecked gives what a store reads, decrypted, as JSON.
func decryptUnchecked(store sops.EncryptedFileLoader, text []byte) ([]byte, error) {
	tree, err := store.LoadEncryptedFile(text)
	if err != nil {
		return nil, err
	}
	key, err := tree.Metadata.GetDataKey()
	if err != nil {
		return nil, err
	}
	if _, err := tree.Decrypt(key, sopsaes.NewCipher()); err != nil {
		return nil, clauses.Err(err)
	}
	return sopsjson.NewStore(&config.JSONStoreConfig{}).EmitPlainFile(tree.Branches)
}
