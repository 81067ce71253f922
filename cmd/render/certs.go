package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/certs"
	"render/render/diag"
	"render/render/wording"
)

const certsHelp = `Make a local certificate authority and, for each tier whose certificate is a pair
of files, a key and a certificate for its hosts and IPs. Only what is missing or
wrong (hosts or IPs changed, another kind of key) or about to expire is written;
all else stays as it is, byte for byte.

What another authority issued, and a key that belongs to none of this one's
certificates, is never replaced without --force, and then a copy of both is
kept. A pair that somebody else had made by this authority (by openssl, or by
mkcert whose authority is given) is replaced, and a copy kept, only where it
covers not all hosts, is about to expire, or clients refuse it: what it is for
beside them, or that it lacks an IP, is no reason. A host right below a wildcard
of the certificate is covered, and that wildcard stays in a new one. A key alone
of the kind that is made is kept, and a certificate made for it, unless a file
beside it has that.`

const certsExample = `  render certs topology.yaml
  render certs --dry-run --renew-before 60d topology.yaml
  render certs --check topology.yaml    # in CI: exits with 1 where any is due
  render certs --ca-cert "$(mkcert -CAROOT)/rootCA.pem" \
    --ca-key "$(mkcert -CAROOT)/rootCA-key.pem" topology.yaml`

type certsFlags struct {
	inputFlags
	renewBefore   string
	caCert, caKey string
	dryRun, check bool
	withoutKeys   bool
	force         bool
}

func certsCommand(s *shell) *cobra.Command {
	f := &certsFlags{}
	c := &cobra.Command{
		Use:               "certs [flags] TOPOLOGY",
		Short:             "Make or renew the local CA and each tier's certificate",
		Long:              certsHelp,
		Example:           certsExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(1),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.Lookup("at").Usage = "the time it is, in place of the clock's: `TIME`,\n2026-12-31, 2026-12-31T12:00:00Z or now"
	flags.StringVar(&f.renewBefore, "renew-before", "", "renew what ends within `TIME`, 30d or 720h; without\nit 30 days, or a third of certs.days if that is less")
	flags.StringVar(&f.caCert, "ca-cert", "", "issue by this authority, `FILE`: its certificate, and\nthose above it behind it")
	flags.StringVar(&f.caKey, "ca-key", "", "the key of --ca-cert, `FILE`")
	flags.BoolVar(&f.dryRun, "dry-run", false, "say what would be done, and write nothing")
	flags.BoolVar(&f.check, "check", false, "the same, without the CA's key, and exit with 1 where\nanything is to be done")
	flags.BoolVar(&f.withoutKeys, "without-keys", false, "with --check: missing keys are kept elsewhere")
	flags.BoolVar(&f.force, "force", false, "replace also what is wrong or about to expire and is\nnot this authority's")
	group(flags, groupCertificates, "renew-before", "ca-cert", "ca-key", "dry-run", "check", "without-keys", "force")
	complete(c, "renew-before", []string{"30d", "60d", "90d"})
	return c
}

func (f *certsFlags) run(s *shell, args []string) error {
	switch {
	case len(args) == 0:
		return usage("which topology? write: render certs topology.yaml")
	case len(args) > 1:
		return usage("%s is one word too many", wording.Quote(args[1]))
	}
	f.reads = &disk.Reads{}
	conditions, err := f.conditions()
	if err != nil {
		return err
	}
	in, err := f.input(s, args[0])
	if err != nil {
		return err
	}
	if args[0] != "-" && !f.dryRun && !f.check {
		defer s.disk.LockFolder(topologyFolder(args[0]))()
	}
	conditions.At = in.At
	if in.At.IsZero() {
		conditions.At = time.Now()
	}
	plan, err := outcome(&f.inputFlags, s, args[0], func(ctx context.Context) (*certs.Plan, diag.List, error) {
		return render.Certificates(ctx, in, conditions)
	})
	if err != nil {
		return err
	}
	planned := f.dryRun || f.check
	if !planned {
		if err := f.write(s, plan, args[0]); err != nil {
			return err
		}
	}
	if !f.quiet {
		writeCertificates(s.stdout, plan, planned)
	}
	switch {
	case !f.check || !plan.Pending() && !plan.Due():
		return nil
	case f.quiet:
		return &failure{code: exitDiffers}
	}
	return &failure{exitDiffers, args[0] + ": certificates are to be made or renewed; " + f.howToRenew(plan)}
}

// howToRenew is what makes what --check found due.
func (f *certsFlags) howToRenew(plan *certs.Plan) string {
	switch {
	case !plan.Pending():
		return "renew them where they were made"
	case f.withoutKeys || plan.CA != nil && plan.CA.Keyless:
		return "run render certs without --check where the authority's key is"
	}
	return "run render certs without --check"
}

// conditions reads the flags that are certs' own.
func (f *certsFlags) conditions() (certs.Conditions, error) {
	c := certs.Conditions{Force: f.force, Check: f.check, WithoutKeys: f.withoutKeys}
	for _, name := range []string{"ca-cert", "ca-key", "renew-before"} {
		// Most often a variable that is not set, as with --secrets.
		if f.given.Changed(name) && f.given.Lookup(name).Value.String() == "" {
			return c, usage("--%s is empty", name)
		}
	}
	switch {
	case f.check && f.dryRun:
		return c, usage("--check does what --dry-run does; write one of them")
	case f.check && f.force:
		return c, usage("--force has no meaning with --check, which replaces nothing")
	case f.withoutKeys && !f.check:
		return c, usage("--without-keys goes with --check: certificates are made with keys")
	case f.caKey != "" && f.caCert == "":
		return c, usage("--ca-key goes with --ca-cert, the certificate of the same authority")
	case f.caCert != "" && f.caKey == "" && !f.check:
		return c, usage("--ca-cert goes with --ca-key, the key of the same authority")
	}
	if f.caCert != "" {
		c.Given = &certs.Given{Files: disk.NewFolder(".", true, f.reads, "--ca-cert and --ca-key"), Crt: filepath.ToSlash(f.caCert), Key: filepath.ToSlash(f.caKey)}
	}
	if f.renewBefore != "" {
		var ok bool
		if c.RenewBefore, ok = parseSpan(f.renewBefore); !ok {
			return c, usage("--renew-before %s is no time before an end; write: 30d or 720h", wording.Quote(f.renewBefore))
		}
	}
	return c, nil
}

// parseSpan reads "30d" or what Go reads, "720h"; false where it is neither, or
// not more than nothing.
func parseSpan(text string) (time.Duration, bool) {
	const day, most = 24 * time.Hour, 36500
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 32)
		return time.Duration(n) * day, err == nil && n > 0 && n <= most
	}
	d, err := time.ParseDuration(text)
	return d, err == nil && d > 0 && d <= most*day
}

