package rules

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/plan"
	"render/render/pods"
	"render/render/schemas"
	"render/render/wording"
)

// checkApps checks what concerns one app alone, and what apps have to do with each
// other.
func (v *verdict) checkApps() {
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			a := &v.plan.Tiers[i].Apps[j]
			v.checkAppPorts(a.Ports)
			v.checkApp(a.Written)
			if a.Deployed() {
				pods.Check(v.Findings, a.Written)
			}
			v.checkAppVersions(a.Written)
			v.checkBackend(&v.plan.Tiers[i], a)
			v.checkExisting(a)
			v.checkBackendTLS(a)
			v.warnOfTwice(a)
			v.checkSticky(a)
			if a.Namesake != nil {
				v.failNamesakes(a, a.Namesake)
			}
			if a.Stranger != nil {
				v.failStrangers(a)
			}
		}
	}
	v.checkOutside()
	v.checkDisagreements()
	v.checkServedPorts()
	v.checkPodSecurity()
	v.checkSeccomp()
}

// failNamesakes tells of an app whose name another one in its namespace has. Where both are
// to have the same pods, the second names the first's Service.
func (v *verdict) failNamesakes(a, first *plan.App) {
	name := a.Written.Name.Value
	message := fmt.Sprintf("an app %q is in namespace %q already", name, a.Namespace)
	if a.Written.Service.IsSet() || a.Written.Outside.IsSet() {
		v.fail("app-twice", a.Written.Name.Origin, message, "write another name", first.Written.Name.Origin)
		return
	}
	if there := first.Written; there.Service.IsSet() || there.Outside.IsSet() {
		help := "write another name, here or there"
		if there.Service.Value == a.Names.Service {
			help = fmt.Sprintf("write another name there: its service: %s is this app's Service", a.Names.Service)
		}
		v.fail("app-twice", a.Written.Name.Origin, message, help, there.Name.Origin)
		return
	}
	help := fmt.Sprintf("write another name, or another namespace; for the same pods on this tier too another name, and service: %s in place of image and all that is deployed", first.Names.Service)
	v.fail("app-twice", a.Written.Name.Origin, message+", and the Service of each would select the pods of both", help, first.Written.Name.Origin)
}

func (v *verdict) checkApp(a *format.App) {
	if !a.Image.IsSet() && !a.Service.IsSet() && !a.Outside.IsSet() && len(a.Versions) == 0 && a.Name.IsSet() {
		help := "write image: ..., the image the app runs; or service: NAME of a Service that exists, or outside: ADDRESS of what is outside the cluster"
		if len(a.Routes) > 0 && !slices.ContainsFunc(a.Routes, func(r format.Route) bool { return !r.Answered() }) {
			help = "move its routes to the tier's own `routes`: what the gateway answers needs no app"
		}
		v.fail("field-missing", a.Origin, `"image" is missing`, help)
	}
	v.warnOfLatest(a.Image)
	for i := range a.Versions {
		v.warnOfLatest(a.Versions[i].Image)
	}
	v.checkLimits(&a.Resources)
	pods.Fields(v.Findings, &a.SecurityContext, nil, schemas.CheckSecurityContext)
}

// warnOfLatest warns of an image by a tag that is another one each time, which pods on one node keep where they
// are not to pull always, and pods on another do not. An image without a tag is the one tagged latest
// (https://kubernetes.io/docs/concepts/containers/images/, Kubernetes 1.36).
func (v *verdict) warnOfLatest(image format.Text) {
	if image.Value == "" || image.IsWrong() {
		return
	}
	is := " is another image"
	if name := image.Value[strings.LastIndex(image.Value, "/")+1:]; !strings.ContainsAny(name, ":@") {
		is = " has no tag, which stands for \"latest\": another image"
	} else if !strings.HasSuffix(name, ":latest") {
		return
	}
	v.warn("image-latest", image.Origin, wording.Quote(image.Value)+is+" whenever it is pushed: pods that start later, or on another node, may run another one than those beside them, and no diff tells of it",
		"write the tag of a version, or a digest: IMAGE@sha256:...")
}

