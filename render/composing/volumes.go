package composing

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/format"
	"render/render/schemas"
	"render/render/source"
)

// kept is what services keep outside of their containers: volumes of the file and folders beside it, each
// of which becomes one claim whoever mounts it, and files, which become ConfigMaps.
type kept struct {
	order []string            // sources, as the file has them
	users map[string][]string // the apps that mount a source
	names map[string]string   // what takes its place, by the source
}

// keptBy are the sources of all services of a file. Volumes are called first, since they have names already.
func keptBy(services *source.Node) *kept {
	k := &kept{users: map[string][]string{}, names: map[string]string{}}
	for i, name := range services.Keys {
		var items []*source.Node
		if volumes := services.Values[i].Get("volumes"); volumes != nil {
			items = volumes.Items
		}
		take := func(from, into string) string {
			if isOfNode(from) {
				return ""
			}
			from = sourceOf(from, into)
			if !slices.Contains(k.order, from) {
				k.order = append(k.order, from)
			}
			if app := document.Slug(name.Text); !slices.Contains(k.users[from], app) {
				k.users[from] = append(k.users[from], app)
			}
			return "source-" + strconv.Itoa(slices.Index(k.order, from))
		}
		for _, item := range items {
			compose.Volumes(&source.Node{Kind: source.List, Items: []*source.Node{item}}, take)
		}
	}
	taken := map[string]bool{}
	for _, ofVolume := range []bool{true, false} {
		for _, from := range k.order {
			if isVolume(from) == ofVolume && k.outer(from) == "" {
				k.names[from] = unlike(taken, k.proposed(from))
			}
		}
	}
	return k
}

// ofFile is behind a source that is mounted as a file.
const ofFile = " as a file"

// sourceOf is a source in one spelling; what is mounted as a file is none that is mounted as a folder.
func sourceOf(from, into string) string {
	if isVolume(from) {
		return from
	}
	name := path.Clean(from)
	if isVolume(name) {
		name = "./" + name
	}
	if schemas.IsFile(into) {
		return name + ofFile
	}
	return name
}

// isVolume reports whether a source is a volume of the file, and no folder.
func isVolume(from string) bool { return !strings.ContainsAny(from[:1], ".~$") }

// proposed is a volume's own name; of a folder it is its path, behind the app that alone mounts it.
func (k *kept) proposed(from string) string {
	name := document.Slug(strings.TrimSuffix(from, ofFile))
	if users := k.users[from]; !isVolume(from) && len(users) == 1 && !strings.Contains("-"+name+"-", "-"+users[0]+"-") {
		name = strings.Trim(users[0]+"-"+name, "-")
	}
	if name == "" {
		return "data"
	}
	return name
}

// unlike is a name that is not taken, which it is from then on.
func unlike(taken map[string]bool, name string) string {
	if format.YAMLWord(name) != name { // y, no, 1 are texts in quotes alone
		name = "data-" + name
	}
	out := name
	for i := 2; taken[out]; i++ {
		out = fmt.Sprintf("%s-%d", name, i)
	}
	taken[out] = true
	return out
}

// isOfNode reports whether a source is a path of the machine, or none at all.
func isOfNode(from string) bool { return from == "" || from[0] == '/' }

// called is what takes the place of a source: the claim of a folder that it is in, and the folder there, or its own.
func (k *kept) called(from, into string) string {
	from = sourceOf(from, into)
	if outer := k.outer(from); outer != "" {
		return k.names[outer] + "/" + strings.TrimPrefix(from, outer+"/")
	}
	return k.names[from]
}

// outer is the folder among the sources that a folder is in; "" for none.
func (k *kept) outer(from string) string {
	if isVolume(from) || strings.HasSuffix(from, ofFile) {
		return ""
	}
	found := ""
	for _, other := range k.order {
		if strings.HasPrefix(from, other+"/") && (found == "" || len(other) < len(found)) {
			found = other
		}
	}
	return found
}

