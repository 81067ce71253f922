package scripts

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"render/render/endpoints"
	"render/render/wording"
)

// smokeBegin reads the command line and the environment, smokeFunctions ask and judge.
var (
	//go:embed smoke_begin.sh
	smokeBegin string
	//go:embed smoke.sh
	smokeFunctions string
)

const smokeHelp = `smoke: asks the gateways of %s for each of their hosts and routes, by curl, and
compares the answers with %s. It changes nothing.

  sh smoke.sh [--tier NAME]... [--outside] [--quiet]

  --tier NAME   only the checks of this tier
  --outside     for a machine in none of the networks that may come in: nothing
                may answer there
  --quiet       only what fails, and the summary

Environment:
  TIMEOUT=10       seconds that a request may take
  CACERT=FILE      authorities to check certificates by, in place of those known here
  CACERT="TIER=FILE TIER=FILE"   the same of some tiers, each its own
  CLIENT_CERT=FILE CLIENT_KEY=FILE   what servers are shown that ask for it
  CONNECT="192.168.1.141:443=127.0.0.1:8443 NAME:80=[::1]:8080"
                   where to connect in place of an address, or a tier, and a port
  CURL=FILE        the curl to use, 7.60 or newer

Exit codes: 0 all is as it ought to be, 1 something is not, 2 nothing can be
checked, 3 the command line is wrong.
`

// Smoke is a script that asks the gateways for all that they ought to answer, and for
// what they ought not. The notes tell of what it cannot check.
func Smoke(e *endpoints.Endpoints, topology string) (script []byte, notes []string) {
	w := &smokeWriter{Endpoints: e, authorities: map[string]int{}}
	w.begin(topology)
	for i := range e.Tiers {
		w.checks(i)
	}
	for i := range e.Tiers {
		w.run(i)
	}
	w.line("summary")
	return w.b.Bytes(), w.notes
}

type smokeWriter struct {
	*endpoints.Endpoints
	script
	notes       []string
	authorities map[string]int // by PEM, their number
	// what the last line said
	clients, trust string
}

func (w *smokeWriter) begin(topology string) {
	var names, addresses []string
	for _, t := range w.Tiers {
		names = append(names, t.Name)
		addresses = append(addresses, texts(t.IPs)...)
	}
	w.head("Asks the gateways of "+w.Topology+" what they answer", topology, fmt.Sprintf(smokeHelp, w.Topology, comment(topology)))
	w.set([2]string{"TIERS", strings.Join(names, " ")}, [2]string{"ADDRESSES", strings.Join(addresses, " ")})
	w.text("\n" + smokeBegin + "\n" + smokeFunctions + "\n")
	for _, t := range w.Tiers {
		for _, s := range t.Servers {
			if text := string(s.CA); text != "" && w.authorities[text] == 0 {
				w.authorities[text] = len(w.authorities) + 1
				fmt.Fprintf(&w.b, "cat >\"$tmp/ca-%d.pem\"", w.authorities[text])
				writeHere(&w.b, s.CA)
				w.text("\n")
			}
		}
	}
}

// checks writes a function with a tier's requests.
func (w *smokeWriter) checks(i int) {
	t := &w.Tiers[i]
	fmt.Fprintf(&w.b, "# of tier %s\nchecks_%d() {\n", t.Name, i+1)
	if w.clients, w.trust = "", ""; t.Proxied {
		w.text("\tproxied=yes\n")
	}
	unknown := false
	for j := range t.Requests {
		r := &t.Requests[j]
		w.ask(t, r)
		unknown = unknown || r.Server >= 0 && r.TLS && len(t.Servers[r.Server].CA) == 0
	}
	if t.HTTP3 {
		w.step("pass_over", "udp port 443", "HTTP/3 is not asked for", called(t.Place))
	}
	if len(t.Requests) == 0 {
		w.text("\t:\n")
	}
	w.text("}\n\n")
	if unknown {
		w.notes = append(w.notes, fmt.Sprintf("who issued certificates of tier %s is not known here: they are checked by the system's authorities, or those of CACERT=%s=FILE", wording.Quote(t.Name), t.Name))
	}
}

// ask writes one request and what it is to meet.
func (w *smokeWriter) ask(t *endpoints.Tier, r *endpoints.Request) {
	what := called(r.Place)
	if r.What != "" {
		what += ", " + r.What
	}
	w.state(t, r)
	port := strconv.Itoa(r.Port)
	switch r.Want {
	case endpoints.Connected:
		w.step("reach", port, what)
		return
	case endpoints.NoCertificate:
		w.step("without_certificate", r.Host, port, what)
		return
	}
	if r.Skipped != "" {
		w.step("pass_over", r.URL(), r.Skipped, what)
		return
	}
	get := []string{"get", r.Scheme(), r.Host, port, r.Path}
	if r.Head {
		get = append(get, "--head")
	}
	for _, h := range r.Headers {
		get = append(get, "-H", h)
	}
	w.step(get...)
	if r.Asked.Login {
		w.step("guarded", r.Asked.For, "login")
	} else if r.Asked.For != "" {
		w.step("guarded", r.Asked.For)
	}
	w.step(append(append([]string{"wants"}, wanted(r)...), what)...)
}

// state writes whom to trust and what to show, where that changes.
func (w *smokeWriter) state(t *endpoints.Tier, r *endpoints.Request) {
	if !r.TLS {
		return
	}
	clients := [...]string{"none", "optional", "required"}[r.Clients]
	trust := "none"
	if r.Server >= 0 {
		trust = "system"
		if n := w.authorities[string(t.Servers[r.Server].CA)]; n > 0 {
			trust = fmt.Sprintf("ca-%d.pem", n)
		}
	}
	if clients != w.clients || trust != w.trust {
		w.clients, w.trust = clients, trust
		fmt.Fprintf(&w.b, "\tclients=%s trust=%s\n", clients, trust)
	}
}

// wanted is what a request is to meet, in the words of the script.
func wanted(r *endpoints.Request) []string {
	code := strconv.Itoa(r.Code)
	switch r.Want {
	case endpoints.Status:
		if r.Text != "" && !r.Head {
			return []string{"text", code, strings.TrimRight(r.Text, "\n")}
		}
		return []string{"status", code}
	case endpoints.Redirect:
		return []string{"redirect", code, r.Text}
	case endpoints.ToHTTPS:
		return []string{"redirect", code, "https://" + r.Host + r.Path}
	case endpoints.Clear:
		return []string{"clear"}
	case endpoints.Refused:
		return []string{"refused"}
	case endpoints.Handshake:
		return []string{"handshake"}
	}
	return []string{"answer"}
}

// run writes the checks' call, once for each address.
func (w *smokeWriter) run(i int) {
	t := &w.Tiers[i]
	var ports []string
	for _, p := range t.Ports {
		ports = append(ports, fmt.Sprintf("%d:%d", p.Number, p.Node))
	}
	w.line("tier", t.Name, t.Service, called(t.Place), strings.Join(ports, " "), strings.Join(t.Senders, " "))
	for _, ip := range t.IPs {
		fmt.Fprintf(&w.b, "at %s checks_%d\n", ip, i+1)
	}
	if len(t.IPs) == 0 {
		fmt.Fprintf(&w.b, "at - checks_%d\n", i+1)
	}
}
