package review

type jsonAside struct {
	Others   int `json:"others"`
	Unknown  int `json:"unknown"`
	Redacted int `json:"redacted"`
	Hidden   int `json:"hidden"`
	// Kinds of which a cluster's side holds no object: whether it was asked for them is not known.
	Unasked []jsonKind `json:"unasked,omitempty"`
	Going   []jsonID   `json:"going,omitempty"` // objects that the cluster is deleting
	// Objects of which a cluster holds what is made of them alone, which does not tell all.
	Partly []jsonPartly `json:"partly,omitempty"`
	// Fields that somebody wrote on the cluster, that nobody is recorded to have applied, and that stay.
	Left []jsonLeft `json:"left,omitempty"`
}

type jsonLeft struct {
	Object jsonID   `json:"object"`
	Fields []string `json:"fields"`
}

type jsonPartly struct {
	Object  jsonID   `json:"object"`
	Lacking []string `json:"lacking,omitempty"`
	Fields  []string `json:"fields,omitempty"`
}

type jsonKind struct {
	Group   string `json:"group,omitempty"`
	Kind    string `json:"kind"`
	Objects int    `json:"objects"`
}

// jsonAside tells what was set aside.
func (r *Review) jsonAside() jsonAside {
	out := jsonAside{Others: r.Aside.Others, Unknown: r.Aside.Unknown, Redacted: r.Aside.Redacted, Hidden: r.Aside.Hidden}
	for _, kind := range r.Aside.Unasked {
		out.Unasked = append(out.Unasked, jsonKind{safe(kind.Group), safe(kind.Kind), kind.Objects})
	}
	for _, id := range r.Aside.Going {
		out.Going = append(out.Going, jsonIDOf(id))
	}
	for i := range r.Aside.Partly {
		p := &r.Aside.Partly[i]
		out.Partly = append(out.Partly, jsonPartly{jsonIDOf(p.ID), safeAll(p.Lacking), safeAll(p.Fields)})
	}
	for _, one := range r.Aside.Left {
		left := jsonLeft{Object: jsonIDOf(one.ID)}
		for _, f := range one.Fields {
			left.Fields = append(left.Fields, safe(f.Path.Before().String()))
		}
		out.Left = append(out.Left, left)
	}
	return out
}
