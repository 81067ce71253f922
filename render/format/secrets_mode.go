package format

// SecretObject is one of the objects of `secrets`, and the mode that it is for.
type SecretObject struct {
	Mode   SecretsMode
	Origin Origin
}

// Objects are those that `secrets` may have, there or not, each with the mode that it
// is for.
func (s *Secrets) Objects() []SecretObject {
	return []SecretObject{
		{SecretsSealed, PointerOrigin(s.Sealed)},
		{SecretsSOPS, PointerOrigin(s.SOPS)},
		{SecretsExternal, PointerOrigin(s.External)},
		{SecretsCertManager, PointerOrigin(s.CertManager)},
	}
}

// ModeUnder is the mode that counts: the flag's, the file's, or that of the first
// object which is there.
func (s *Secrets) ModeUnder(flag SecretsMode) SecretsMode {
	switch {
	case flag != "":
		return flag
	case s.Mode.Value != "":
		return s.Mode.Value
	}
	for _, o := range s.Objects() {
		if o.Origin.IsSet() {
			return o.Mode
		}
	}
	return SecretsPlain
}
