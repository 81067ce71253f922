package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	spdxjson "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdxlib"
)

// checkBill: the bill has what go itself says of the binary, and nothing else.
func checkBill(t *testing.T, program string, text []byte) {
	var b bill
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, p := range b.Packages[1:] {
		got = append(got, p.Name+" "+p.Version+" "+strings.TrimPrefix(p.SourceInfo, "go.sum: "))
	}
	said, err := exec.Command("go", "version", "-m", program).CombinedOutput()
	if err != nil {
		t.Fatalf("go version -m: %v\n%s", err, said)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(said)), "\n") {
		words := strings.Fields(line)
		switch {
		case i == 0:
			want = append(want, "stdlib "+strings.TrimPrefix(words[1], "go")+" ")
		case words[0] == "dep":
			want = append(want, strings.Join(words[1:], " "))
		case words[0] == "build" && !strings.Contains(b.Packages[0].SourceInfo, words[1]):
			t.Errorf("the bill lacks %q", line)
		}
	}
	if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) || len(got) < 10 {
		t.Errorf("the bill has\n%s\nand go version -m\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if err := readBySPDX(text); err != nil {
		t.Errorf("the bill, read by SPDX' own tools: %v", err)
	}
	ids := map[string]bool{spdxDocument: true}
	for _, p := range b.Packages {
		if ids[p.ID] || notInID.MatchString(strings.TrimPrefix(p.ID, "SPDXRef-")) {
			t.Errorf("%s is there twice, or is no identifier", p.ID)
		}
		ids[p.ID] = true
	}
	for _, r := range b.Relationships {
		if !ids[r.Element] || !ids[r.Related] {
			t.Errorf("%v is of nothing", r)
		}
	}
	sum, err := os.ReadFile(program)
	if err != nil || b.Packages[0].Checksums[0].Value != fmt.Sprintf("%x", sha256.Sum256(sum)) {
		t.Errorf("the bill is of another binary")
	}
}

// readBySPDX has SPDX' own tools read a bill and write it again: they know each member of it, and one thing that
// it describes.
func readBySPDX(text []byte) error {
	document, err := spdxjson.Read(bytes.NewReader(text))
	if err != nil {
		return err
	}
	if err := spdxlib.ValidateDocument(document); err != nil {
		return err
	}
	described, err := spdxlib.GetDescribedPackageIDs(document)
	if err != nil || len(described) != 1 || "SPDXRef-"+string(described[0]) != spdxBinary {
		return fmt.Errorf("it describes %q (%v)", described, err)
	}
	var again bytes.Buffer
	if err := spdxjson.Write(document, &again); err != nil {
		return err
	}
	var before, after any
	if err := errors.Join(json.Unmarshal(text, &before), json.Unmarshal(again.Bytes(), &after)); err != nil {
		return err
	}
	if !reflect.DeepEqual(before, after) {
		return fmt.Errorf("it is written again as\n%s\nand was\n%s", &again, text)
	}
	return nil
}

// TestReadBySPDX: a member that SPDX has not, a version that it has not and a package that is not there are found.
func TestReadBySPDX(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binaryOfTest, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	text, err := billOf("render-1.2.3-linux-amd64", binary{target{"linux", "amd64"}, binaryOfTest})
	if err != nil {
		t.Fatal(err)
	}
	if err := readBySPDX(text); err != nil {
		t.Error(err)
	}
	for _, change := range [][2]string{
		{`"versionInfo"`, `"version"`}, {`"SPDX-2.3"`, `"SPDX-9"`}, {`"DESCRIBES"`, `"IS"`}, {`"referenceLocator"`, `"locator"`},
		{`"relatedSpdxElement": "SPDXRef-stdlib`, `"relatedSpdxElement": "SPDXRef-other`},
	} {
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if changed == string(text) {
			t.Errorf("the bill has no %s", change[0])
		}
		if err := readBySPDX([]byte(changed)); err == nil {
			t.Errorf("%s in place of %s is taken", change[1], change[0])
		}
	}
}
