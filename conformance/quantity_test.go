package conformance_test

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"

	"render/render/quantity"
)

// TestQuantities holds render's canonical form to Kubernetes' own, over every
// suffix and some hundred thousand numbers. Of the renderer it knows this one
// function; the judges know nothing of it.
func TestQuantities(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 6))
	suffixes := []string{"", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E3", "e-3", "e1", "e+2", "E-9", "e18", "i", "K", "mi", "e", "kk"}
	numbers := []string{"0", "00", "1", "2000", "1024", "1023", "1025", "1048576", "0.5", ".5", "5.", "1.5", "1.500", "0.1", "1000000", "010", "0.0000000001",
		"123456789.123456789123", "9223372036854775807", "9223372036854775808", "999999999999999999999", "0.000", "1.2.3", "1_000", "1,5"}
	for range 4000 {
		n := make([]byte, 1+random.IntN(21))
		for i := range n {
			n[i] = "00123456789"[random.IntN(11)]
		}
		text := string(n)
		if random.IntN(3) == 0 {
			at := random.IntN(len(text) + 1)
			text = text[:at] + "." + text[at:]
		}
		numbers = append(numbers, text, new(big.Int).Mul(big.NewInt(random.Int64N(1<<20)), big.NewInt(1024)).String())
	}
	seen, changed, cut := 0, 0, 0
	for _, number := range numbers {
		for _, suffix := range suffixes {
			for _, sign := range []string{"", "-", "+"} {
				text := sign + number + suffix
				if !strings.ContainsAny(number, "0123456789") {
					continue // a point alone is nought to Kubernetes
				}
				seen++
				got := quantity.Canonical(text)
				want, kept := canonical(text)
				if got != text {
					changed++
				}
				if kept {
					cut++
				}
				if got != want {
					t.Fatalf("%q: %q, want %q", text, got, want)
				}
			}
		}
	}
	t.Logf("%d quantities, of which %d are written otherwise and %d are kept, since the API server cuts them", seen, changed, cut)
}

// canonical is what has to come of a text: itself where it is no quantity, or
// cut is true, and the API server would make a smaller one of it.
func canonical(text string) (want string, cut bool) {
	q, err := resource.ParseQuantity(text)
	if err != nil {
		return text, false
	}
	before := q.DeepCopy()
	number, suffix := q.CanonicalizeBytes(nil)
	out := string(number) + string(suffix)
	again, err := resource.ParseQuantity(out)
	if err != nil || again.Cmp(before) != 0 || capped(text) {
		return text, true
	}
	return out, false
}

// capped reports that a text with a binary suffix is 2^63-1 or more.
func capped(text string) bool {
	number := strings.TrimRight(text, "KMGTPEi")
	bits, ok := map[string]uint{"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}[text[len(number):]]
	if !ok {
		return false
	}
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return false
	}
	value.Mul(value, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), bits)))
	return value.Abs(value).Cmp(new(big.Rat).SetInt64(1<<63-1)) > 0
}
