// Package needs owns what an object names and cannot do without, and what comes once that is gone.
//
// In goes an object; out come the names of others. It must never look
// whether these are there, but where a caller hands in how.
package needs

import (
	"cmp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/manifest"
	"render/render/objects"
)

// The groups of those who apply folders.
const (
	argoGroup = "argoproj.io"
	fluxGroup = "kustomize.toolkit.fluxcd.io"
)

type groupKind struct{ group, kind string }

// naming is how objects of a kind name another that they cannot do without.
type naming struct {
	group, kind string
	path        string // to a name, or to an object that has one; lists are passed through
	to          groupKind
	without     string // what comes once it is gone
}

const (
	noIssuing = "no certificate is issued or renewed by it any more"
	noStore   = "nothing is read from there any more"
	noPods    = "pods that are made anew do not start"
	noSetting = "MetalLB refuses all of its configuration, and keeps what it had"
	noApplied = "nothing is applied by it any more"
	noRights  = "who it is for has no such rights any more"
	allDenied = "what it is asked about is refused"
)

// namings are those of kinds that render makes, and that people put beside them. What routes,
// gateways and Services need others tell.
func namings() map[groupKind][]naming { return namingsOnce.Get(makeNamings) }

var namingsOnce later.Value[map[groupKind][]naming]

func makeNamings() map[groupKind][]naming {
	out := map[groupKind][]naming{}
	for _, n := range listNamings() {
		of := groupKind{n.group, n.kind}
		out[of] = append(out[of], n)
	}
	return out
}

func listNamings() []naming {
	secret, configMap, account := groupKind{objects.Core, "Secret"}, groupKind{objects.Core, "ConfigMap"}, groupKind{objects.Core, "ServiceAccount"}
	service := groupKind{objects.Core, "Service"}
	const rights, webhooks = "rbac.authorization.k8s.io", "admissionregistration.k8s.io"
	return []naming{
		{objects.CertManager, "Certificate", "spec.issuerRef", groupKind{objects.CertManager, "Issuer"}, "the certificate is not issued or renewed any more"},
		{objects.CertManager, "Issuer", "spec.ca.secretName", secret, noIssuing},
		{objects.CertManager, "ClusterIssuer", "spec.ca.secretName", secret, noIssuing},
		{objects.ExternalSecrets, "ExternalSecret", "spec.secretStoreRef", groupKind{objects.ExternalSecrets, "SecretStore"}, noStore},
		{objects.ExternalSecrets, "ExternalSecret", "spec.data.sourceRef.storeRef", groupKind{objects.ExternalSecrets, "SecretStore"}, noStore},
		{objects.Core, "ServiceAccount", "imagePullSecrets", secret, "pods that are made anew may not fetch their images"},
		{objects.Apps, "StatefulSet", "spec.serviceName", service, "its pods have no names of their own in DNS"},
		{rights, "RoleBinding", "roleRef", groupKind{rights, "Role"}, noRights},
		{rights, "ClusterRoleBinding", "roleRef", groupKind{rights, "ClusterRole"}, noRights},
		{webhooks, "ValidatingWebhookConfiguration", "webhooks.clientConfig.service", service, allDenied},
		{webhooks, "MutatingWebhookConfiguration", "webhooks.clientConfig.service", service, allDenied},
		{objects.MetalLB, "L2Advertisement", "spec.ipAddressPools", groupKind{objects.MetalLB, "IPAddressPool"}, "MetalLB takes its addresses away from whoever has some"},
		{objects.MetalLB, "BGPAdvertisement", "spec.ipAddressPools", groupKind{objects.MetalLB, "IPAddressPool"}, "MetalLB takes its addresses away from whoever has some"},
		{objects.MetalLB, "BGPPeer", "spec.bfdProfile", groupKind{objects.MetalLB, "BFDProfile"}, noSetting},
		{objects.MetalLB, "BGPPeer", "spec.passwordSecret", secret, noSetting},
		{objects.GatewayAPI, "Gateway", "spec.gatewayClassName", groupKind{objects.GatewayAPI, "GatewayClass"}, "nobody follows the Gateway any more"},
		{objects.GatewayAPI, "Gateway", "spec.infrastructure.parametersRef", configMap, "istiod does not follow the Gateway any more"},
		{objects.GatewayAPI, "Gateway", "spec.tls.frontend.default.validation.caCertificateRefs", configMap, "clients that show a certificate are refused"},
		{objects.GatewayAPI, "Gateway", "spec.tls.frontend.perPort.tls.validation.caCertificateRefs", configMap, "clients that show a certificate are refused"},
		{objects.GatewayAPI, "BackendTLSPolicy", "spec.validation.caCertificateRefs", configMap, "requests to the servers that it is for fail"},
		{fluxGroup, "Kustomization", "spec.sourceRef", groupKind{"source.toolkit.fluxcd.io", "GitRepository"}, noApplied},
		{fluxGroup, "Kustomization", "spec.decryption.secretRef", secret, noApplied},
		{fluxGroup, "Kustomization", "spec.serviceAccountName", account, noApplied},
		{argoGroup, "Application", "spec.project", groupKind{argoGroup, "AppProject"}, noApplied},
	}
}

// podNamings are those of pods, from their spec on.
func podNamings() []naming { return podNamingsOnce.Get(makePodNamings) }

var podNamingsOnce later.Value[[]naming]

