package conformance

import (
	"os"
	"testing"

	"render/conformance/clauses"
)

// TestMain: once all tests ran, each clause of the referee has complained of some
// broken input. A golden file makes none complain, so that what is heard is
// heard of an input that is broken on purpose.
func TestMain(m *testing.M) {
	os.Exit(clauses.Judged(m.Run()))
}
