package scripts

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
)

//go:embed apply.sh
var applyFunctions string

//go:embed addresses.sh
var addressFunctions string

const applyHelp = `apply: puts %s onto the cluster, stage by stage, and waits after each for what the
next relies on. A second run changes nothing, but for pods that the change has made
anew.

  sh apply.sh [--dry-run] [--from STAGE] [--yes] [--prune]

  --dry-run     has the API server judge each stage, and changes nothing
  --from STAGE  goes on with a stage, after a run that was stopped; the stages old,
                what fell out, and prune come last
  --yes         takes what is a person's to do, or to see, for done
  --prune       deletes what carries the topology's labels and is not in it any
                more, of whatever kind; never a Namespace, a CRD, a volume or its
                claim, a ClusterRole or what holds the control plane, what another
                object owns, and no Secret that the topology names

Environment:
  KUBECTL="microk8s kubectl"  the kubectl to use, which may be two words
  ISTIOCTL=FILE HELM=FILE     what installs Istio, where kubectl does not
  TIMEOUT=300                 seconds that each wait may take

Exit codes: 0 done, 1 stopped in a stage, or certificates are not issued, 2 nothing
was done, 3 the command line is wrong.
`

// Apply is a script that puts a topology onto a cluster; after an older one of the same
// cluster, unless that is nil, it deletes what fell out but for what is needed, each with
// why, nor does --prune what is named, and it follows the order in which the change is
// safe. The notes tell what it leaves to a person, or does otherwise.
func Apply(c, old *Cluster, order []Turn, needed map[manifest.ID]string, named []manifest.ID) (text []byte, notes []string) {
	a, former := applyWriter{Cluster: c, fell: &fallen{}}, c.Topology
	if old != nil {
		a.fell, former = fallenOf(old, c, needed), old.Topology
		a.relabelled = relabelled(old, c)
		a.order = orderOf(order, old, c, a.fell)
		a.retired = a.order.retired
	}
	var names []string
	stages := c.stages()
	for _, stage := range stages {
		names = append(names, stage.String())
	}
	if old != nil {
		names = append(names, "old")
	}
	names = append(names, "prune")
	a.begin(c, "apply", "go on with: --from STAGE", applyHelp, [2]string{"FORMER", former}, [2]string{"STAGES", strings.Join(names, " ")}, [2]string{"PRUNED", strings.Join(c.prunedKinds(), " ")}, [2]string{"KEPT", strings.Join(c.makersThatStay(), " ")},
		[2]string{"APPLY", map[bool]string{false: "", true: "--server-side --force-conflicts"}[c.ServerSide]})
	a.text(clusterFunctions + "\n" + applyFunctions + "\n" + addressFunctions + "\n" + istiodFunctions + "\n")
	a.kept(c, append(slices.Collect(maps.Keys(needed)), named...))
	for _, stage := range stages {
		list := a.now(stage)
		if len(list) == 0 && stage == manifest.Istio {
			list = c.apart()
		}
		if len(list) > 0 {
			a.objects(stage.String(), list)
		}
	}
	a.ordersObjects()
	for _, wide := range []bool{false, true} {
		if list := a.fell.pools.put(wide); len(list) > 0 {
			a.objects(putAs(wide), list)
		}
	}
	a.start()
	a.tools(c)
	a.looks(c)
	for _, stage := range stages {
		a.stage(stage, stage == stages[len(stages)-1])
	}
	if old != nil {
		a.last()
	}
	a.line("prune_all")
	a.certificates()
	a.line("finish", "done; what gateways answer now, the script smoke finds out")
	a.text("}\n")
	if old != nil {
		notes = a.order.notes.texts()
	}
	return a.b.Bytes(), append(notes, a.fell.notes.texts()...)
}

type applyWriter struct {
	*Cluster
	script
	fell       *fallen            // of no older topology nothing
	order      *ordered           // nil of no older topology
	relabelled []Object           // namespaces that were there, and are put once istiod is
	crds       map[[2]string]bool // kinds and versions that a line waits for already
	retired    bool
}

