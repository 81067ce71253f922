package main

import "render/render/manifest"

const modelFormat = "model"

func renderFormats() []string { return append(manifest.Formats(), modelFormat) }
