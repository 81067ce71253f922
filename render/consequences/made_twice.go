package consequences

import "render/render/making"

// isAnother reports whether another object of the same kind makes a Secret from now on.
func isAnother(was, is making.Secret) bool {
	return was.Form == is.Form && is.Object != nil && was.Object.ID() != is.Object.ID()
}

// twice reports whether two objects of one kind make a Secret from now on: nobody deletes the
// one of the old side.
func (c *change) twice(was, is making.Secret) bool {
	return isAnother(was, is) && c.left(was.Object) && (is.Form == making.CertManager || is.Form == making.ByStore && was.Owns())
}

// goesAsOwner reports whether what makes a Secret is deleted, and the Secret with it, though
// another of its kind is to make it.
func (c *change) goesAsOwner(was, is making.Secret) bool {
	return isAnother(was, is) && was.Owns() && c.goes(was.Object) && c.deletes(was.Object)
}

// lookTwice tells of a Secret that two objects of one kind make (cert-manager,
// internal/controller/certificates, CertificateOwnsSecret, and IncorrectCertificate of its
// policies; external-secrets, pkg/controllers/externalsecret).
func (t *takeover) lookTwice(s *transferred) {
	one := transfer{named: "secret-made-twice", severity: Warning, run: []command{orphaning(s.was.Object)}, intro: "run before", dismiss: s.was.Object}
	switch s.is.Form {
	case making.CertManager:
		one.says = "the old Certificate stays and is for it too: from cert-manager 1.14 on the new one is not issued, and before each of the two is issued anew after the other, again and again"
		one.many = "the old Certificates stay and are for them too: from cert-manager 1.14 on the new ones are not issued, and before old and new are issued anew after each other, again and again"
	default:
		one.says = "the old ExternalSecret stays and owns it, so that the new one is never read into it"
		one.many = "the old ExternalSecrets stay and own them, so that the new ones are never read into them"
	}
	t.add(one, s)
}
