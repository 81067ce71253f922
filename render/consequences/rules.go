package consequences

import (
	"render/render/compare"
	"render/render/scripts"
	"render/render/served"
)

// rules are all that is told of, each of a subject; they do not call each other.
var rules = [...]func(*change){
	checkAddresses,
	checkHeirs,
	checkPools,
	checkAnnouncements,
	checkSessions,
	checkAnnouncingNodes,
	checkGuards,
	checkIstioctl,
	checkUnseen,
	checkHelm,
	checkProviders,
	checkTrustDomain,
	checkOutbound,
	checkServices,
	checkSenders,
	checkInnerPorts,
	checkInnerGone,
	checkPortNumbers,
	checkTargets,
	checkSpoken,
	checkOutside,
	checkNodePorts,
	checkProxyProtocol,
	checkImmutable,
	checkStrategies,
	checkWanted,
	checkTracked,
	checkPruning,
	checkFolders,
	checkHandedOver,
	checkNamespaces,
	checkOlder,
	checkHandovers, // before those that would have old pods run beside the new ones
	checkTogether,
	checkApps,
	checkServed,
	checkPorts, // whose clients are told where to go as those of hosts
	checkJoined,
	checkNodePortsTaken, // by what those have for a while
	checkRecords,
	checkSentToHTTPS,
	checkNames, // which leaves out whom that has led
	checkRoutes,
	checkHandling,
	checkPassages,
	checkPrunedFirst, // which leaves out gaps that others tell of
	checkCertificates,
	checkFirstIssued,
	checkIssuers,
	checkChallenges,
	checkOwnAuthorities,
	checkHandshakes,
	checkInClear,
	checkBackends,
	checkServerAuthorities,
	checkSecrets,
	checkPlaceholders,
	checkKeptByHand,
	checkTakenOver, // which leaves out what that tells of
	checkNeeded,
	checkPodsNeed,
	checkPodsRead,
	checkKubernetes,
	checkUpgrade,
	checkPinned,
	checkInstaller,
	checkMakers,
	checkSharedPods,
	checkMetalLB,
	checkRestarts,
	checkScaling,
	checkMadeNumbers,
	checkEmptied,
	checkChosen,
	checkOpened,
	checkRefusedOutside,
	checkMutualLost,
	checkPaused,
	checkDefinitions,
	checkKinds,
	checkSidecars,
	checkPodSecurity,
	checkNodeLocal,
	checkLeftScalers,
	checkIdleScalers,
	checkPolicies,
	checkAdmitted,
	checkReached, // which leaves out hosts of which that tells
	checkPortsOpened,
	checkTokens,
	checkSubsets,
	checkSubsetsGoing,
	checkShares,
	checkTrafficPolicies,
	checkDestinations,
	checkProxySettings,
	checkHandlingEnds,
	checkGrants,
	checkKeysLeft,
	checkLeftovers, // which leaves out what others have deleted
}

// Of is what a difference does on the cluster that has its old side, where an applier
// brought that and brings the new one, and the order in which that is safe.
func Of(d *compare.Difference, by Applier) List { return After(d, by, by) }

// After is the same, where another may have brought the old side.
func After(d *compare.Difference, was, by Applier) List {
	c := newChange(d, was, by)
	c.find()
	for _, rule := range rules {
		rule(c)
	}
	c.checkDeleted()
	c.needBeside()
	c.needKept()
	order := c.steps.Order()
	return List{Consequences: c.sorted(), Steps: scripts.Texts(order), Order: order, Commits: c.parts && c.by != Kubectl}
}

// find finds what more than one rule looks at.
func (c *change) find() {
	c.findFallen()
	c.partings = served.PartingsOf(c.old.controllers(), c.new.controllers())
	c.pools = c.bringPools()
	c.fates = c.findFates()
	c.old.credentials, c.old.authorities = c.old.Credentials(c.new.World), c.old.Authorities()
	c.new.credentials, c.new.authorities = c.new.Credentials(c.old.World), c.new.Authorities()
	c.wanted = c.findWanted()
}
