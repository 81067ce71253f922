package composing

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/platform"
	"render/render/source"
	"render/render/starter"
)

// IsFile reports whether a document is a Compose file.
func IsFile(n *source.Node) bool { return n != nil && compose.IsFile(n) }

// IsOldFile reports whether a document is a Compose file of the first form.
func IsOldFile(n *source.Node) bool { return n != nil && compose.IsOldFile(n) }

// File gives the text of a topology of one gateway with the services of a Compose file
// behind it, what became of each key, and what has to be there for it.
func File(root *source.Node, known Known) (string, []document.Became, []string, error) {
	c := &composed{known: known, name: root.Place.Source.Name(), unfilled: map[*source.Node]string{}, passwords: map[*source.Node]password{}}
	switch {
	case len(known.IPs) == 0:
		return "", nil, nil, errors.New("a Compose file says no address of a gateway; write: --ip 192.168.1.141")
	case len(known.IPs) > 1:
		return "", nil, nil, fmt.Errorf("--ip %s is for another gateway, and the services of a Compose file are behind one; leave it out", known.IPs[1])
	}
	if err := c.readVariables(); err != nil {
		return "", nil, nil, err
	}
	root = c.whole(root)
	c.root = root
	if volumes := root.Get("volumes"); volumes != nil {
		c.volumes = c.filled(volumes)
	}
	c.read(root)
	if len(c.services) == 0 {
		return "", nil, nil, errors.New("no service of it has both an image and a port, and apps have; write: image: and ports: or expose: in one" + c.toPush())
	}
	if !slices.ContainsFunc(c.services, (*service).isPublished) {
		return "", nil, nil, errors.New("no service of it is asked from outside" + c.unled() + "; write: ports: in one that is" + c.forMachine() + c.toPush())
	}
	if err := c.findHosts(); err != nil {
		return "", nil, nil, err
	}
	c.tellNames()
	c.tellVolumes()
	var apps []any
	for _, s := range c.services {
		apps = append(apps, c.app(s))
	}
	c.copied()
	c.tellInside()
	c.tellDefaults()
	c.notes = append(c.notes, "enableServiceLinks: false is at each app, since Kubernetes would give its containers variables as REDIS_PORT=tcp://... that no Compose service has, and programs read as their own settings")
	tier := document.Mapping{{Key: "name", Value: "primary"}, {Key: "ip", Value: known.IPs[0]}}
	tier.Add("hosts", document.Strs(c.hosts))
	if c.hosts != nil {
		tier.Add("tls", document.Mapping{{Key: "redirect", Value: true}})
	}
	if slices.ContainsFunc(c.services, func(s *service) bool { return s.from != nil }) {
		tier.Add("trafficPolicy", "Local") // by which the gateway sees who asks
	}
	tier.Add("ports", c.ports)
	tier.Add("apps", apps)
	doc := c.settings(root)
	doc.Add("tiers", []any{tier})
	return document.Text(doc, nil), c.became, c.notes, nil
}

// firstLabel is what a topology is called after the first of some hosts; "" for none.
func firstLabel(hosts []string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.Join(hosts, "."), "*."), ".")
	return document.Slug(name)
}

// settings are what is for the whole topology.
func (c *composed) settings(root *source.Node) (doc document.Mapping) {
	name := document.Slug(compose.Text(root, "name"))
	doc.Add("name", cmp.Or(c.known.Name, name, firstLabel(c.known.Hosts), firstLabel(c.hosts), "home"))
	kubernetes := c.known.Kubernetes
	if kubernetes != "" {
		doc.Add("kubernetes", kubernetes)
	} else {
		_, newest := platform.MicroK8sRange()
		kubernetes = cmp.Or(c.known.MicroK8s, newest)
		doc.Add("microk8s", kubernetes)
	}
	doc.Add("istio", cmp.Or(c.known.Istio, starter.NewestIstio(kubernetes)))
	doc.Add("metallb", c.known.MetalLB)
	return doc
}

