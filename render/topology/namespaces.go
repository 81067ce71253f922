package topology

// restricted is where a namespace was said to enforce the restricted standard.
func (p *Plan) restricted(namespace string) Origin {
	for i := range p.Document.Namespaces {
		if n := &p.Document.Namespaces[i]; n.Name.Value == namespace && n.PodSecurity.Value == PodSecurityRestricted {
			return n.PodSecurity.Origin
		}
	}
	return Origin{}
}
