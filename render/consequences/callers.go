package consequences

import (
	"render/render/access"
	"render/render/objects"
	"render/render/served"
)

// gatesBefore and gatesAfter are those of the old side and of the new one.
func (c *change) gatesBefore() *access.Gates {
	if c.entered == nil {
		c.entered = c.old.gates(nil, c.old.OwnDoors(), c.old.OwnPassages())
	}
	return c.entered
}

func (c *change) gatesAfter() *access.Gates {
	if c.entering == nil {
		c.entering = c.new.gates(c.enduring(), c.doorsAfter(), c.passagesAfter())
	}
	return c.entering
}

// gatesMeant are those of the new side as they are once nothing of the old one stays.
func (c *change) gatesMeant() *access.Gates {
	if c.meant == nil {
		c.meant = c.new.gates(nil, c.new.OwnDoors(), c.new.OwnPassages())
	}
	return c.meant
}

func (s *side) gates(staying []*objects.Object, doors *served.Doors, passages *served.Passages) *access.Gates {
	return access.New(s.Side.Side, staying, doors, passages, s.credentials, s.handshakes)
}

// bothChosen are those of the old side and the new one.
type bothChosen struct{ old, new access.Chosen }

// authorized finds the AuthorizationPolicies of an action.
func (c *change) authorized(action string) bothChosen {
	return bothChosen{access.Authorized(c.old.World, action, nil), access.Authorized(c.new.World, action, c.staying)}
}

// connected finds the NetworkPolicies about one way.
func (c *change) connected(way string) bothChosen {
	return bothChosen{access.Connected(c.old.World, way, nil), access.Connected(c.new.World, way, c.staying)}
}
