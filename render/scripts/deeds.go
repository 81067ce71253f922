package scripts

import (
	"cmp"

	"render/render/manifest"
)

// When is when something is done, by the change itself.
type When uint8

const (
	Before When = iota
	With        // it is the change, and what goes with it
	After
)

// Turn is a step of the order in which a change is safe: what is done at one time.
type Turn struct {
	When   When
	Doings []Doing // of With the first is the change
}

// Doing is a thing to do: in words for people, and for a script as what it is.
type Doing struct {
	Text string
	Deed Deed // nil where it is a person's
}

// Deed is what is done in a doing, for a script that does it.
type Deed interface {
	// in gives the doing its place in a script, told by a text; not ok where the script cannot do
	// it, so that it is a person's.
	in(o *ordered, text string) bool
}

// Install has istioctl or helm install Istio.
type Install struct {
	By      manifest.Reader
	Version string // that the words name; "" for none
	Beside  bool   // helm takes over what another revision's installer made that is of none
}

func (d Install) in(o *ordered, text string) bool {
	if o.Reader != d.By {
		return false
	}
	o.beside = o.beside || d.Beside
	o.own(text, o.spotIn(manifest.Istio, within))
	o.reached = max(o.reached, o.spotIn(manifest.Istio, whenPut)) // what is told next is behind it
	return true
}

// Asked is a person's, and what comes after it waits until it is done.
type Asked struct{}

func (Asked) in(o *ordered, text string) bool {
	o.reached = o.behind(o.ready())
	o.asks(text, o.reached)
	return true
}

// StopOperator stops Istio's operator, and has its IstioOperator go without what it installed.
type StopOperator struct{}

func (StopOperator) in(o *ordered, text string) bool {
	switch at := o.spotIn(manifest.Istio, atBegin); {
	case o.fell.operator == nil:
		return false
	case o.retired:
		o.own(text, at)
	default:
		o.retired = true
		o.place(text, at, words(o.fell.retire()...))
	}
	return true
}

// MakeNamespace has a namespace of the topology be there.
type MakeNamespace struct{}

func (MakeNamespace) in(o *ordered, text string) bool {
	if !o.has(manifest.Namespaces) {
		return false
	}
	o.own(text, o.spotIn(manifest.Namespaces, within))
	return true
}

// CopyPair has the pair of one Secret be in another, which somebody makes later.
type CopyPair struct{ From, To manifest.ID }

func (d CopyPair) in(o *ordered, text string) bool {
	at := atBegin
	if o.has(manifest.Namespaces) {
		at = o.spotIn(manifest.Namespaces, whenPut)
	}
	o.place(text, at, words("copy_pair", d.From.Namespace, d.From.Name, d.To.Namespace, d.To.Name))
	return true
}

// SeeIstiod looks for the istiod of a revision.
type SeeIstiod struct{ Revision string }

func (d SeeIstiod) in(o *ordered, text string) bool {
	if d.Revision != cmp.Or(o.Revision, "default") {
		return false
	}
	o.own(text, o.spotIn(o.istiodStage(), within))
	return true
}

// DropRest deletes what fell out; where kinds are named, not ok unless something of one did.
type DropRest struct{ Kinds []string }

func (d DropRest) in(o *ordered, text string) bool {
	if len(d.Kinds) > 0 && !o.falls(d.Kinds...) {
		return false
	}
	o.own(text, o.atOld()+within)
	return true
}

// ChangePool takes addresses from a pool, or the pool away, before others get them.
type ChangePool struct{ Name string }

func (d ChangePool) in(o *ordered, text string) bool {
	if !o.changesPool(d.Name) {
		return false
	}
	o.own(text, o.spotIn(o.serviceStage(), within))
	return true
}

// GrowPool gives addresses to a pool, or brings it.
type GrowPool struct{ Name string }

func (d GrowPool) in(o *ordered, text string) bool {
	switch {
	case o.changesPool(d.Name):
		o.own(text, o.spotIn(o.serviceStage(), within))
	case o.pool(d.Name) != nil:
		o.own(text, o.spotIn(manifest.MetalLB, within))
	default:
		return false
	}
	return true
}

// Move has a Service go to another address, before others get the one that it has.
type Move struct{ Namespace, Service string }

// A script hands over all addresses at once, and has MetalLB try again where one is still taken.
func (d Move) in(o *ordered, text string) bool {
	if !o.fell.handsOn(d.Namespace + "/" + d.Service) {
		return false
	}
	o.note("is not taken: the script hands all addresses over at once, nothing answers there in between, and old answers of DNS lead to another gateway then", text)
	o.does(o.behind(o.reached), "at_once", text)
	return true
}

// Provide has things be in a namespace: what the topology has comes with its stage, and a Secret
// of others is looked for.
type Provide struct {
	Namespace string
	Things    []manifest.ID // of which kind and name say what they are
}

// SeeCertificate has a Secret of others, which is there, hold a certificate for more hosts: a script looks whether it is.
type SeeCertificate struct{ Provide }

// Issue has cert-manager issue a Certificate before what follows: alone it is put first, unless what is there
// is waited for, as a person has applied it.
type Issue struct {
	Certificate  string
	Alone, There bool
	With         []manifest.ID // what is put with it: its issuer, and what that takes
}

// RoutesFirst puts routes before the rest of their stage, so that nothing leads any more to what that
// takes away, or before the Gateways that take their hosts from others, or with
// one that is among them.
type RoutesFirst struct {
	Routes   []manifest.ID
	Gateways bool
}

// GuardsFirst puts policies before Istio's installer changes the Service of the gateway that they guard.
type GuardsFirst struct {
	Guards []manifest.ID
	Local  []string // what kubectl is told before, by which the gateway sees whom these go by; nothing where it does
}

// Ahead puts objects of the change before all else of it, which take nothing away.
type Ahead struct{ Objects []manifest.ID }

// Beside puts an object of the old topology a second time, under another name; what the change makes of the
// first holds beside it.
type Beside struct {
	Object manifest.ID
	As     string
}

// DropBeside deletes what was put so.
type DropBeside struct{ Beside }

// Left leaves an object that is there as it is while its stage is put.
type Left struct{ Object manifest.ID }

// BringLeft puts what was left so.
type BringLeft struct{ Left }

// DropMade deletes a Service or Deployment that Istio's installer or istiod made for a gateway, unless
// it has been made anew: As is by what that is known, and nothing where it is not.
type DropMade struct {
	Group, Kind, Name string
	As                []Setting
}

// Setting is a field of an object, as kubectl's jsonpath names it, and what it is to be.
type Setting struct{ Path, Value string }

// MoveNodePorts has a Service take other ports of the nodes in place of some, which another Service gets.
type MoveNodePorts struct {
	Namespace, Service string
	From, To           []string
}

// DropOldRoutes deletes all routes that fell out, once a person sees that a time has come.
type DropOldRoutes struct{ Once string }

// RestartNamespaces makes all pods of namespaces anew, once istiod is ready.
type RestartNamespaces struct{ Names []string }

// Commands are kubectl's, as people run them.
type Commands struct {
	Once Once
	Seen string // of OnceSeen: when that is
	Run  []string
}

// Foreground has kubectl delete wait until what is made of an object, as its pods, is gone too.
const Foreground = "--cascade=foreground"

// Once is when commands have their turn.
type Once uint8

const (
	AtOnce     Once = iota
	OnceReady       // all pods of the change, and istiod, are
	OnceRouted      // the routes of the change are there
	OnceSeen        // a person sees something
)
