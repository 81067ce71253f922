package source

// Limits within which a text is read. They are far beyond what people write and
// well within what a machine can hold.
const (
	MaxBytes = 16 << 20 // a topology of 100 000 apps is about 12 MiB
	MaxDepth = 64       // lists and maps inside each other
	// MaxGrowth is how many times its written size a text may have once its
	// aliases are followed; freeNodes are always allowed.
	MaxGrowth = 20
	freeNodes = 10_000
	// maxKey is in bytes, were every character beyond ASCII written as an
	// escape. YAML readers look for the ":" behind a key within 1024 characters.
	maxKey = 1000
)
