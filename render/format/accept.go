package format

// Accept is a warning that is known and meant: it is told no more. What is an error stays one.
type Accept struct {
	Origin
	// The code of the warning, as render check --format json has it. Example: host-unanswered
	Code Text `key:"code,alone" required:"" format:"warning"`
	// The field of which it is told, as messages have it: there and below it the warning is told no
	// more. An item may have its name in place of its number. Example: tiers[primary].hosts[2]
	At Text `key:"at" format:"field" derived:"all of the topology"`
	// Why it is meant, for people. Example: the old name stays until spring
	Why Text `key:"why" format:"line"`
}
