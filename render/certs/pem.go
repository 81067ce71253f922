package certs

import (
	"bytes"
	"encoding/pem"
	"strings"

	"render/render/places"
)

// Labels of PEM blocks. Only these are ever written into a message: a label is
// text of a file that may hold a key.
const (
	labelCertificate = "CERTIFICATE"
	labelPKCS8       = "PRIVATE KEY"
	labelPKCS1       = "RSA PRIVATE KEY"
	labelSEC1        = "EC PRIVATE KEY"
	labelEncrypted   = "ENCRYPTED PRIVATE KEY"
	labelDSA         = "DSA PRIVATE KEY"
	labelOpenSSH     = "OPENSSH PRIVATE KEY"
	labelAnyKey      = "ANY PRIVATE KEY" // not a real label: any other one that ends like a key's
	labelCurve       = "EC PARAMETERS"
	labelPublic      = "PUBLIC KEY"
	labelTrusted     = "TRUSTED CERTIFICATE"
	labelRequest     = "CERTIFICATE REQUEST"
	labelPKCS7       = "PKCS7"
	labelOther       = "" // a block of which nothing is known
)

// block is one PEM block.
type block struct {
	label     string // one of the labels above
	line      int    // of its BEGIN, from 1
	der       []byte
	encrypted bool
}

func isCertificate(b block) bool { return b.label == labelCertificate }

func isKey(b block) bool { return strings.HasSuffix(b.label, "PRIVATE KEY") }

// pemText is a file's PEM blocks. Its source has the file's name and lines, of
// which only the BEGIN lines of known blocks keep their text, so that no
// excerpt whatever can show a key.
type pemText struct {
	name    string
	src     *places.Source
	blocks  []block
	damaged []int // lines of BEGINs whose block cannot be read
	// published: a line outside of the blocks says that everybody has the pair.
	published bool
}

// publishedLine is in each file of a pair that the examples of render have: whoever has those has its key.
const publishedLine = "throw-away pair for the example, published with its key: use it nowhere"

func (t *pemText) count(is func(block) bool) int {
	n := 0
	for _, b := range t.blocks {
		if is(b) {
			n++
		}
	}
	return n
}

// first is the line of the first such block, 0 where there is none.
func (t *pemText) first(is func(block) bool) int {
	for _, b := range t.blocks {
		if is(b) {
			return b.line
		}
	}
	return 0
}

// has reports whether a block has the label.
func (t *pemText) has(label string) bool {
	return t.count(func(b block) bool { return b.label == label }) > 0
}

// place is the whole of a line.
func (t *pemText) place(line int) places.Place {
	if line == 0 {
		return places.File(t.src)
	}
	return places.Place{Source: t.src, Line: line, Column: 1, Length: max(1, len(t.src.Line(line)))}
}

// cutJoined parts an END line from the BEGIN of the next block, as files have them that were put one behind the other
// and did not end with their line.
func cutJoined(line string) (end, begin string, joined bool) {
	const joint = "----------BEGIN "
	at := strings.Index(line, joint)
	if at < 0 || !strings.HasPrefix(line, "-----END ") {
		return "", "", false
	}
	at += len("-----")
	return line[:at], line[at:], true
}

// scan finds the blocks. It does so by line, since encoding/pem passes over
// damaged blocks in silence and gives no places. White space round a line (a
// block cut out of a YAML file) and a byte order mark do no harm.
func scan(name string, raw []byte) *pemText {
	t := &pemText{name: name}
	var shown, open bytes.Buffer
	begin := 0 // line of the open block's BEGIN
	lines := strings.Split(strings.TrimPrefix(string(raw), "\ufeff"), "\n")
	take := func(line string, number int) {
		if strings.HasPrefix(line, "-----BEGIN") {
			if begin > 0 {
				t.damaged = append(t.damaged, begin)
			}
			begin = number
			open.Reset()
		}
		if begin == 0 {
			t.published = t.published || line == publishedLine
			return
		}
		open.WriteString(line)
		open.WriteByte('\n')
		if strings.HasPrefix(line, "-----END") {
			t.close(begin, open.Bytes())
			begin = 0
		}
	}
	for i, line := range lines {
		line = strings.TrimSpace(line)
		end, next, joined := cutJoined(line)
		if joined {
			take(end, i+1)
			line = next
		}
		take(line, i+1)
		shown.WriteString(marker(line))
		if i < len(lines)-1 {
			shown.WriteByte('\n')
		}
	}
	if begin > 0 {
		t.damaged = append(t.damaged, begin)
	}
	t.src = places.NewSource(name, shown.Bytes())
	return t
}

func (t *pemText) close(line int, text []byte) {
	b, rest := pem.Decode(text)
	if b == nil || len(bytes.TrimSpace(rest)) > 0 {
		t.damaged = append(t.damaged, line)
		return
	}
	label := known(b.Type)
	t.blocks = append(t.blocks, block{
		label: label, line: line, der: b.Bytes,
		encrypted: label == labelEncrypted || strings.Contains(b.Headers["Proc-Type"], "ENCRYPTED"),
	})
}

// hidden stands for a line that is not shown.
const hidden = "..."

// marker is a line as it may be shown: the BEGIN of a block that is known, else
// no more than that there is something.
func marker(line string) string {
	if line == "" {
		return ""
	}
	label, ok := strings.CutPrefix(line, "-----BEGIN ")
	if !ok {
		return hidden
	}
	label, ok = strings.CutSuffix(label, "-----")
	if !ok || known(label) != label || label == labelOther {
		return hidden
	}
	return line
}

func known(label string) string {
	switch label {
	case labelCertificate, labelPKCS8, labelPKCS1, labelSEC1, labelEncrypted, labelDSA, labelOpenSSH,
		labelCurve, labelPublic, labelTrusted, labelRequest, labelPKCS7:
		return label
	case "NEW CERTIFICATE REQUEST":
		return labelRequest
	case "RSA PUBLIC KEY":
		return labelPublic
	}
	if strings.HasSuffix(label, "PRIVATE KEY") {
		return labelAnyKey
	}
	return labelOther
}

// encode is the normal form of one block.
func encode(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
