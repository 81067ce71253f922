package compare_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"render/render/compare"
)

// BenchmarkCompare compares 3000 objects with the same of another namespace in half
// of them, another name in a quarter and another field in the rest.
func BenchmarkCompare(b *testing.B) {
	one, err := os.ReadFile("../../golden/seed/stream.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var old, new bytes.Buffer
	for i := range 200 {
		name := fmt.Sprintf("helloworld-%d", i)
		text := append([]byte("---\n"), bytes.ReplaceAll(one, []byte("helloworld"), []byte(name))...)
		text = bytes.ReplaceAll(text, []byte("istio-ingressgateway"), fmt.Appendf(nil, "gateway-%d", i))
		old.Write(text)
		switch i % 4 {
		case 0, 1:
			text = bytes.ReplaceAll(text, []byte("namespace: default"), []byte("namespace: other"))
		case 2:
			text = bytes.ReplaceAll(text, []byte(name), []byte("shop-"+name))
		default:
			text = bytes.ReplaceAll(text, []byte("5000"), []byte("5001"))
		}
		new.Write(text)
	}
	olds, news := world(b, "old.yaml", old.Bytes()), world(b, "new.yaml", new.Bytes())
	b.ReportMetric(float64(olds.Len()), "objects")
	for b.Loop() {
		if compare.Compare(olds, news).Empty() {
			b.Fatal("no difference")
		}
	}
}
