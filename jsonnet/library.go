// Package jsonnet owns the library that turns a resolved topology into
// manifests: its files, for any jsonnet to evaluate. What it is compiled to is in
// render/eval/compiled.
//
// It must never hold logic: what is computed is settled in the model.
package jsonnet

import "embed"

// Files are the library's sources: main.libsonnet and all it imports, and how
// render evaluates it, in lib.
//
//go:embed main.libsonnet components.libsonnet components lib
var Files embed.FS
