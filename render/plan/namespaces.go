package plan

import "render/render/format"

// Restricted is where a namespace was said to enforce the restricted standard.
func (p *Plan) Restricted(namespace string) format.Origin {
	for i := range p.Document.Namespaces {
		if n := &p.Document.Namespaces[i]; n.Name.Value == namespace && n.PodSecurity.Value == format.PodSecurityRestricted {
			return n.PodSecurity.Origin
		}
	}
	return format.Origin{}
}
