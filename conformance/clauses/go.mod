module render/conformance/clauses

go 1.26.0
