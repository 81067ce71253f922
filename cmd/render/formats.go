package main

import (
	"render/render/format"
	"render/render/manifest"
)

const modelFormat = "model"

func renderFormats() []string { return append(manifest.Formats(), modelFormat) }

func layouts() []string { return format.GitOpsLayout("").Words() }