// write makes what is to be made, and puts it on disk once all of it is made.
func (f *certsFlags) write(s *shell, plan *certs.Plan, topology string) error {
	var made []certs.Made
	err := s.limits.unhurried().bound(func(ctx context.Context) (err error) {
		made, err = plan.Issue(ctx, certs.Entropy{Random: rand.Reader, NewKey: newKey})
		return err
	})
	var limit *errLimit
	var interrupted *disk.Interrupted
	switch {
	case errors.As(err, &limit), errors.As(err, &interrupted):
		return ended(topology, err)
	case err != nil:
		return &failure{exitInput, err.Error()}
	}
	w, err := newCertsWriter(s.disk, topologyFolder(topology), f.allowOutside, f.reads)
	if err != nil {
		return err
	}
	if err := w.write(plan.All(), made); err != nil {
		return err
	}
	if f.quiet {
		return nil
	}
	for _, note := range slices.Concat(w.notes(), w.openKeys(plan), w.publishedPairs(plan), w.broughtPairs(plan), authorityKeyInGit(f.caKey)) {
		fmt.Fprintln(s.stderr, note)
	}
	if plan.CA != nil && plan.CA.Do != certs.Keep {
		fmt.Fprintf(s.stderr, "note: clients take the certificates made here once they trust %s\n", w.batch.Called(plan.CA.Crt))
	}
	if name := plan.Unknown; name != "" && len(made) > 0 {
		fmt.Fprintf(s.stderr, "note: %s is not there: with a copy of %s there, check and script smoke know who issued these, and a later run makes no other authority\n", w.batch.Called(name), f.caCert)
	}
	if name := plan.Another; name != "" && len(made) > 0 {
		fmt.Fprintf(s.stderr, "note: %s is another authority than %s, and a later run without --ca-cert issues by it; put a copy of %s there, and move that one's key away\n", w.batch.Called(name), f.caCert, f.caCert)
	}
	return nil
}

// newKey makes a key, whose randomness Go takes from the system.
func newKey(kind string) (crypto.Signer, error) {
	if kind == certs.KeyRSA {
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}
