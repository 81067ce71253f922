package scripts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"render/render/endpoints"
)

func (l *listing) csv() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"tier", "host", "address", "below", "also"}}
	for _, t := range l.tiers {
		for i := range t.Names {
			n := &t.Names[i]
			for _, ip := range strings.Split(addresses(t, " "), " ") { // one row without any
				rows = append(rows, []string{t.Name, n.Host, ip, n.Below, strings.Join(l.also(n), " ")})
			}
		}
	}
	_ = w.WriteAll(rows) // into memory
	return b.Bytes()
}

// also are the names of the other tiers that answer a name.
func (l *listing) also(n *endpoints.Name) []string {
	out := []string{}
	for _, at := range n.Also {
		out = append(out, l.Tiers[at].Name)
	}
	return out
}

func (l *listing) json() []byte {
	type name struct {
		Host     string   `json:"host"`
		Wildcard bool     `json:"wildcard"`
		Below    string   `json:"below,omitempty"`
		Also     []string `json:"also"`
	}
	type tier struct {
		Name      string   `json:"name"`
		Service   string   `json:"service"`
		Addresses []string `json:"addresses"`
		Hosts     []name   `json:"hosts"`
	}
	out := struct {
		Name  string `json:"name"`
		Tiers []tier `json:"tiers"`
	}{Name: l.Topology, Tiers: []tier{}}
	for _, t := range l.tiers {
		one := tier{Name: t.Name, Service: t.Service, Addresses: texts(t.IPs), Hosts: []name{}}
		for i := range t.Names {
			n := &t.Names[i]
			one.Hosts = append(one.Hosts, name{Host: n.Host, Wildcard: n.Wild(), Below: n.Below, Also: l.also(n)})
		}
		out.Tiers = append(out.Tiers, one)
	}
	text, _ := json.MarshalIndent(out, "", "  ") // of texts alone
	return append(text, '\n')
}
