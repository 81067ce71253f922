module render/conformance/apart

go 1.26.0
