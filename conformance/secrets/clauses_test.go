package secrets

import (
	"os"
	"testing"

	"render/conformance/clauses"
)

// TestMain: once all tests ran, each clause has complained of some broken input.
func TestMain(m *testing.M) {
	os.Exit(clauses.Judged(m.Run()))
}
