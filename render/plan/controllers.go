package plan

import "render/render/format"

// SailCNINamespace is where the Sail operator puts the CNI plugin unless it is told
// otherwise (istio-ecosystem/sail-operator, api/v1/istiocni_types.go).
const SailCNINamespace = "istio-cni"

// ControllerNamespaces are those in which a controller reads what is its own: what is
// there cannot be moved, nor can they be called otherwise.
func (p *Plan) ControllerNamespaces() []string {
	d := p.Document
	out := []string{d.Istio.Namespace.Value}
	if !p.Versions.NoMetalLB {
		out = append(out, d.MetalLB.Namespace.Value)
	}
	switch p.Versions.Install {
	case format.InstallOperator:
		out = append(out, OperatorNamespace)
	case format.InstallSail:
		out = append(out, SailCNINamespace)
	}
	if c := d.Secrets.CertManager; c != nil && p.Secrets == format.SecretsCertManager {
		out = append(out, c.Namespace.Value)
	}
	return out
}
