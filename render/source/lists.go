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
	// Within reports whether the objects that a key has, alone or in a list, may have another key; nil
	// where nobody knows.
	Within func(key, inner string) bool
	// Meant is how a text that is no YAML is to be written as the value of a key, or as an item of its list;
	// "" for in quotes. Nil where nobody knows.
	Meant func(key, text string, item bool) string
}
