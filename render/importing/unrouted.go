package importing

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
)

// deploys reports whether another app deploys one of some pods already; if not, this one does.
func deploys(pods []string, deployed map[string]bool) bool {
	if slices.ContainsFunc(pods, func(key string) bool { return deployed[key] }) {
		return true
	}
	for _, key := range pods {
		deployed[key] = true
	}
	return false
}

// controls reports whether pods are a controller's, that of an operator or of who applies a repository: their
// account has rights in the whole cluster.
func (im *importer) controls(d manifest.Object) bool {
	spec := d.Object("spec").Object("template").Object("spec")
	account := cmp.Or(spec.Text("serviceAccountName"), spec.Text("serviceAccount"))
	namespace := d.Object("metadata").Text("namespace")
	return slices.ContainsFunc(im.world.OfKind("rbac.authorization.k8s.io", "ClusterRoleBinding"), func(o *objects.Object) bool {
		return account != "" && slices.ContainsFunc(needs.Accounts(o), func(to manifest.ID) bool {
			return to.Name == account && cmp.Or(to.Namespace, namespace) == namespace
		})
	})
}

// unrouted gives tiers the apps that no route leads to: Services with the
// Deployment behind them, if that can stay what it is, but for those of controllers.
func (im *importer) unrouted(seen, deployed map[string]bool) {
	for s := range im.world.Services() {
		id := s.Object().ID()
		selector := objects.Labels(s.Members().Object("spec").Object("selector"))
		if seen[id.Namespace+"/"+id.Name] || len(selector) == 0 || im.known.Live && !manifest.Rendered(s.Members()) || OfSystem(id.Namespace) ||
			slices.ContainsFunc(im.tiers, func(t *tier) bool { return t.workload == id.Name && t.namespace == id.Namespace }) {
			continue
		}
		for w := range im.world.PodsOf(id.Namespace, selector) {
			if w.Object().ID().Kind != "Deployment" {
				continue
			}
			name, _ := objects.Labels(labelsOf(s.Members())).Get("app")
			if name == "" || !manifest.Rendered(s.Members()) {
				name = im.called(id.Namespace, id.Name)
			}
			one := &app{name: name, to: id.Name, namespace: id.Namespace}
			behind := im.podsBehind(id.Namespace, id.Name)
			if !manifest.Rendered(s.Members()) && slices.ContainsFunc(behind, im.controls) {
				break
			}
			if slices.ContainsFunc(behind, func(d manifest.Object) bool {
				return !keepsSelector(selectorOf(d), renderedSelector(one, d, len(behind)))
			}) {
				break
			}
			if len(behind) > 0 && overTCP(s.Members()) && !deploys(keysOfAll(behind), deployed) {
				t := im.tierOf(behind)
				t.apps = append(t.apps, one)
			}
			break
		}
	}
}

// tierOf is the tier of pods that no route leads to: the one whose gateway NetworkPolicies let open connections to
// them, where each tier's apps are kept from the others'; the first where none says so.
func (im *importer) tierOf(behind []manifest.Object) *tier {
	namespace := behind[0].Object("metadata").Text("namespace")
	pods := objects.Labels(behind[0].Object("spec").Object("template").Object("metadata").Object("labels"))
	for p := range im.world.NetworkPolicies() {
		spec := p.Members().Object("spec")
		own := objects.Labels(spec.Object("podSelector").Object("matchLabels"))
		for _, t := range im.tiers {
			if in := p.ID().Namespace; len(own) > 0 && (in == namespace && pods.Match(own) && isPeer(spec, "ingress", "from", t.namespace, t.labels) ||
				in == t.namespace && t.labels.Match(own) && isPeer(spec, "egress", "to", namespace, pods)) {
				return t
			}
		}
	}
	return im.tiers[0]
}

// isPeer reports whether a NetworkPolicy names pods of a namespace, by labels of theirs, as those that connections
// come from or go to.
func isPeer(policy manifest.Object, direction, end, namespace string, labels objects.Labels) bool {
	for _, rule := range policy.List(direction) {
		for _, one := range asObject(rule).List(end) {
			peer := asObject(one)
			of := objects.Labels(peer.Object("podSelector").Object("matchLabels"))
			if peer.Object("namespaceSelector").Object("matchLabels").Text("kubernetes.io/metadata.name") == namespace && len(of) > 0 && labels.Match(of) {
				return true
			}
		}
	}
	return false
}
