package source

// Lists is what is known of the lists of a format.
type Lists struct {
	// OfObjects reports whether a key has a list of objects; nil where nobody knows.
	OfObjects func(key string) bool
	// Lost is the key of a list that stands beside other keys without its own, by those and the keys
	// of its first item, or what that is alone; "" for none. goesOn is whether keys are below the
	// list too. Nil where nobody knows.
	Lost func(beside, item []string, alone string, goesOn bool) string
	// Together reports whether an object may have both keys; nil where nobody knows.
	Together func(key, other string) bool
}
