package trace

import (
	"cmp"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"render/internal/later"
	"render/render/wording"
)

// Expectation is a line of a file of expectations: a request, and what becomes of it.
type Expectation struct {
	Request Request
	Outcome string
	Line    int
}

// noToken is how a flag says that a client shows no token.
const noToken = "none"

// arrow stands between a request and what becomes of it.
const arrow = " => "

const expectHeader = `# What requests come to: [--method=M] [--header="NAME: VALUE"] [--sni=HOST] [--from=IP] [--token=none] URL => OUTCOME
`

// Outcome is what becomes of a request in a line: "arrives at HOST:PORT", "redirects to
// URL", "answers STATUS", "fails", "fails with STATUS".
func (t *Trace) Outcome() string {
	switch {
	case t.Verdict == Redirects:
		return "redirects to " + t.Location
	case t.answered:
		return "answers " + strconv.Itoa(t.Status)
	case t.Verdict == Fails && t.Status == 0:
		return "fails"
	case t.Verdict == Fails:
		return "fails with " + strconv.Itoa(t.Status)
	}
	var parts []string
	for _, d := range t.To {
		text := fmt.Sprintf("%s:%d", d.Host, d.Port)
		if d.Subset != "" {
			text += " " + d.Subset
		}
		if len(t.To) > 1 {
			text += " " + decimal(d.Weight)
		}
		parts = append(parts, text)
	}
	return strings.TrimSpace("arrives at " + strings.Join(parts, ", "))
}

// behind stands between what becomes of a request and a comment.
const behind = "  # "

// Line is a request and what becomes of it as files of expectations have it, and behind it
// as a comment what may change that; one that fails does so in any case.
func (t *Trace) Line() string {
	out := t.Request.Words() + arrow + t.Outcome()
	if t.Verdict == Fails {
		return out
	}
	for i, u := range t.Unjudged {
		out += [...]string{behind + "may change: ", "; "}[min(i, 1)] + u.Text
	}
	return out
}

// Words are a request as the command line and files of expectations have it.
func (r *Request) Words() string {
	var out []string
	flag := func(name, value string) {
		if strings.ContainsAny(value, " \t\"\\") {
			value = strconv.Quote(value)
		}
		out = append(out, "--"+name+"="+value)
	}
	if r.Method != "" && r.Method != "GET" && !r.Raw {
		flag("method", r.Method)
	}
	if r.Address.IsValid() && r.Host != r.Address.String() || r.Name != "" {
		flag("header", "Host: "+r.asked())
	}
	for _, h := range r.Headers {
		flag("header", h.Name+": "+h.Value)
	}
	if named := cmp.Or(r.SNI, r.Host); r.SNI != "" || r.Secure && r.Address.IsValid() && !r.Unnamed && named != r.Address.String() {
		flag("sni", named)
	}
	if r.From.IsValid() {
		flag("from", r.From.String())
	}
	if r.Tokenless {
		flag("token", noToken)
	}
	if r.Service != "" {
		flag("service", r.Service)
	}
	return strings.Join(append(out, r.URL()), " ")
}

// outcomes are the forms of Outcome.
func outcomes() *regexp.Regexp { return outcomesOnce.Get(makeOutcomes) }

var outcomesOnce later.Value[*regexp.Regexp]

func makeOutcomes() *regexp.Regexp {
	const one = `[^ ,]*:[0-9]+( [^ ,#]+)?( [0-9]+)?`
	return regexp.MustCompile("^(arrives at( " + one + "(, " + one + ")*)?|redirects to .+|answers [0-9]+|fails|fails with [0-9]+)$")
}