func makePodNamings() []naming {
	secret, configMap := groupKind{objects.Core, "Secret"}, groupKind{objects.Core, "ConfigMap"}
	out := []naming{
		{path: "serviceAccountName", to: groupKind{objects.Core, "ServiceAccount"}}, {path: "imagePullSecrets", to: secret},
		{path: "priorityClassName", to: groupKind{"scheduling.k8s.io", "PriorityClass"}},
		{path: "volumes.secret", to: secret}, {path: "volumes.configMap", to: configMap},
		{path: "volumes.persistentVolumeClaim.claimName", to: groupKind{objects.Core, "PersistentVolumeClaim"}},
		{path: "volumes.projected.sources.secret", to: secret}, {path: "volumes.projected.sources.configMap", to: configMap},
	}
	for _, list := range [...]string{"containers", "initContainers"} {
		out = append(out,
			naming{path: list + ".env.valueFrom.secretKeyRef", to: secret}, naming{path: list + ".env.valueFrom.configMapKeyRef", to: configMap},
			naming{path: list + ".envFrom.secretRef", to: secret}, naming{path: list + ".envFrom.configMapRef", to: configMap})
	}
	for i := range out {
		out[i].without = noPods
	}
	return out
}

// managerNamespace is where cert-manager looks for the Secrets of a ClusterIssuer, unless it is
// told otherwise (https://cert-manager.io/docs/configuration/#cluster-resource-namespace).
const managerNamespace = "cert-manager"

// Each finds what an object names and cannot do without, and what comes once that is gone.
func Each(o *objects.Object, found func(to manifest.ID, without string)) {
	id := o.ID()
	for _, n := range namings()[groupKind{id.Group, id.Kind}] {
		n.find(o.Resource().Field, id, found)
	}
	switch {
	case id.Group == objects.CertManager && strings.HasSuffix(id.Kind, "Issuer"):
		// An account of ACME that has no key any more is made anew.
		eachSecretRef(o.Resource().Spec(), []string{"privateKeySecretRef"}, id, func(to manifest.ID) { found(to, noIssuing) })
	case id.Group == objects.ExternalSecrets && strings.HasSuffix(id.Kind, "SecretStore"):
		eachSecretRef(o.Resource().Spec(), nil, id, func(to manifest.ID) { found(to, noStore) })
	}
	pods := o.Workload().Template().Spec()
	if _, ok := pods.At("containers").Raw().([]any); !ok {
		return
	}
	for _, n := range podNamings() {
		n.find(pods.Field, id, found)
	}
}

// With is an object and all that it cannot do without, in turn, as far as the caller finds it.
func With(o *objects.Object, find func(manifest.ID) *objects.Object) []*objects.Object {
	out := []*objects.Object{o}
	for i := 0; i < len(out); i++ {
		Each(out[i], func(to manifest.ID, _ string) {
			if one := find(to); one != nil && !slices.Contains(out, one) {
				out = append(out, one)
			}
		})
	}
	return out
}

// find finds what a field says by a naming, for an object.
func (n *naming) find(f objects.Field, of manifest.ID, found func(to manifest.ID, without string)) {
	eachAt(f, strings.Split(n.path, "."), func(f objects.Field) {
		to := manifest.ID{Group: n.to.group, Kind: n.to.kind, Namespace: of.Namespace}
		name, ok := f.Raw().(string)
		if !ok {
			group, named := f.At("group").Raw().(string)
			if !named {
				group, named = f.At("apiGroup").Raw().(string)
			}
			if named && (group != "" || n.to.group != objects.CertManager) {
				to.Group = group
			}
			to.Kind, to.Namespace = cmp.Or(textAt(f, "kind"), to.Kind), cmp.Or(textAt(f, "namespace"), to.Namespace)
			name = cmp.Or(textAt(f, "name"), textAt(f, "secretName"))
		}
		if f.At("optional").Raw() == true || name == "" || madeByItself(to.Kind, name) {
			return
		}
		to.Name = name
		found(placed(to), n.without)
	})
}

// placed is what an object names where it is: kinds in no namespace have none, and what is named
// by one of no namespace is cert-manager's.
func placed(to manifest.ID) manifest.ID {
	switch to.Kind {
	case "ClusterIssuer", "ClusterSecretStore", "ClusterRole", "GatewayClass", "PriorityClass":
		to.Namespace = ""
	case "Secret":
		to.Namespace = cmp.Or(to.Namespace, managerNamespace)
	}
	return to
}

// madeByItself reports whether a controller makes an object anew at once: whom pods are if nobody
// says it, the authorities that they are given, and the class of istiod.
func madeByItself(kind, name string) bool {
	return slices.Contains([]string{"ServiceAccount default", "ConfigMap kube-root-ca.crt", "ConfigMap istio-ca-root-cert", "GatewayClass istio"}, kind+" "+name)
}

// eachAt calls a function with each field at a path, through lists.
func eachAt(f objects.Field, path []string, with func(objects.Field)) {
	if items := f.Items(); items.Len() > 0 {
		for _, item := range items.All() {
			eachAt(item, path, with)
		}
		return
	}
	switch {
	case !f.Present():
	case len(path) == 0:
		with(f)
	default:
		eachAt(f.At(path[0]), path[1:], with)
	}
}

// eachSecretRef finds the Secrets that a field names by members called so, wherever, but for some.
func eachSecretRef(f objects.Field, but []string, of manifest.ID, found func(to manifest.ID)) {
	for _, m := range f.Members() {
		inner := f.At(m.Key)
		if slices.Contains(but, m.Key) {
			continue
		}
		if name := textAt(inner, "name"); name != "" && (m.Key == "secretRef" || strings.HasSuffix(m.Key, "SecretRef")) {
			found(placed(manifest.ID{Kind: "Secret", Namespace: cmp.Or(textAt(inner, "namespace"), of.Namespace), Name: name}))
			continue
		}
		eachSecretRef(inner, but, of, found)
		for _, item := range inner.Items().All() {
			eachSecretRef(item, but, of, found)
		}
	}
}

func textAt(f objects.Field, key string) string {
	text, _ := f.At(key).Raw().(string)
	return text
}
