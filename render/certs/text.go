package certs

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"strings"

	"render/render/diag"
	"render/render/places"
)

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
	if wrong := notPEM(r.called(name), raw); wrong != nil {
		p := diag.FaultAt(places.File(places.NewSource(name, nil)), *wrong)
		if len(bytes.TrimSpace(raw)) == 0 {
			p.Help = r.byCommand(name, nil, p.Help)
		}
		p.Related, p.Hide = r.asked(name), true
		r.diagnostics.Add(p)
		return nil
	}
	t := scan(name, raw)
	for _, line := range t.damaged {
		r.diagnostics.Add(diag.Diagnostic{
			Code:    "cert-form",
			Place:   t.place(line),
			Message: "this PEM block is damaged: its END line or its base64 lines are not right",
			Help:    r.byCommand(name, nil, "copy the file again, whole, with its line ends"),
			Related: r.asked(name),
			Hide:    true,
		})
	}
	switch {
	case len(t.damaged) > 0:
		return nil
	case len(t.blocks) == 0:
		r.diagnostics.Add(diag.Diagnostic{
			Code:    "cert-form",
			Place:   places.File(t.src),
			Message: "holds no PEM block: no line begins with -----BEGIN",
			Help:    r.byCommand(name, nil, r.namePEM(name)),
			Related: r.asked(name),
			Hide:    true,
		})
		return nil
	}
	r.texts[name] = t
	return t
}

// namePEM is how to come to a PEM file in place of one that is none.
func (r *reader) namePEM(name string) string {
	switch asked := r.asked(name)[0].Note; {
	case asked == "":
		return "name a PEM file"
	case strings.Contains(asked, "hosts[") && !strings.Contains(asked, "cert"): // which names a host and, by it, the file
		return "put a PEM file there, or name another one in cert beside the host"
	default:
		return "name a PEM file in " + asked
	}
}

// notPEM tells the commonest things that are taken for PEM, with how to make
// PEM of them.
func notPEM(name string, raw []byte) *diag.Fault {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return &diag.Fault{Code: "cert-form", Message: "is empty", Help: "copy the file again"}
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return &diag.Fault{Code: "cert-form", Message: "is UTF-16 text", Help: "save it as UTF-8 or ASCII"}
	case ofBase64(raw):
		return &diag.Fault{Code: "cert-form", Message: "is PEM in base64, as a Secret's data is", Help: "run: base64 -d " + word(name) + " > " + word(name+".new") + " && mv " + word(name+".new") + " " + word(name)}
	case raw[0] != 0x30 || bytes.Contains(raw, []byte("-----BEGIN ")): // DER begins with a SEQUENCE
		return nil
	}
	if _, err := x509.ParseCertificate(raw); err == nil {
		return &diag.Fault{Code: "cert-form", Message: "is binary DER, not PEM", Help: inPlace("openssl x509 -inform der", name)}
	}
	if isPKCS12(raw) {
		return &diag.Fault{Code: "cert-form", Message: "is a PKCS#12 archive, not PEM", Help: "run: " + unpacked(name)}
	}
	if isDERKey(raw) {
		return &diag.Fault{Code: "cert-form", Message: "is binary DER, not PEM", Help: inPlace("openssl pkey -inform der", name)}
	}
	return nil
}

// unpacked is the command that makes the pair of an archive. The archive of a pair's own name is replaced last, when
// both of its parts are there.
func unpacked(name string) string {
	base, isCrt := strings.CutSuffix(name, ".crt")
	if !isCrt {
		var isKey bool
		if base, isKey = strings.CutSuffix(name, ".key"); !isKey {
			return "openssl pkcs12 -in " + word(name) + " -nokeys -out FILE.crt, and again with -nocerts -nodes -out FILE.key"
		}
	}
	crt, key := base+".crt", base+".key"
	return "openssl pkcs12 -in " + word(name) + " -nokeys -out " + word(crt+".new") + " && openssl pkcs12 -in " + word(name) + " -nocerts -nodes -out " + word(key+".new") +
		" && mv " + word(crt+".new") + " " + word(crt) + " && mv " + word(key+".new") + " " + word(key)
}

// ofBase64 reports whether a text is a PEM file that was written in base64 once more.
func ofBase64(raw []byte) bool {
	if !bytes.HasPrefix(raw, []byte("LS0tLS1CRUdJTi")) { // -----BEGIN
		return false
	}
	_, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(raw), nil)))
	return err == nil
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
