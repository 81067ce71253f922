package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
)

// Media types of the OCI image specification.
const (
	indexType    = "application/vnd.oci.image.index.v1+json"
	manifestType = "application/vnd.oci.image.manifest.v1+json"
	configType   = "application/vnd.oci.image.config.v1+json"
	layerType    = "application/vnd.oci.image.layer.v1.tar+gzip"
)

// nobody is who runs render in a container: nobody that a system knows, and not root.
const nobody = "65532:65532"

// program is where render is in an image, which is in everybody's PATH.
const program = "/usr/local/bin/render"

type descriptor struct {
	Type        string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int               `json:"size"`
	Platform    *platform         `json:"platform,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

type platform struct {
	Processor string `json:"architecture"`
	System    string `json:"os"`
}

// blobs are an image as files of an OCI layout, each blob by its sum.
type blobs struct{ files []file }

func (l *blobs) add(mediaType string, text []byte) descriptor {
	sum := fmt.Sprintf("%x", sha256.Sum256(text))
	l.files = append(l.files, file{name: "blobs/sha256/" + sum, text: text})
	return descriptor{Type: mediaType, Digest: "sha256:" + sum, Size: len(text)}
}

func (l *blobs) addJSON(mediaType string, value any) (descriptor, error) {
	text, err := json.Marshal(value)
	return l.add(mediaType, text), err
}

// stored is an image as Docker's own store reads it, which knows no OCI layout and one platform
// by a name (moby, image/tarexport): paths of the same blobs.
type stored struct {
	Config string   `json:"Config"`
	Names  []string `json:"RepoTags"`
	Layers []string `json:"Layers"`
}

// name is the image's whole name: containerd keeps it as it is, and Docker looks for no other.
const name = "docker.io/library/render"

// imageOf is an archive of an OCI layout: from scratch, with the static binary alone, for each
// linux target; and beside it what an older docker load asks for.
func imageOf(version string, binaries []binary) ([]file, error) {
	var l blobs
	var manifests []descriptor
	var older []stored
	for _, b := range binaries {
		if b.system != "linux" {
			continue
		}
		one, of, err := l.manifest(version, b)
		if err != nil {
			return nil, err
		}
		manifests, older = append(manifests, one), append(older, of)
	}
	if manifests == nil {
		return nil, fmt.Errorf("an image is for linux, and no target is")
	}
	image, err := l.addJSON(indexType, map[string]any{"schemaVersion": 2, "mediaType": indexType, "manifests": manifests})
	if err != nil {
		return nil, err
	}
	image.Annotations = map[string]string{"org.opencontainers.image.ref.name": version, "io.containerd.image.name": name + ":" + version}
	index, err := json.Marshal(map[string]any{"schemaVersion": 2, "mediaType": indexType, "manifests": []descriptor{image}})
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(older)
	if err != nil {
		return nil, err
	}
	files := append([]file{{name: "oci-layout", text: []byte(`{"imageLayoutVersion":"1.0.0"}`)}, {name: "index.json", text: index}, {name: "manifest.json", text: list}}, l.files...)
	var b bytes.Buffer
	if err := writeTar(&b, "", files); err != nil {
		return nil, err
	}
	out := file{name: "render-" + version + "-image.tar", text: b.Bytes()}
	return []file{out, {name: "render-" + version + "-image.tar.sha256", text: sums([]file{out})}}, nil
}

func (l *blobs) manifest(version string, b binary) (descriptor, stored, error) {
	var tar, layer bytes.Buffer
	if err := writeTar(&tar, "", []file{{name: program[1:], text: b.text, executable: true}}); err != nil {
		return descriptor{}, stored{}, err
	}
	z, err := gzip.NewWriterLevel(&layer, gzip.DefaultCompression)
	if err != nil {
		return descriptor{}, stored{}, err
	}
	if _, err := z.Write(tar.Bytes()); err != nil {
		return descriptor{}, stored{}, err
	}
	if err := z.Close(); err != nil {
		return descriptor{}, stored{}, err
	}
	config, err := l.addJSON(configType, map[string]any{
		"architecture": b.processor, "os": b.system,
		"config": map[string]any{"User": nobody, "Entrypoint": []string{program}, "WorkingDir": "/work", "Labels": labels(version)},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{fmt.Sprintf("sha256:%x", sha256.Sum256(tar.Bytes()))}},
	})
	if err != nil {
		return descriptor{}, stored{}, err
	}
	only := l.add(layerType, layer.Bytes())
	out, err := l.addJSON(manifestType, map[string]any{"schemaVersion": 2, "mediaType": manifestType, "config": config, "layers": []descriptor{only}})
	out.Platform = &platform{b.processor, b.system}
	return out, stored{blobPath(config), []string{name + ":" + version + "-" + b.processor}, []string{blobPath(only)}}, err
}

func blobPath(d descriptor) string {
	return "blobs/" + strings.Replace(d.Digest, ":", "/", 1)
}

func labels(version string) map[string]string {
	return map[string]string{
		"org.opencontainers.image.title": "render", "org.opencontainers.image.version": version, "org.opencontainers.image.licenses": "Apache-2.0",
		"org.opencontainers.image.description": "turns a topology into the objects of a cluster with several Istio ingress gateways",
	}
}
