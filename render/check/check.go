// Package check owns the references between rendered objects: that what one
// object names is there, and fits, in what will really be written.
//
// In go the objects after the user's mixin and overlays, and what exists in
// the cluster without them; out come diagnostics, each at the place that the caller
// holds responsible. A plain topology never fails here, for its own rules were
// checked before. It must never change an object, judge a kind it does not
// know, panic at a value of an unexpected type, or put a value of a Secret into
// a message.
//
// Not judged, because the objects alone cannot tell: Services in namespaces
// that exist already and in which none is rendered, hosts outside the cluster
// of which there is no ServiceEntry, pod selectors with matchExpressions, which pods
// a policy that the user added is for, and ports of a gateway whose item leaves them to Istio's chart.
//
// A rule is a function in a file of its subject, listed here. Rules stand in the
// order in which what they find out is needed by others, and do not call each
// other: what several need is in the files below them, from checker.go on.
package check

import (
	"render/render/diag"
	"render/render/objects"
)

// References finds what is wrong between the objects, in their order within
// each kind of check. The objects are only read.
func References(world *objects.World, known Known) diag.List {
	c := newChecker(world, known)
	c.ofEach(checkIdentity)
	c.ofEach(checkNamespace, checkSecretMaker, checkAddressPool)
	for _, rule := range [...]func(*checker){
		checkIstioOperators,
		checkInjectedGateways,
		checkSailResources,
		checkKubernetesGateways,
		checkAskedAddresses,
		checkAdvertisements,
		checkBGP,
		checkGateways,
		checkDestinationRules,
		checkRulesOfHost,
		checkVirtualServices,
		checkRoutes,
		checkChallenges,
		checkIssued,
		checkIssuerNames,
	} {
		rule(c)
	}
	c.ofEach(checkService, checkWorkload, checkKeysRead, checkDisruptionBudget, checkPodSecurity, checkChosenPods, checkHeldPorts, checkServiceLinks, checkSysctls, checkRefusedOutside, checkRequired)
	checkClaims(c)
	checkRolledClaims(c)
	checkMounts(c)
	checkSizes(c)
	return c.diagnostics
}

// Sizes finds the objects that are too large to apply: the one diagnostic of
// References that a topology alone can cause, by its sheer number of hosts or
// routes.
func Sizes(world *objects.World, known Known) diag.List {
	c := newChecker(world, known)
	checkSizes(c)
	return c.diagnostics
}
