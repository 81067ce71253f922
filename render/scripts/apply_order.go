package scripts

import (
	"bytes"
	"slices"
	"strconv"

	"render/render/manifest"
)

// follow writes what is done at spots of a stage.
func (a *applyWriter) follow(stage manifest.Stage, spots ...spot) {
	if a.order == nil {
		return
	}
	at := slices.Index(a.order.stages, stage)
	for _, s := range spots {
		a.followAt(spot(at)*spotsOfStage + s)
	}
}

func (a *applyWriter) followAt(at spot) {
	if a.order == nil {
		return
	}
	for _, one := range a.order.acts {
		if one.at == at {
			a.step(one.does, strconv.Itoa(one.step), one.text)
			for _, line := range one.lines {
				a.text("\t" + line + "\n")
			}
		}
	}
}

// relabelled are the namespaces that are on the cluster, and say another thing to istiod from
// now on: pods that are made there before it is ready would have no sidecar, or an old one.
// In those of Istio and of gateways that it makes nothing waits for it.
func relabelled(old, c *Cluster) (out []Object) {
	if !c.has(manifest.Istio) && !c.has(manifest.Gateways) {
		return nil
	}
	for _, o := range c.of(manifest.Namespaces) {
		early := o.Name == c.Namespace || slices.ContainsFunc(c.Gateways, func(g Gateway) bool { return g.Made && g.Namespace == o.Name })
		if o.Kind == "Namespace" && !early && slices.ContainsFunc(old.Objects, func(was Object) bool { return was.ID == o.ID && !bytes.Equal(was.Text, o.Text) }) {
			out = append(out, o)
		}
	}
	return out
}

// relabel puts those namespaces.
func (a *applyWriter) relabel() {
	if len(a.relabelled) > 0 {
		a.step("put", labelsAs)
	}
}

const labelsAs = "labels"

// ordersObjects writes the functions of what is put apart from its stage.
func (a *applyWriter) ordersObjects() {
	if len(a.relabelled) > 0 {
		a.objects(labelsAs, a.relabelled)
	}
	if a.order != nil {
		for i, list := range a.order.alone {
			a.objects(aloneAs(i+1), list)
		}
	}
}
