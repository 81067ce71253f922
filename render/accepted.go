package render

import "slices"

// leaveAccepted leaves out the warnings that the topology accepts. Rules leave theirs out by themselves.
func (r *rendering) leaveAccepted() {
	r.out.Diagnostics = slices.DeleteFunc(r.out.Diagnostics, r.accepted.Takes)
}

// checkAccepted tells of what the topology accepts and is not there. What a flag says in place of the topology may be
// why it is not, so that nothing is told then.
func (r *rendering) checkAccepted() {
	if r.leaveAccepted(); len(r.in.Set)+len(r.in.Overlays) == 0 && r.in.Secrets == "" && r.in.Layout == "" {
		r.add(r.accepted.Unused(r.out.Diagnostics))
	}
}
