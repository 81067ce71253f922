package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"render/render/diag"
	"render/render/starter"
)

// isTerminal reports whether somebody can be asked: a device that is not the empty one.
func isTerminal(stdin io.Reader) bool {
	file, ok := stdin.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// questions asks for what the flags leave out. What the rules say of an answer is told at
// once, and it is asked again.
type questions struct {
	*initFlags
	*shell
	lines *bufio.Scanner
}

func (q *questions) ask() error {
	q.lines = bufio.NewScanner(q.stdin)
	a := &q.answers
	another := len(a.Tiers) == 0
	if another {
		a.Tiers = make([]starter.Tier, 1)
	}
	for i := 0; i < len(a.Tiers); i++ {
		if err := q.tier(i); err != nil {
			return err
		}
		if !another || i+1 < len(a.Tiers) {
			continue
		}
		a.Tiers = append(a.Tiers, starter.Tier{})
		next := &a.Tiers[i+1]
		err := q.put("IP of one more gateway (nothing for no more)", "", func(text string) { next.IP = text })
		if err != nil {
			return err
		}
		if next.IP == "" {
			a.Tiers = a.Tiers[:i+1]
			break
		}
	}
	if a.MicroK8s == "" && a.Kubernetes == "" {
		if err := q.kubernetes(); err != nil {
			return err
		}
	}
	if a.Istio == "" {
		return q.put("Version of Istio", starter.NewestIstio(a.MicroK8s+a.Kubernetes), func(text string) { a.Istio = text })
	}
	return nil
}

// kubernetes asks for the version of microk8s, or of what the cluster is in its place.
func (q *questions) kubernetes() error {
	a, other := &q.answers, false
	err := q.put("Version of microk8s, or none for another Kubernetes", starter.NewestMicroK8s(), func(text string) {
		if other = strings.EqualFold(text, "none"); other {
			text = ""
		}
		a.MicroK8s = text
	})
	if err != nil || !other {
		return err
	}
	return q.put("Version of Kubernetes", starter.NewestMicroK8s(), func(text string) { a.Kubernetes = text })
}

// tier asks for what is not known of a tier.
func (q *questions) tier(i int) error {
	t := &q.answers.Tiers[i]
	for t.IP == "" {
		if err := q.put("IP of the gateway, free on your network", "", func(text string) { t.IP = text }); err != nil {
			return err
		}
	}
	for len(t.Hosts) == 0 {
		if err := q.put("Names that it answers, such as home.example.org or *.example.org", "", func(text string) { t.Hosts = listOf(text) }); err != nil {
			return err
		}
	}
	if len(t.Apps) == 0 && len(q.images) == 0 {
		return q.apps(t)
	}
	for j := range t.Apps {
		if err := q.port(&t.Apps[j]); err != nil {
			return err
		}
	}
	return nil
}

// apps asks for the apps of a tier, as long as one more has a host.
func (q *questions) apps(t *starter.Tier) error {
	question := "Image of an app behind it (nothing for none yet)"
	for {
		j := len(t.Apps)
		t.Apps = append(t.Apps, starter.App{})
		if t.Lacking() > 0 {
			t.Apps = t.Apps[:j]
			return nil
		}
		if j > 0 {
			question = "Image of one more app behind it (nothing for no more)"
		}
		err := q.put(question, "", func(text string) {
			t.Apps = t.Apps[:j]
			if text != "" {
				t.Apps = append(t.Apps, starter.App{Image: text})
			}
		})
		if err != nil || len(t.Apps) == j {
			return err
		}
		if err := q.port(&t.Apps[j]); err != nil {
			return err
		}
	}
}

// port asks where an image listens.
func (q *questions) port(a *starter.App) error {
	if a.Port != "" {
		return nil
	}
	return q.put("Port where it listens", starter.PortOf(a.Image), func(text string) { a.Port = text })
}

// put asks until the answer breaks no rule.
func (q *questions) put(question, usual string, set func(string)) error {
	if usual != "" {
		question += " [" + usual + "]"
	}
	for {
		fmt.Fprintf(q.stderr, "%s: ", question)
		if !q.lines.Scan() {
			fmt.Fprintln(q.stderr)
			return usage("no more answers come, and nothing is written; write: render init --ip 192.168.1.141 --host home.example.org")
		}
		text := strings.TrimSpace(q.lines.Text())
		if text == "" {
			text = usual
		}
		set(text)
		wrong, err := q.wrong()
		if err != nil {
			return err
		}
		if wrong == "" {
			return nil
		}
		fmt.Fprintf(q.stderr, "  %s\n", wrong)
	}
}

// wrong is what the rules say of the answers so far; what is yet to be asked is taken for
// right.
func (q *questions) wrong() (string, error) {
	a := q.answers
	a.Tiers = nil
	for i, t := range q.answers.Tiers {
		if t.IP == "" {
			continue // of a tier without an address nothing is known
		}
		if len(t.Hosts) == 0 {
			t.Hosts = []string{fmt.Sprintf("host%d.example.org", i)}
		}
		a.Tiers = append(a.Tiers, t)
	}
	if len(a.Tiers) == 0 {
		return "", nil
	}
	_, list, err := checkStarter(q.shell, q.output, a)
	if err != nil {
		return "", err
	}
	for _, d := range list.Sorted() {
		if d.Severity == diag.Error {
			return told(d), nil
		}
	}
	return "", nil
}