// read reads the file's keys, and its services.
func (c *composed) read(root *source.Node) {
	for i, k := range root.Keys {
		value := root.Values[i]
		switch {
		case k.Text == "services":
			value = c.filled(c.extended(value))
			c.all, c.kept = value, keptBy(value)
			for j, name := range value.Keys {
				c.take(name, value.Values[j])
			}
		case k.Text == "name":
			c.becomes(k.Place, k.Text, "name: "+cmp.Or(c.known.Name, document.Slug(value.Text)))
		case k.Text == "version":
			c.leave(k.Place, k.Text, "the form of the file")
		case k.Text == "volumes":
			c.leave(k.Place, k.Text, "claims have to be there, and a topology makes none")
		case k.Text == "secrets", k.Text == "configs":
			c.leave(k.Place, k.Text, "Secrets and ConfigMaps have to be there, and a topology makes none")
		case k.Text == "networks":
			c.leave(k.Place, k.Text, "the pods of a cluster reach each other")
		case k.Text == "include": // each file of it is told of
		case strings.HasPrefix(k.Text, "x-"):
			c.leave(k.Place, k.Text, "what services share")
		default:
			c.became = append(c.became, document.Became{Place: k.Place, Name: k.Text})
		}
	}
}

// take takes up a service, unless it is none that an app can be.
func (c *composed) take(key, n *source.Node) {
	before, notes := len(c.became), len(c.notes)
	s := c.service(key, n)
	without := func() { c.became, c.notes = c.became[:before], c.notes[:notes] }
	name := "services." + key.Text
	switch {
	case compose.Text(n, "network_mode") != "" && strings.Contains(compose.Text(n, "network_mode"), ":"):
		_, other, _ := strings.Cut(compose.Text(n, "network_mode"), ":")
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: "its connections go through the network of " + other + ", as those of an app of its own would not; a container beside that of " + other + ", in one pod, shares it"})
	case c.isAsleep(n):
		without()
		c.leave(key.Place, name, "Compose starts it where one of its profiles is asked for; COMPOSE_PROFILES in "+dotEnv+" says which are")
	case isProxy(s.image):
		without()
		c.leave(key.Place, name, "it is a proxy of the others, and the tier's gateway is theirs")
	case s.image == "":
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name + ", which has no image,", Why: c.imageless(s)})
	case slices.ContainsFunc(c.services, func(other *service) bool { return other.name == s.name }):
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name + ", whose name would be that of another,"})
	case s.name == "" || s.name[0] < 'a':
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name + ", whose name is none of a Service,"})
	case c.endsItself(s):
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: "it ends by itself, and an app is started anew whenever it ends; write it at the app that waits for it" + c.waiting(key.Text) + ", in pod: {initContainers: [{name, image, command}]}, or make a Job of it"})
	case len(s.ports) == 0:
		without()
		c.became = append(c.became, document.Became{Place: key.Place, Name: name + ", of which nothing says a port,", Why: "write expose: [\"PORT\"] in the file; one that nobody asks, as a worker, is a Deployment in a file of its own"})
	default:
		c.services = append(c.services, s)
	}
}

// findHosts gives hosts to the services that are asked by HTTP from outside: those that a proxy is told,
// the given ones, or a name of each below the one that is given.
func (c *composed) findHosts() error {
	var without []*service
	others := false
	for _, s := range c.services {
		switch {
		case !s.isWeb():
		case len(s.hosts) > 0:
			others = true
			for _, host := range s.hosts {
				if !slices.Contains(c.hosts, host) {
					c.hosts = append(c.hosts, host)
				}
			}
		default:
			without = append(without, s)
		}
	}
	given := c.known.Hosts
	switch {
	case len(without) == 0 && len(given) > 0:
		return fmt.Errorf("--host %s is for a service that is asked from outside, and none is left for it; leave it out%s", given[0], c.toPush())
	case len(without) == 0:
		return nil
	case len(given) == 0:
		return errors.New("a Compose file says no name that clients ask for; write: --host home.example.org")
	case len(given) == 1 && (len(without) > 1 || others && strings.HasPrefix(given[0], "*")):
		return c.nameBelow(given[0], without, others)
	case len(given) != len(without):
		return fmt.Errorf("--host says %d names, and %d services are asked from outside; give one name, below which each has its own, or as many", len(given), len(without))
	}
	for i, s := range without {
		s.hosts = []string{given[i]}
		c.hosts = append(c.hosts, given[i])
	}
	return nil
}
