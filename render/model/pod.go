package model

// Resources are amounts by resource, in canonical form; either may be empty.
type Resources struct {
	Requests map[string]string `model:"requests"`
	Limits   map[string]string `model:"limits"`
}

// Toleration is a taint of nodes that pods take; what is null is not asked
// for.
type Toleration struct {
	Key      *string `model:"key"`
	Operator *string `model:"operator"`
	Value    *string `model:"value"`
	Effect   *string `model:"effect"`
	Seconds  *int    `model:"seconds"`
}
