// Command pack writes the schemas that render checks what people write by hand
// with: render/schemas/schemas.txt.
package main

import (
	"fmt"
	"os"

	"render/conformance/pack"
)

func main() {
	text, err := pack.Text()
	if err == nil {
		err = os.WriteFile("../render/schemas/schemas.txt", []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}
