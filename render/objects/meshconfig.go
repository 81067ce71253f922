package objects

import (
	"iter"
	"strings"

	"render/render/manifest"
)

// MeshConfig is what a control plane reads for the whole mesh
// (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/), as far as objects
// tell it: those that Istio is installed from, else the ConfigMap that it reads.
type MeshConfig struct{ sources []meshSource }

// meshSource is a part of it that an object says.
type meshSource struct {
	root Field
	text Field // that it is written in, of a ConfigMap
}

// Values are those for helm, by which Istio's charts are installed.
func (w *World) Values() iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for o := range w.All() {
			if o.IsValues() && !yield(o) {
				return
			}
		}
	}
}

// MeshConfig is that of the first control plane among the objects.
func (w *World) MeshConfig() MeshConfig {
	for o := range w.IstioOperators() {
		return MeshConfig{[]meshSource{{root: o.Spec().member("meshConfig", Mapping)}, {root: o.values("meshConfig")}}}
	}
	for s := range w.SailIstios() {
		return MeshConfig{[]meshSource{{root: s.Spec().member("values", Mapping).member("meshConfig", Mapping)}}}
	}
	for o := range w.Values() {
		return MeshConfig{[]meshSource{{root: o.Root().member("meshConfig", Mapping)}}}
	}
	for m := range w.ConfigMaps() {
		name := m.ID().Name
		text := m.At("data", "mesh")
		written, ok := text.Raw().(string)
		if !ok || name != "istio" && !strings.HasPrefix(name, "istio-") {
			continue
		}
		documents, err := manifest.Decode([]byte(written))
		if err != nil || len(documents) != 1 {
			continue
		}
		paths := newKindPaths()
		return MeshConfig{[]meshSource{{root: (&Object{members: documents[0], paths: &paths}).Root(), text: text}}}
	}
	return MeshConfig{}
}

// Known reports whether an object says it, so that what it does not say has the default.
func (c MeshConfig) Known() bool { return len(c.sources) > 0 }

// Setting is one of it, and the field of an object that says it, which is the whole text
// of a ConfigMap; neither is present where none does.
func (c MeshConfig) Setting(keys ...string) (value, at Field) {
	for _, s := range c.sources {
		if value = s.root.At(keys...); !value.Present() {
			continue
		}
		if s.text.Present() {
			return value, s.text
		}
		return value, value
	}
	return Field{}, Field{}
}

// ExportsVirtualServices are the namespaces that VirtualServices are for which say nothing of it.
func (c MeshConfig) ExportsVirtualServices() []string {
	return c.exports("defaultVirtualServiceExportTo")
}

// ExportsRules are the same for DestinationRules.
func (c MeshConfig) ExportsRules() []string { return c.exports("defaultDestinationRuleExportTo") }

// ExportsServices are the same for ServiceEntries.
func (c MeshConfig) ExportsServices() []string { return c.exports("defaultServiceExportTo") }

func (c MeshConfig) exports(setting string) []string {
	value, _ := c.Setting(setting)
	if !value.Present() {
		return []string{"*"}
	}
	var out []string
	for _, one := range value.Items().All() {
		out = append(out, textOf(one))
	}
	return out
}

// Providers are the names of its extension providers.
func (c MeshConfig) Providers() []string {
	var out []string
	list, _ := c.Setting("extensionProviders")
	for _, one := range list.Items().All() {
		out = append(out, textOf(one.At("name")))
	}
	return out
}

// ProviderService is a Service that an extension provider is.
type ProviderService struct{ Namespace, Name, Provider string }

// ProviderServices are those of its extension providers that are in the cluster.
func (c MeshConfig) ProviderServices() []ProviderService {
	var out []ProviderService
	list, _ := c.Setting("extensionProviders")
	for _, one := range list.Items().All() {
		for _, m := range one.Members() {
			host := textOf(one.At(m.Key, "service"))
			if namespace, short, divided := strings.Cut(host, "/"); divided && !strings.Contains(short, ".") {
				host = short + "." + namespace
			} else if divided {
				host = short
			}
			if namespace, name := ServiceOfHost(host, ""); namespace != "" && name != "" {
				out = append(out, ProviderService{namespace, name, textOf(one.At("name"))})
			}
		}
	}
	return out
}

// PilotEnvironment is a variable that a control plane runs with, as far as the objects
// tell: those that Istio is installed from, else its Deployment.
func (w *World) PilotEnvironment(name string) (value string, at Field) {
	var lists []Field
	for o := range w.IstioOperators() {
		if v := o.values("pilot").At("env", name); v.Present() {
			return textOrFlag(v), v
		}
		lists = append(lists, o.Components().At("pilot", "k8s", "env"))
	}
	for s := range w.SailIstios() {
		if v := s.Spec().At("values", "pilot", "env", name); v.Present() {
			return textOrFlag(v), v
		}
	}
	for o := range w.Values() {
		if v := o.Root().At("pilot", "env", name); v.Present() {
			return textOrFlag(v), v
		}
	}
	for _, o := range w.OfKind(Apps, "Deployment") {
		if name := o.ID().Name; name != "istiod" && !strings.HasPrefix(name, "istiod-") {
			continue
		}
		for _, c := range o.Root().At("spec", "template", "spec", "containers").Items().All() {
			lists = append(lists, c.At("env"))
		}
	}
	for _, list := range lists {
		for _, v := range list.Items().All() {
			if v.text("name").Value() == name {
				return v.text("value").Value(), v
			}
		}
	}
	return "", Field{}
}

func textOf(f Field) string { return Text{f}.Value() }

// textOrFlag is a text, or true and false as texts have them.
func textOrFlag(f Field) string {
	if b, ok := f.Raw().(bool); ok {
		return map[bool]string{true: "true", false: "false"}[b]
	}
	text, _ := f.Raw().(string)
	return text
}