// calledIn is what the sources of one service are called, each otherwise.
func (c *composed) calledIn(s *service) func(from, into string) string {
	taken, names := map[string]bool{}, map[string]string{}
	for _, name := range c.kept.names {
		taken[name] = true
	}
	return func(from, into string) string {
		if !isOfNode(from) {
			return c.kept.called(from, into)
		}
		key := from
		if from == "" {
			key = " " + into // each is one of its own
		} else if !slices.Contains(s.nodes, from) && !isOfEveryNode(from) {
			s.nodes = append(s.nodes, from)
		}
		if names[key] == "" {
			names[key] = unlike(taken, cmp.Or(document.Slug(path.Base(into)), "data"))
		}
		return names[key]
	}
}

// isOfEveryNode reports whether each node has a path, as that of its clock.
func isOfEveryNode(from string) bool {
	for _, top := range [...]string{"/etc/localtime", "/etc/timezone", "/var/run/docker.sock", "/run/docker.sock", "/proc", "/sys", "/dev", "/", "/var/log", "/var/lib/docker", "/run/udev", "/etc/machine-id", "/etc/hostname", "/etc/os-release"} {
		if from == top || len(top) > 1 && strings.HasPrefix(from, top+"/") && (top == "/proc" || top == "/sys" || top == "/dev") {
			return true
		}
	}
	return false
}

// copied tells that nothing is in the claims of the apps that are taken up yet.
func (c *composed) copied() {
	var all []string
	for _, from := range c.kept.order {
		used := func(s *service) bool { return s.mounts && slices.Contains(c.kept.users[from], s.name) }
		if c.driverOptions(from) == nil && !strings.HasSuffix(from, ofFile) && c.kept.outer(from) == "" && slices.ContainsFunc(c.services, used) {
			what := from
			if isVolume(from) {
				what = "the volume " + from
			}
			all = append(all, what+" into "+c.kept.names[from])
		}
	}
	var nodes []string
	for _, s := range c.services {
		for _, from := range s.nodes {
			if !slices.Contains(nodes, from) {
				nodes = append(nodes, from)
			}
		}
	}
	if nodes != nil {
		c.notes = append(c.notes, "pods mount these paths of the node that they run on, which has to have them: "+strings.Join(nodes, ", ")+"; with several nodes write pod: {nodeSelector: {kubernetes.io/hostname: NODE}} at the app, or a claim in the place of hostPath")
	}
	if all != nil {
		c.notes = append(c.notes, "claims are empty when they are made; copy what is there now: "+strings.Join(all, ", "))
	}
	c.written()
}

// strategyOf is how an app's new pods take the place of old ones, where both would write to its volumes or listen on ports
// of their node: Compose stops a container before it starts the next, unless it is told otherwise, and a Deployment
// does not; "" where nothing has to be said.
func strategyOf(s *service) string {
	order := ""
	if deploy := s.node.Get("deploy"); deploy != nil && deploy.Get("update_config") != nil {
		order = compose.Text(deploy.Get("update_config"), "order")
	}
	switch onNode := slices.ContainsFunc(s.parts, func(p compose.Part) bool { return p.Key == "hostNetwork" }); {
	case order == "stop-first", onNode, s.writes && order != "start-first":
		return string(format.StrategyRecreate)
	case s.writes:
		return string(format.StrategyRollingUpdate)
	}
	return ""
}

// written tells of apps of which the old pod stops first.
func (c *composed) written() {
	var apps []string
	for _, s := range c.services {
		if strategyOf(s) == string(format.StrategyRecreate) {
			apps = append(apps, s.name)
		}
	}
	if apps == nil {
		return
	}
	c.notes = append(c.notes, "the old pod of "+strings.Join(apps, ", ")+" stops before the new one starts, by strategy: Recreate, as in Compose, since both would want the same volumes or ports; nothing answers in between")
}

// isWritten reports whether any volume of an app, each with where it is mounted behind it, is one to write to that a
// pod beside it has too.
func isWritten(parts []compose.Part) bool {
	for i := 0; i+1 < len(parts); i += 2 {
		volume, mount := parts[i].Value, parts[i+1].Value
		_, folder, onNode := strings.Cut(volume, "hostPath: {path: ")
		folder, _, _ = strings.Cut(folder, "}")
		if !strings.Contains(mount, "readOnly: true") && (strings.Contains(volume, "persistentVolumeClaim:") || strings.Contains(volume, " nfs: {") || onNode && !isOfEveryNode(folder)) {
			return true
		}
	}
	return false
}