// stage writes one: what it relies on, its objects, and what the next relies on. Behind the
// last one there is all that answers.
func (a *applyWriter) stage(stage manifest.Stage, last bool) {
	list := a.of(stage)
	a.text("\nif begins " + stage.String() + "; then\n")
	a.follow(stage, atBegin, within)
	switch stage {
	case manifest.MetalLB:
		a.step("await_metallb", a.MetalLB)
	case manifest.Gateways:
		if !a.has(manifest.Istio) { // somebody else's
			a.istiod()
			a.relabel()
		}
	}
	a.awaitCRDs(list)
	a.looksForAbsent(list)
	if stage == manifest.Apps {
		a.looksForServices()
	}
	a.early(stage)
	switch {
	case len(a.now(stage)) > 0:
		a.step("put", stage.String())
	case stage != manifest.Istio: // pools alone, which have their turn later
	case a.Reader == manifest.Istioctl:
		a.step("install_by_istioctl")
	case a.Reader == manifest.Helm:
		a.helm()
	}
	a.follow(stage, whenPut)
	switch stage {
	case manifest.Operator:
		a.rollouts(list)
	case manifest.Istio:
		a.istiod()
		a.addresses(true, a.fell.taken)
		a.relabel()
	case manifest.Gateways, manifest.Apps:
		a.rollouts(list)
	}
	a.follow(stage, atEnd)
	if last {
		a.handOver()
	}
	if stage == manifest.Gateways {
		a.addresses(false, a.fell.taken)
	}
	if last && len(a.fell.moves)+len(a.fell.released)+len(a.fell.handed)+len(a.fell.made) > 0 {
		a.step("answered")
	}
	a.text("fi\n")
}

// handOver deletes the Services that hold addresses of other gateways, once those have
// their routes too, and waits for the addresses.
func (a *applyWriter) handOver() {
	a.handsOver(a.fell.handed)
	a.drops(a.fell.services)
	for _, m := range a.fell.made {
		a.handsOver([]move{m})
		a.step("drop_made", "services", m.from.Namespace, m.from.Service)
	}
	for _, g := range a.Gateways {
		if share(g.IPs, a.fell.taken) {
			a.address(g)
		}
	}
}

// now are the objects of a stage that are put in it.
func (a *applyWriter) now(stage manifest.Stage) []Object {
	return slices.DeleteFunc(a.of(stage), func(o Object) bool {
		is := func(one Object) bool { return one.ID == o.ID }
		return a.fell.pools.late(o) || slices.ContainsFunc(a.relabelled, is) || a.order != nil && slices.ContainsFunc(a.order.left, is)
	})
}

// helm writes the commands, with the values in a file that is gone at the end.
func (a *applyWriter) helm() {
	fmt.Fprintf(&a.b, "\tobjects_istio >\"$tmp/%s\"\n\tif [ -n \"$dry\" ]; then\n\t\tsay 'would install Istio by helm'\n\telse\n", HelmValues)
	commands := a.HelmCommands
	if a.order != nil && a.order.beside {
		commands = a.HelmTakingOver
	}
	for _, command := range commands {
		fmt.Fprintf(&a.b, "\t\tby_helm %s || stop 'helm fails'\n", quote(command))
	}
	a.text("\tfi\n")
}

// early writes what has to go before a stage is applied.
func (a *applyWriter) early(stage manifest.Stage) {
	at := a.serviceStage()
	if stage == manifest.Istio && stage < at {
		a.handsOver(a.fell.released)
	}
	if stage == at {
		if at <= manifest.Istio || !a.has(manifest.Istio) {
			a.handsOver(a.fell.released)
		}
		a.handsOver(a.fell.moves)
		a.fell.pools.exchange(&a.script)
	}
	if stage >= manifest.Istio && a.fell.operator != nil && !a.retired {
		a.retired = true
		a.step(a.fell.retire()...)
	}
}

func (a *applyWriter) handsOver(list []move) {
	for _, m := range list {
		a.step("hands_over", m.ip.String(), m.from.called(), m.to.called())
	}
}

func (a *applyWriter) drops(list []manifest.ID) {
	for _, id := range list {
		if !a.order.dropped(id) || slices.Contains(a.fell.services, id) {
			a.step(drop(id)...)
		}
	}
}

// last writes what goes once everything new is there.
func (a *applyWriter) last() {
	a.text("\nif begins old; then\n")
	a.followAt(a.order.atOld())
	a.followAt(a.order.atOld() + within)
	a.step("say", "what fell out")
	a.drops(a.fell.rest)
	if len(a.fell.pools.put(true)) > 0 {
		a.step("put", putAs(true))
	}
	a.followAt(a.order.atOld() + whenPut)
	a.text("fi\n")
}
