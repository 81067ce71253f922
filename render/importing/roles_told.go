package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/source"
	"render/render/wording"
)

// took notes what became of a variable whose value it is.
func (r *roles) took(name, field, value string) {
	if r.word(name) == value || strings.HasPrefix(r.word(name), value+"/") {
		r.became[name] = field + ": " + value
	}
}

// whyNotPort notes that a variable is no port.
func (r *roles) whyNotPort(name, value string) {
	if value != "" {
		r.why[name] = wording.Quote(value) + " is no port"
	}
}

// usual notes a variable that says what a tier has by itself.
func (r *roles) usual(name, value string) {
	if r.word(name) == value {
		r.became[name] = value + ", which it is by itself"
	}
}

// all is what became of each variable, in the order of the files.
func (r *roles) all(two bool) []document.Became {
	var out []document.Became
	within := r.withinApart()
	if !two {
		r.withoutSecondary()
	}
	for _, name := range r.Variables.names {
		one := document.Became{Place: r.keys[name].Place, Name: name, What: r.became[name], Also: r.also[name]}
		if one.What == "" && len(r.in[name]) > 0 {
			one.What = "a part of " + strings.Join(r.in[name], ", ")
		}
		if one.What == "" {
			if one.Apart = cmp.Or(r.apart[name], apart()[name]); strings.HasPrefix(name, "ansible_") {
				one.Apart = "Ansible's own"
			}
			one.Why = cmp.Or(r.why[name], r.whyNot(name))
			if of := within[name]; of != "" && one.Apart == "" && one.Why == "" {
				one.Apart = "it is for " + of + ", which has none"
			}
		}
		out = append(out, one)
	}
	return out
}

// withinApart are the variables in those that have no part, each with the first of them.
func (r *roles) withinApart() map[string]string {
	out := map[string]string{}
	for _, name := range r.Variables.names {
		if apart()[name] != "" {
			eachText(r.nodes[name], func(text string) {
				for _, found := range reference().FindAllStringSubmatch(text, -1) {
					out[found[1]] = cmp.Or(out[found[1]], name)
				}
			})
		}
	}
	return out
}

// eachText calls for each text in a value.
func eachText(n *source.Node, call func(text string)) {
	if n.Kind == source.Scalar {
		call(n.Text)
	}
	for _, inner := range slices.Concat(n.Items, n.Values) {
		eachText(inner, call)
	}
}

// whyNot is why nothing became of a variable; "" where nobody can say.
func (r *roles) whyNot(name string) string {
	if !slices.Contains(readByRoles(), name) {
		if meant := r.meant(name); meant != "" {
			return notOfRoles(meant)
		}
		return ""
	}
	wrong := r.misread(name, false)
	if slices.Contains(lists(), name) {
		wrong = r.listless(name)
	}
	if name == "additional_nic" {
		nic := r.nic(0)
		if nic == nil {
			return "it is no list of NICs, each with addresses in netplan"
		}
		wrong = r.misreadAt(nic, name, false, map[string]bool{name: true})
	}
	if wrong == nil {
		return ""
	}
	return wrong.because(name)
}

// withoutSecondary says of the variables of the secondary gateway why there is none: of the first with
// what is wrong. Where none of them says that one is wanted, as the defaults of the roles alone, they
// have no part.
func (r *roles) withoutSecondary() {
	wanted := r.nodes["metal_lb_secondary"] != nil || r.nodes[secondaryHosts] != nil || r.misspelt(secondaryHosts) != nil
	const left = "it is the secondary gateway's, which is left out"
	why := ": no " + secondaryHosts + " says its hosts"
	if wrong := r.listless(secondaryHosts); wrong != nil {
		r.why[secondaryHosts] = wrong.because(secondaryHosts) + "; without its hosts the secondary gateway is left out"
		why = ""
	}
	for _, name := range append([]string{"metal_lb_secondary"}, ofSecondary()...) {
		switch {
		case r.nodes[name] == nil || len(r.in[name]) > 0:
		case !wanted:
			r.apart[name] = "of a secondary gateway, of which no variable says the hosts"
		default:
			r.why[name] = left + why
			why = ""
		}
	}
}
