package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// settings are the words NAME=VALUE of a script's command.
type settings map[string]string

func readSettings(ts *testscript.TestScript, args []string) settings {
	out := settings{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("%q is not NAME=VALUE", arg)
		}
		out[name] = value
	}
	return out
}

func (s settings) days(ts *testscript.TestScript, name string, usual int) time.Duration {
	if text, ok := s[name]; ok {
		n, err := strconv.Atoi(text)
		ts.Check(err)
		usual = n
	}
	return time.Duration(usual) * 24 * time.Hour
}

func (s settings) key(ts *testscript.TestScript) crypto.Signer {
	bits, curve := 2048, elliptic.P256()
	switch s["key"] {
	case "", "ecdsa":
	case "p384":
		curve = elliptic.P384()
	case "rsa1024":
		bits = 1024
		fallthrough
	case "rsa":
		key, err := rsa.GenerateKey(rand.Reader, bits)
		ts.Check(err)
		return key
	default:
		ts.Fatalf("no key %q", s["key"])
	}
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	ts.Check(err)
	return key
}

// writeAuthority makes NAME.pem and NAME-key.pem, as mkcert does:
// authority NAME [by=NAME] [key=rsa] [from=-10 days] [to=3650 days] [path=0] [ca=no] [sign=no] [only=.example.org].
// by: another authority signs it, and its certificates follow in NAME.pem.
func writeAuthority(ts *testscript.TestScript, _ bool, args []string) {
	s := readSettings(ts, args[1:])
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: filepath.Base(args[0])}, IsCA: s["ca"] != "no", KeyUsage: x509.KeyUsageCertSign,
		MaxPathLen: -1,
	}
	if s["sign"] == "no" {
		template.KeyUsage = x509.KeyUsageCRLSign
	}
	if text, ok := s["path"]; ok {
		n, err := strconv.Atoi(text)
		ts.Check(err)
		template.MaxPathLen, template.MaxPathLenZero = n, n == 0
	}
	if s["only"] != "" {
		template.PermittedDNSDomainsCritical, template.PermittedDNSDomains = true, []string{s["only"]}
	}
	s.write(ts, template, args[0]+".pem", args[0]+"-key.pem", 3650)
}

// writePair makes a pair by an authority, or one that signs itself:
// pair CRT KEY hosts=a,b [by=NAME] [key=rsa] [from=-10] [to=90].
func writePair(ts *testscript.TestScript, _ bool, args []string) {
	s := readSettings(ts, args[2:])
	hosts := strings.Split(s["hosts"], ",")
	s.write(ts, &x509.Certificate{
		Subject: pkix.Name{CommonName: hosts[0]}, DNSNames: hosts, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, args[0], args[1], 90)
}

func (s settings) write(ts *testscript.TestScript, template *x509.Certificate, crt, keyFile string, days int) {
	key := s.key(ts)
	number, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	ts.Check(err)
	template.SerialNumber, template.BasicConstraintsValid = number, true
	template.NotBefore, template.NotAfter = time.Now().Add(s.days(ts, "from", -10)), time.Now().Add(s.days(ts, "to", days))
	parent, signer, above := template, key, ""
	if by := s["by"]; by != "" {
		above = ts.ReadFile(by + ".pem")
		first, _ := pem.Decode([]byte(above))
		parent, err = x509.ParseCertificate(first.Bytes)
		ts.Check(err)
		block, _ := pem.Decode([]byte(ts.ReadFile(by + "-key.pem")))
		private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		ts.Check(err)
		signer = private.(crypto.Signer)
	}
	if !template.IsCA {
		above = ""
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	ts.Check(err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	ts.Check(err)
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})) + above
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(crt)), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(crt), []byte(text), 0o666))
	ts.Check(os.WriteFile(ts.MkAbs(keyFile), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
}

// verifies has Go's own verifier judge a server: verifies CA CRT days HOST...,
// some days from now, by the last certificate of CA as the only root.
func verifies(ts *testscript.TestScript, neg bool, args []string) {
	var list []*x509.Certificate
	for _, name := range args[:2] {
		for rest := []byte(ts.ReadFile(name)); ; {
			block, more := pem.Decode(rest)
			if block == nil {
				break
			}
			cert, err := x509.ParseCertificate(block.Bytes)
			ts.Check(err)
			list, rest = append(list, cert), more
		}
		if name == args[0] && args[0] != args[1] {
			list = list[len(list)-1:]
		}
	}
	days, err := strconv.Atoi(args[2])
	ts.Check(err)
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(list[0])
	for _, cert := range list[2:] {
		between.AddCert(cert)
	}
	for _, host := range args[3:] {
		_, err := list[1].Verify(x509.VerifyOptions{
			DNSName: host, Roots: roots, Intermediates: between, CurrentTime: time.Now().Add(time.Duration(days)*24*time.Hour + time.Second),
		})
		if (err == nil) == neg {
			ts.Fatalf("%s for %s: %v", args[1], host, err)
		}
	}
}

// sums writes the names, times and hashes of a folder's files: sums certs before.
func sums(ts *testscript.TestScript, _ bool, args []string) {
	var lines []string
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%s %v %v %x\n", path, info.ModTime().UnixNano(), info.Mode(), sha256.Sum256(text)))
		return nil
	}))
	sort.Strings(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(lines, "")), 0o666))
}
