package pack

import (
	"os"
	"testing"
)

// TestCurrent: the table that render embeds is what the APIs' definitions give.
func TestCurrent(t *testing.T) {
	want, err := Text()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../render/schemas/schemas.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("render/schemas/schemas.txt is not what go run ./cmd/pack writes")
	}
}