func (v *verdict) checkLimits(r *format.Resources) {
	for _, list := range [][]format.Pair{r.Requests, r.Limits} {
		for _, p := range list {
			if p.Value.IsWrong() { // which is told
				continue
			}
			if p.Key.Value == "cpu" && strings.HasSuffix(p.Value.Value, format.WrongUnits()["cpu"]) {
				v.fail("cpu-and-memory", p.Value.Origin, wording.Quote(p.Value.Value)+" is an amount of memory, not of CPU", "write: 100m for a tenth of a core, 1 for a core")
			}
			if p.Key.Value == "memory" && strings.HasSuffix(p.Value.Value, format.WrongUnits()["memory"]) {
				v.fail("cpu-and-memory", p.Value.Origin, wording.Quote(p.Value.Value)+" is thousandths of a byte", "write: "+strings.TrimSuffix(p.Value.Value, "m")+"Mi")
			}
			v.checkUnitless(&p)
		}
	}
	for _, request := range r.Requests {
		for _, limit := range r.Limits {
			if limit.Key.Value != request.Key.Value {
				continue
			}
			if above(request.Value.Value, limit.Value.Value) {
				v.fail("limit-below-request", limit.Value.Origin, fmt.Sprintf("the limit %s is below the request %s", wording.Quote(limit.Value.Value), wording.Quote(request.Value.Value)),
					"write: "+request.Value.Value+" or more", request.Value.Origin)
			}
		}
	}
}

// What nobody means without a unit: a container that has less memory than this does not start
// (kubelet's runtimes want some MiB), and nodes with so many cores run no gateway of one app.
const (
	leastMemory = "1Mi"
	mostCores   = "99"
)

// checkUnitless warns of an amount whose unit was left out, as where it stood in a table of its own.
func (v *verdict) checkUnitless(p *format.Pair) {
	text, of := p.Value.Value, p.Key.Value
	if strings.Trim(text, "0123456789") != "" || text == "0" {
		v.checkScant(p)
		return
	}
	switch {
	case of == "memory" && above(leastMemory, text):
		v.warn("cpu-and-memory", p.Value.Origin, wording.Quote(text)+" is "+text+" bytes, with which no container starts", "write: "+text+"Mi")
	case of == "cpu" && above(text, mostCores):
		v.warn("cpu-and-memory", p.Value.Origin, wording.Quote(text)+" is "+text+" whole cores", "write: "+text+"m for thousandths of a core")
	}
}

// checkScant warns of memory in parts of bytes, which are likely gibibytes, and of a few Ki.
func (v *verdict) checkScant(p *format.Pair) {
	text := p.Value.Value
	if p.Key.Value != "memory" || strings.HasSuffix(text, "m") || !above(leastMemory, text) || !above(text, "0") {
		return
	}
	help := "write " + leastMemory + " or more, as 64Mi"
	if strings.Trim(text, "0123456789.") == "" {
		help = "write: " + text + "Gi"
	}
	v.warn("cpu-and-memory", p.Value.Origin, wording.Quote(text)+" is so little memory that no container starts with it", help)
}

// above reports whether one amount is surely more than another.
func above(a, b string) bool {
	more, known := amount(a)
	less, ok := amount(b)
	return known && ok && more.Cmp(less) > 0
}

func multiples() map[string]int64 { return multiplesOnce.Get(makeMultiples) }

var multiplesOnce later.Value[map[string]int64]

func makeMultiples() map[string]int64 {
	return map[string]int64{"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
		"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "Pi": 1 << 50, "Ei": 1 << 60}
}

// amount is a quantity as an exact number. Quantities of more than 64
// characters are left to the cluster.
func amount(text string) (*big.Rat, bool) {
	if len(text) > 64 || !format.Formats()["quantity"].Pattern.MatchString(text) {
		return nil, false
	}
	number := strings.TrimRight(text, "mkKMGTPEi")
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil, false
	}
	if suffix := text[len(number):]; suffix == "m" {
		value.Quo(value, big.NewRat(1000, 1))
	} else {
		value.Mul(value, new(big.Rat).SetInt64(multiples()[suffix]))
	}
	return value, true
}
