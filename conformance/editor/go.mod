module render/conformance/editor

go 1.26.0
