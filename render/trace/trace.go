// Package trace owns the following of a request through objects: which gateway takes
// it, which server of that ends its connection, which route it meets, and where it
// ends.
//
// In go a world of objects, of render's or of any other YAML, and a request; out comes
// a Trace: hops with the fields that decide them, a verdict, why, and what would let
// the request through. Where requests go is what Istio 1.31's own routing code says of
// the same objects (conformance/mesh, TestTraceAgrees). It must never change an object,
// guess where it cannot judge, or look at anything but the objects and the request.
package trace

import (
	"cmp"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"render/render/objects"
)

// Request is what somebody asks for.
type Request struct {
	Secure  bool   // https
	Raw     bool   // a connection, of which no request is read; with Secure one of TLS
	Host    string // that is asked for: the header Host, without a port
	Name    string // of which the client looks the address up, and that it names as TLS begins; "" is Host
	Dot     bool   // Host ends with a dot there, as clients send it that were asked for "host."
	Port    int64  // of the Service
	Shown   int64  // the port in the header Host, of clients that come by another one, as a node port; 0 is Port
	SNI     string // that the ClientHello names; "" is Host
	Unnamed bool   // without SNI the client names no host as TLS begins, as none does for an address
	Method  string
	Path    string // without a query
	Query   string
	Headers []Header
	From    netip.Addr // the client's, where it is known
	At      time.Time  // when certificates are to be valid; the zero time asks for nothing
	// Tokenless is of a client that shows no token. Without it nobody knows whether one
	// is shown, and whose.
	Tokenless bool
	// Address is where the client connects to; the zero one is where the objects have
	// the host.
	Address netip.Addr
	// Service is the gateway's Service, "namespace/name", in place of an address.
	Service string
}

// Header is a header of a request.
type Header struct{ Name, Value string }

// authority is the host with a port that the scheme does not say.
func (r *Request) authority() string {
	port := cmp.Or(r.Shown, r.Port)
	if r.Secure && port == 443 || !r.Secure && port == 80 || port == 0 {
		return r.asked()
	}
	return r.asked() + ":" + decimal(port)
}

// asked is the host as the header has it.
func (r *Request) asked() string {
	switch {
	case r.Dot:
		return r.Host + "."
	case strings.Contains(r.Host, ":"): // an address of IPv6
		return "[" + r.Host + "]"
	}
	return r.Host
}

func (r *Request) scheme() string {
	if r.Secure {
		return "https"
	}
	return "http"
}

func (r *Request) namesNone() bool { return r.Unnamed && r.SNI == "" }

func (r *Request) sni() string {
	if r.namesNone() {
		return ""
	}
	return cmp.Or(r.SNI, r.Name, r.Host)
}

// Verdict is what becomes of a request.
type Verdict string

// The verdicts.
const (
	Arrives   Verdict = "arrives"   // at what a route names
	Redirects Verdict = "redirects" // the gateway sends the client elsewhere
	Answers   Verdict = "answers"   // the gateway answers by itself, as it is told to
	Fails     Verdict = "fails"
)

// Trace is the way of a request.
type Trace struct {
	Request Request
	Hops    []Hop
	Verdict Verdict
	Status  int // of HTTP; 0 where there is no answer of HTTP's, or it is the app's
	Why     string
	Cure    string // what would let it through; "" where it arrives
	// Unjudged are objects that may change what becomes of the request, in ways that
	// only a proxy knows.
	Unjudged []Unjudged

	needs   []string // of those, what a client has to have, as the verdict's line says it
	doubts  []doubt  // of those, what tells clients apart
	unnamed bool     // by rules that a topology makes, which let in what they name
	tokens  bool     // some of those tell clients apart by their tokens
	whole   bool     // the gateway hands the connection on, and reads no request in it

	inside Request // as the gateway has it, with another path maybe

	ingress objects.Field // the host of the Ingress that may lead what fails by what is followed

	Service string // of the gateway, by which it comes in: "namespace/name"

	// Routed is what routes alone make of it, whatever else is in the way.
	Routed      Verdict
	Location    string // of a redirect
	Body        string // of an answer
	answered    bool   // by the gateway, as a route says
	Certificate string // under which Envoy asks for it: "kubernetes://NAME"
	To          []Destination
	Path        string // that goes on; "" is the request's
	Host        string // that goes on; "" is the request's
}

// Step is which part of the way a hop is.
type Step string

// Steps of a way, in their order.
const (
	StepHost        Step = "host"
	StepPool        Step = "pool"
	StepService     Step = "service"
	StepPods        Step = "gateway"
	StepServer      Step = "server"
	StepCertificate Step = "certificate"
	StepPath        Step = "path"
	StepPolicy      Step = "policy"
	StepRoute       Step = "route"
	StepRedirect    Step = "redirect"
	StepDestination Step = "destination"
	StepWorkload    Step = "pods"
)

// Hop is a part of the way, and the field that decides it.
type Hop struct {
	Step  Step
	Text  string
	Field objects.Field // the zero one where no object says it
}

// Unjudged is an object whose effect is not known.
type Unjudged struct {
	Text  string
	Field objects.Field
}

// Destination is a port of a Service or of a host outside, and its share.
type Destination struct {
	Host    string // the whole name
	Port    int64
	Subset  string
	Weight  int64  // of all; 0 where it is the only one
	chosen  string // by what labels its subset has its pods; "" for all of them
	address string // where a host is that only a ServiceEntry knows; "" elsewhere, and in what is compared
	field   objects.Field
}

// Cluster is what Envoy calls the destination.
func (d Destination) Cluster() string {
	if d.Host == "" {
		return "UnknownService"
	}
	return "outbound|" + decimal(d.Port) + "|" + d.Subset + "|" + d.Host
}

// hop adds a part of the way, as long as that has not ended.
func (t *Trace) hop(step Step, field objects.Field, text string) {
	if t.Verdict == Fails {
		return
	}
	t.Hops = append(t.Hops, Hop{step, text, field})
}

// fail ends the way; what is wrong first is what is told.
func (t *Trace) fail(status int, why, cure string) {
	if t.Verdict == Fails {
		if t.unnamed && status == 404 {
			t.Cure = cure // a topology's rules are made of its routes
		}
		return
	}
	if t.whole && status != 0 { // nobody speaks HTTP there
		status, why = 0, why+": the connection is closed"
	}
	t.Verdict, t.Status, t.Why, t.Cure = Fails, status, why, cure
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
