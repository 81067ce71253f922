package age

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"render/render/wording"

	"filippo.io/age"
	"filippo.io/age/armor"
)

type identity interface {
	age.Identity
	String() string
}

// identities are one of each kind that is taken, by recipient.
func identities(t *testing.T) map[string]identity {
	t.Helper()
	x, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	pq, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]identity{x.Recipient().String(): x, pq.Recipient().String(): pq}
}

// TestEncrypt: its recipient decrypts it, and no other does.
func TestEncrypt(t *testing.T) {
	all := identities(t)
	for recipient, own := range all {
		if fault := CheckRecipient(recipient); fault.Found() {
			t.Error(fault.Message)
		}
		text := bytes.Repeat([]byte("\x00key\xff"), 8)
		out, err := Encrypt(recipient, text)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out, armor.Header+"\n") || !strings.HasSuffix(out, "\n"+armor.Footer+"\n") {
			t.Errorf("not armoured:\n%s", out)
		}
		for _, id := range all {
			r, err := age.Decrypt(armor.NewReader(strings.NewReader(out)), id)
			if id != own {
				if err == nil {
					t.Errorf("%s decrypts what is for %s", id, recipient)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, text) {
				t.Errorf("%q became %q, %v", text, got, err)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	var x, pq, key, pqKey string
	for recipient, id := range identities(t) {
		if strings.HasPrefix(recipient, "age1pq1") {
			pq, pqKey = recipient, id.String()
		} else {
			x, key = recipient, id.String()
		}
	}
	const (
		private  = "this is a private key, not a recipient"
		notWhole = "is not whole, or mistyped: its checksum or length is wrong"
		plugin   = "is a recipient of an age plugin, which is not supported"
	)
	for recipient, want := range map[string]string{
		"":                            "an empty recipient",
		key:                           private,
		strings.ToLower(key):          private,
		" " + key:                     private,
		x + "," + key:                 private,
		pqKey:                         private,
		"AGE-PLUGIN-YUBIKEY-1QQPQZRF": private,
		"-----BEGIN OPENSSH PRIVATE KEY-----\nMARKER": private,
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5":            "is a key of SSH, which is not supported",
		"age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq":     plugin,
		"age1tag1qwt50d05nh5vutpdzmlg5wn80xq":         plugin,
		x + "," + x:                                   "is more than a recipient",
		x + "\n":                                      "is more than a recipient",
		x[:len(x)-1]:                                  notWhole,
		x + "q":                                       notWhole,
		pq[:len(pq)-1]:                                notWhole,
		"age1":                                        notWhole,
		"age1pq1":                                     notWhole,
		strings.ToUpper(x):                            "is not a recipient of age",
		"a@example.org":                               "is not a recipient of age",
		"age":                                         "is not a recipient of age",
	} {
		fault := CheckRecipient(recipient)
		if !strings.Contains(fault.Message, want) || fault.Code != "recipient-form" || fault.Help == "" {
			t.Errorf("%q: %v, want %s", recipient, fault, want)
			continue
		}
		if wording.IsKey(recipient) != (want == private) {
			t.Errorf("%q: taken for a private key, or not", recipient)
		}
		said := strings.ToUpper(fault.Message + fault.Help)
		if want == private && (strings.Contains(said, "MARKER") || strings.Contains(said, "QQPQ") || strings.Contains(said, key[20:40]) || strings.Contains(said, pqKey[20:40])) {
			t.Errorf("the key is in the fault: %v", fault)
		}
		if out, err := Encrypt(recipient, []byte("MARKER")); err == nil || out != "" || strings.Contains(err.Error(), "MARKER") {
			t.Errorf("%q: %q, %v", recipient, out, err)
		}
	}
}

// FuzzCheckRecipient: what is accepted can be encrypted for, and no error is
// more than a line, whatever is in the text.
func FuzzCheckRecipient(f *testing.F) {
	for _, s := range []string{"age1hckrng8qtr4qzer9wjcqc7nj0ve7knwrex937yhrq2dgag0wdfgqqxutxk", "age1pq1", "AGE-SECRET-KEY-1", "ssh-rsa AAAA", "age1x1y", "\n\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, recipient string) {
		out, failed := Encrypt(recipient, []byte("text"))
		fault := CheckRecipient(recipient)
		if !fault.Found() {
			if failed != nil && !strings.Contains(failed.Error(), "low order point") || failed == nil && out == "" {
				t.Errorf("%q: %v", recipient, failed)
			}
			return
		}
		if failed == nil || strings.Contains(fault.Message, "\n") || wording.IsKey(recipient) && strings.Contains(fault.Message, recipient) {
			t.Errorf("%q: %v", recipient, fault)
		}
	})
}
