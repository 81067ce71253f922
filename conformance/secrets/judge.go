package secrets

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"render/conformance/clauses"
)

// root is the project's.
const root = "../.."

func secretive(d Document) bool { return d.Sealed() || d.Encrypted() }

// judge decrypts all that is sealed or encrypted in a stream, and wants it to be
// the example's pairs, each with the Gateway that serves its hosts, and no key
// in clear. n is how many objects it was.
func judge(example string, stream []byte) (n int, errs []error) {
	folder := filepath.Join(root, "examples", example)
	pairs, authorities, err := ReadPairs(filepath.Join(folder, "certs"))
	if err != nil {
		return 0, []error{err}
	}
	documents, err := Split(stream)
	if err != nil {
		return 0, []error{err}
	}
	hosts, err := Hosts(documents)
	if err != nil {
		return 0, []error{err}
	}
	unused := map[string]bool{}
	for _, pair := range pairs {
		unused[pair.Name] = true
		if pair.Leaks(stream) {
			errs = append(errs, clauses.Errorf("the key of %s is in clear", pair.Name))
		}
	}
	for _, d := range documents {
		if !secretive(d) {
			if err := public(d); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", d, err)) // no clause: says where
			}
			continue
		}
		n++
		clear, err := inClear(folder, d)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d, err)) // no clause: says where
			continue
		}
		pair, err := Of(clear, pairs, authorities)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d, err)) // no clause: says where
			continue
		}
		delete(unused, pair.Name)
		served := hosts[clear.Name]
		if len(served) == 0 {
			errs = append(errs, clauses.Errorf("%s: no Gateway serves it", d))
		}
		for _, host := range served {
			if err := pair.leaf.VerifyHostname(host); err != nil {
				errs = append(errs, clauses.Errorf("%s: %w", d, err))
			}
		}
	}
	for _, pair := range pairs {
		if unused[pair.Name] {
			errs = append(errs, clauses.Errorf("the pair %s is in no Secret", pair.Name))
		}
	}
	return n, errs
}

// public wants nothing but authorities in a Secret in clear.
func public(d Document) error {
	if d.Kind != "Secret" {
		return nil
	}
	s, err := secret(d.Text)
	if err != nil {
		return err
	}
	for key := range s.Data {
		if key != "ca.crt" {
			return clauses.Errorf("%s is in clear", key)
		}
	}
	return nil
}

func inClear(folder string, d Document) (*corev1.Secret, error) {
	if d.Sealed() {
		text, err := os.ReadFile(filepath.Join(folder, "sealing.key"))
		if err != nil {
			return nil, err
		}
		key, err := ParseKey(text)
		if err != nil {
			return nil, err
		}
		return Unseal(d.Text, key)
	}
	text, err := Decrypt(d.Text, "yaml")
	if err != nil {
		return nil, err
	}
	clear, err := secret(text)
	if err != nil {
		return nil, err
	}
	flux, err := DecryptLikeFlux(d.Text)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(flux.Data[corev1.TLSPrivateKeyKey], clear.Data[corev1.TLSPrivateKeyKey]) {
		return nil, errors.New("another key is read by Flux than by sops") // no clause: sops refuses by its sum what Flux would read otherwise
	}
	return clear, nil
}

// judgeIssued issues a stream's Certificates and wants those that are no
// authorities to be good for the hosts that Gateways serve with them. n is how
// many those are.
func judgeIssued(stream []byte) (n int, errs []error) {
	documents, err := Split(stream)
	if err != nil {
		return 0, []error{err}
	}
	hosts, err := Hosts(documents)
	if err != nil {
		return 0, []error{err}
	}
	issued, err := Issue(documents)
	if err != nil {
		return 0, []error{err}
	}
	for _, at := range slices.Sorted(maps.Keys(issued)) {
		i := issued[at]
		if i.Leaf.IsCA {
			continue
		}
		n++
		if len(hosts[i.Name]) == 0 {
			errs = append(errs, clauses.Errorf("%s: no Gateway serves it", at))
		}
		for _, host := range hosts[i.Name] {
			if err := i.Verify(strings.Replace(host, "*.", "any.", 1)); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", at, err)) // no clause: says where
			}
		}
	}
	return n, errs
}
