package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
)

// bill is what a binary was built from, as SPDX 2.3 has it.
type bill struct {
	Version       string         `json:"spdxVersion"`
	License       string         `json:"dataLicense"`
	ID            string         `json:"SPDXID"`
	Name          string         `json:"name"`
	Namespace     string         `json:"documentNamespace"`
	Creation      creation       `json:"creationInfo"`
	Packages      []spdxPackage  `json:"packages"`
	Relationships []relationship `json:"relationships"`
}

type creation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type spdxPackage struct {
	Name       string      `json:"name"`
	ID         string      `json:"SPDXID"`
	Version    string      `json:"versionInfo,omitempty"`
	Location   string      `json:"downloadLocation"`
	Analyzed   bool        `json:"filesAnalyzed"`
	Concluded  string      `json:"licenseConcluded"`
	Declared   string      `json:"licenseDeclared"`
	Copyright  string      `json:"copyrightText"`
	SourceInfo string      `json:"sourceInfo,omitempty"`
	Purpose    string      `json:"primaryPackagePurpose"`
	Checksums  []checksum  `json:"checksums,omitempty"`
	References []reference `json:"externalRefs,omitempty"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type reference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type relationship struct {
	Element string `json:"spdxElementId"`
	Type    string `json:"relationshipType"`
	Related string `json:"relatedSpdxElement"`
}

const (
	spdxDocument = "SPDXRef-DOCUMENT"
	spdxBinary   = "SPDXRef-render"
)

// billOf reads what a binary was built from out of itself.
func billOf(name string, b binary) ([]byte, error) {
	info, err := buildinfo.Read(bytes.NewReader(b.text))
	if err != nil {
		return nil, err
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(b.text))
	version := strings.Split(name, "-")[1]
	out := bill{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: spdxDocument, Name: name,
		Namespace: "https://spdx.org/spdxdocs/" + name + "-" + sum,
		Creation:  creation{created(info), []string{"Tool: render-dist-" + version}},
		Packages: []spdxPackage{{
			Name: info.Main.Path, ID: spdxBinary, Version: version, Location: "NOASSERTION", Concluded: "Apache-2.0", Declared: "Apache-2.0",
			Copyright: "NOASSERTION", Purpose: "APPLICATION", SourceInfo: built(info), Checksums: []checksum{{"SHA256", sum}},
		}},
		Relationships: []relationship{{spdxDocument, "DESCRIBES", spdxBinary}},
	}
	out.add(debug.Module{Path: "stdlib", Version: strings.TrimPrefix(info.GoVersion, "go")})
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		out.add(*dep)
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return append(text, '\n'), err
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// add adds a module that the binary holds.
func (b *bill) add(m debug.Module) {
	id := "SPDXRef-" + notInID.ReplaceAllString(m.Path+"-"+m.Version, "-")
	one := spdxPackage{Name: m.Path, ID: id, Version: m.Version, Location: "NOASSERTION", Concluded: "NOASSERTION", Declared: "NOASSERTION",
		Copyright: "NOASSERTION", Purpose: "LIBRARY",
		References: []reference{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + strings.ToLower(m.Path) + "@" + strings.ReplaceAll(m.Version, "+", "%2B")}}}
	if m.Sum != "" {
		one.SourceInfo = "go.sum: " + m.Sum
	}
	b.Packages = append(b.Packages, one)
	b.Relationships = append(b.Relationships, relationship{spdxBinary, "DEPENDS_ON", id})
}

// created is when the revision was made that the binary was built from; the earliest time of
// all where it was built from none.
func created(info *debug.BuildInfo) string {
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			return s.Value
		}
	}
	return "1970-01-01T00:00:00Z"
}

// built says with what, and from which revision, the binary was built.
func built(info *debug.BuildInfo) string {
	words := []string{"built with " + info.GoVersion}
	for _, s := range info.Settings {
		words = append(words, s.Key+"="+s.Value)
	}
	return strings.Join(words, " ")
}
