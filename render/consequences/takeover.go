package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
)

// takeover gathers Secrets by what becomes of them, so that many are told of in a
// line.
type takeover struct {
	*change
	cases []transfer
}

// transfer is what becomes of some Secrets, and what is to be done about it.
type transfer struct {
	named    string
	severity Severity
	says     string // behind their names, with the verb for one and for several
	many     string
	help     string
	step     string
	keep     []*objects.Object // by a help
	keeps    bool              // by a step too
	either   bool              // that, or what help says
	run      []command
	intro    string // of run
	when     phase  // of run
	dismiss  *objects.Object

	ids       []manifest.ID
	of        []*objects.Object
	dismissed []*objects.Object
	copies    bool // that no gateway serves are among them
}

// transferred is a Secret that somebody else makes from now on, or nobody.
type transferred struct {
	id      manifest.ID
	was, is making.Secret
	of      reader
}

// reader is who reads a Secret.
type reader uint8

const (
	others            reader = iota
	gateways                 // which show its certificate, or check clients by it
	gatewaysOfServers        // which check servers behind them by it
)

// lacking is what is while a Secret is not there.
func (s *transferred) lacking() string {
	switch s.of {
	case gateways:
		return "TLS ends"
	case gatewaysOfServers:
		return "requests to servers that are checked so fail with 503"
	}
	return "whoever reads one has none"
}

// severity is how much it weighs that a Secret is not there.
func (s *transferred) severity() Severity {
	if s.of == others {
		return Warning
	}
	return Danger
}

func (t *takeover) add(one transfer, s *transferred) {
	at := slices.IndexFunc(t.cases, func(o transfer) bool { return o.named == one.named && o.says == one.says })
	if at < 0 {
		at = len(t.cases)
		t.cases = append(t.cases, one)
	} else {
		for _, o := range one.keep {
			if !slices.Contains(t.cases[at].keep, o) {
				t.cases[at].keep = append(t.cases[at].keep, o)
			}
		}
		t.cases[at].run = append(t.cases[at].run, one.run...)
	}
	kept := &t.cases[at]
	kept.ids = append(kept.ids, s.id)
	kept.of = append(kept.of, s.is.Object, s.was.Object)
	kept.copies = kept.copies || s.of == others
	if one.dismiss != nil {
		kept.dismissed = append(kept.dismissed, one.dismiss)
	}
}

// names are those of the Secrets, with their namespaces where they are not all those of
// gateways in one.
func (o *transfer) names() []string {
	apart := o.copies || slices.ContainsFunc(o.ids, func(id manifest.ID) bool { return id.Namespace != o.ids[0].Namespace })
	var out []string
	for _, id := range o.ids {
		if apart {
			out = append(out, id.Namespace+"/"+id.Name)
		} else {
			out = append(out, id.Name)
		}
	}
	return out
}

// tell tells of all cases. What a person has to name is named in full.
func (t *takeover) tell() {
	for i := range t.cases {
		one := &t.cases[i]
		names := one.names()
		subject, verb := "Secret "+quoted(names), one.says
		if len(names) > 1 {
			subject, verb = "Secrets "+quoted(names), one.many
		}
		var help []string
		if one.help != "" {
			help = append(help, one.help)
		}
		if len(one.keep) > 0 {
			keep := t.helpKept(one.keep...)
			if one.either {
				keep = "or keep " + kept(one.keep) + ": " + keep
			}
			help = append(help, keep)
		}
		commands := texts(one.run)
		if len(commands) > 0 {
			help = append(help, one.intro+": "+strings.Join(commands, "; "))
		}
		t.change.tell(one.named, one.severity, fmt.Sprintf("%s: %s", subject, verb), strings.Join(help, "; "), one.of...)
		if one.step != "" {
			t.steps.Need(beforehand, one.step)
		}
		if one.keeps {
			t.steps.Need(beforehand, "keep from being pruned: "+kept(one.keep))
		}
		for _, text := range commands {
			t.steps.Does(max(one.when, beforehand), text, run(scripts.AtOnce, text))
		}
		for _, o := range one.dismissed {
			t.dismissed[o] = true
		}
	}
}

// kept are objects as a step lists them, each by its name.
func kept(list []*objects.Object) string {
	var out []string
	for _, o := range list {
		out = append(out, o.ID().Kind+" "+strings.TrimPrefix(o.ID().Namespace+"/"+o.ID().Name, "/"))
	}
	if len(out) > maxRun {
		return strings.Join(out[:maxRun], ", ") + fmt.Sprintf(" and %d more", len(out)-maxRun)
	}
	return strings.Join(out, ", ")
}
