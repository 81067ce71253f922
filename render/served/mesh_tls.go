package served

import (
	"slices"

	"render/render/objects"
)

// meshTLS is what the mesh's configuration says of servers that say nothing themselves
// (istio, pilot/pkg/networking/core/listener.go, applyDownstreamTLSDefaults).
type meshTLS struct {
	lowest  string // version, as Istio calls it; "" for none
	ciphers []string
	of      *objects.Object
}

func (s *Side) meshTLS() meshTLS {
	const key = "tlsDefaults"
	settings, at := s.World.MeshConfig().Setting(key)
	if !settings.Present() {
		return meshTLS{}
	}
	out := meshTLS{of: at.Object()}
	out.lowest, _ = settings.At("minProtocolVersion").Raw().(string)
	for _, f := range settings.At("cipherSuites").Items().All() {
		if cipher, ok := f.Raw().(string); ok {
			out.ciphers = append(out.ciphers, cipher)
		}
	}
	return out
}

// lowestBelow is the lowest version of a server that says one, or leaves it to the mesh.
func (m *meshTLS) lowestBelow(own string) string {
	if slices.Contains(tlsVersionKeys, own) {
		return own
	}
	return m.lowest
}

// ciphersUnless are the mesh's ciphers where a server has none of its own.
func (m *meshTLS) ciphersUnless(own []string) []string {
	if len(own) > 0 {
		return own
	}
	return m.ciphers
}
