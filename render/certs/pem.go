package certs

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"render/render/diag"
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
}

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

// text is a file's blocks, at least one, all sound; nil where it is told why
// there are none.
func (r *reader) text(name string) *pemText {
	if t, done := r.texts[name]; done {
		return t
	}
	r.texts[name] = nil
	raw, ok := r.load(name)
	if !ok {
		return nil
	}
	if wrong := notPEM(name, raw); wrong != nil {
		p := diag.FaultAt(places.File(places.NewSource(name, nil)), *wrong)
		p.Related, p.Hide = r.asked(name), true
		r.problems.Add(p)
		return nil
	}
	t := scan(name, raw)
	for _, line := range t.damaged {
		r.problems.Add(diag.Diagnostic{
			Code:    "cert-form",
			Place:   t.place(line),
			Message: "this PEM block is damaged: its END line or its base64 lines are not right",
			Help:    "copy the file again, whole, with its line ends",
			Related: r.asked(name),
			Hide:    true,
		})
	}
	switch {
	case len(t.damaged) > 0:
		return nil
	case len(t.blocks) == 0:
		r.problems.Add(diag.Diagnostic{
			Code:    "cert-form",
			Place:   places.File(t.src),
			Message: "holds no PEM block: no line begins with -----BEGIN",
			Help:    strings.TrimSuffix("name a PEM file in "+r.asked(name)[0].Note, " in "),
			Related: r.asked(name),
			Hide:    true,
		})
		return nil
	}
	r.texts[name] = t
	return t
}

// notPEM tells the commonest things that are taken for PEM, with how to make
// PEM of them.
func notPEM(name string, raw []byte) *diag.Fault {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return &diag.Fault{Code: "cert-form", Message: "is empty", Help: "make it, with openssl or mkcert, or copy the file again"}
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return &diag.Fault{Code: "cert-form", Message: "is UTF-16 text", Help: "save it as UTF-8 or ASCII"}
	case raw[0] != 0x30 || bytes.Contains(raw, []byte("-----BEGIN ")): // DER begins with a SEQUENCE
		return nil
	}
	if _, err := x509.ParseCertificate(raw); err == nil {
		return &diag.Fault{Code: "cert-form", Message: "is binary DER, not PEM", Help: inPlace("openssl x509 -inform der", name)}
	}
	if isPKCS12(raw) {
		return &diag.Fault{Code: "cert-form", Message: "is a PKCS#12 archive, not PEM", Help: "run: openssl pkcs12 -in " + word(name) + " -nokeys -out FILE.crt, and again with -nocerts -nodes -out FILE.key"}
	}
	if isDERKey(raw) {
		return &diag.Fault{Code: "cert-form", Message: "is binary DER, not PEM", Help: inPlace("openssl pkey -inform der", name)}
	}
	return nil
}

// isPKCS12 looks for a SEQUENCE that begins with version 3 and another SEQUENCE.
func isPKCS12(raw []byte) bool {
	return bytes.Contains(raw[:min(len(raw), 12)], []byte{0x02, 0x01, 0x03, 0x30})
}

func isDERKey(raw []byte) bool {
	for _, label := range []string{labelPKCS8, labelPKCS1, labelSEC1} {
		if _, err := parseKey(label, raw); err == nil {
			return true
		}
	}
	return false
}

// scan finds the blocks. It does so by line, since encoding/pem passes over
// damaged blocks in silence and gives no places. White space round a line (a
// block cut out of a YAML file) and a byte order mark do no harm.
func scan(name string, raw []byte) *pemText {
	t := &pemText{name: name}
	var shown, open bytes.Buffer
	begin := 0 // line of the open block's BEGIN
	lines := strings.Split(strings.TrimPrefix(string(raw), "\ufeff"), "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		shown.WriteString(marker(line))
		if i < len(lines)-1 {
			shown.WriteByte('\n')
		}
		if strings.HasPrefix(line, "-----BEGIN") {
			if begin > 0 {
				t.damaged = append(t.damaged, begin)
			}
			begin = i + 1
			open.Reset()
		}
		if begin == 0 {
			continue
		}
		open.WriteString(line)
		open.WriteByte('\n')
		if strings.HasPrefix(line, "-----END") {
			t.close(begin, open.Bytes())
			begin = 0
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