// parseWords reads a request with its flags in front.
func parseWords(text string) (Request, error) {
	words, err := split(text)
	if err != nil || len(words) == 0 {
		return Request{}, &malformed{"has a quote without its end; write: --header=\"NAME: VALUE\""}
	}
	r, err := Parse(words[len(words)-1])
	if err != nil {
		return r, err
	}
	for _, word := range words[:len(words)-1] {
		name, value, ok := strings.Cut(strings.TrimPrefix(word, "--"), "=")
		if !ok || !strings.HasPrefix(word, "--") {
			return r, &malformed{wording.Quote(word) + " is no flag of a request; write: --method=, --header=, --sni=, --from=, --token= or --service="}
		}
		if err := r.Set(name, value); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Set changes a request by a flag.
func (r *Request) Set(flag, value string) (err error) {
	if wording.IsKey(value) {
		return &malformed{"--" + flag + " has a private key in it; leave it out"}
	}
	switch flag {
	case "method":
		if r.Method = strings.ToUpper(value); r.Method == "" || strings.Trim(r.Method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_") != "" {
			return &malformed{"--method " + wording.Quote(value) + " is no method of HTTP; write: --method=POST, or another"}
		}
	case "sni":
		r.SNI, err = readHost(value)
		if err == nil && !r.Secure {
			err = &malformed{"--sni is what a client names as TLS begins, and " + r.URL() + " is in clear; leave it out, or write https or tls in the URL"}
		}
	case "service":
		if namespace, name, ok := strings.Cut(value, "/"); !ok || namespace == "" || name == "" {
			return &malformed{"--service " + wording.Quote(value) + " is no Service of a namespace; write: --service=NAMESPACE/NAME"}
		}
		r.Service = value
	case "from":
		if r.From, err = netip.ParseAddr(value); err != nil || r.From.Zone() != "" {
			return &malformed{"--from " + wording.Quote(value) + " is no IP address; write: --from=192.0.2.7"}
		}
		r.From = r.From.Unmap()
	case "token":
		if value != noToken {
			return &malformed{"--token " + wording.Quote(value) + ": trace reads no tokens; write: --token=none, for a client that shows none"}
		}
		r.Tokenless = true
	case "header":
		name, text, ok := strings.Cut(value, ":")
		if name, text = strings.TrimSpace(name), strings.TrimSpace(text); !ok || !isToken(name) || strings.ContainsFunc(text, unicode.IsControl) {
			return &malformed{"--header " + wording.Quote(value) + " is no header; write: --header=\"NAME: VALUE\""}
		}
		if strings.EqualFold(name, "host") {
			asked := &url.URL{Host: text}
			host := asked.Hostname()
			r.Shown, _ = strconv.ParseInt(asked.Port(), 10, 64) // 0 for none
			if text, err = readHost(host); err != nil {
				return err
			}
			if !r.Address.IsValid() {
				r.Name = cmp.Or(r.Name, r.Host)
			}
			if r.Host, r.Dot = text, strings.HasSuffix(host, "."); r.Name == r.Host && !r.Dot {
				r.Name = ""
			}
			return nil
		}
		r.Headers = append(r.Headers, Header{name, text})
	default:
		err = &malformed{"--" + flag + " is no flag of a request; write: --method=, --header=, --sni=, --from=, --token= or --service="}
	}
	return err
}

// isToken reports whether a text may be the name of a header.
func isToken(name string) bool {
	const marks = "!#$%&'*+-.^_`|~"
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(marks, r)
	})
}

// split cuts a line into words; quotes hold one together.
func split(text string) ([]string, error) {
	var out []string
	for text = strings.TrimLeft(text, " \t"); text != ""; text = strings.TrimLeft(text, " \t") {
		end := strings.IndexAny(text, " \t")
		quote := strings.IndexByte(text, '"')
		switch {
		case quote >= 0 && (end < 0 || quote < end):
			quoted, err := strconv.QuotedPrefix(text[quote:])
			if err != nil {
				return nil, err
			}
			value, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, err
			}
			out = append(out, text[:quote]+value)
			text = text[quote+len(quoted):]
		case end < 0:
			return append(out, text), nil
		default:
			out = append(out, text[:end])
			text = text[end:]
		}
	}
	return out, nil
}
