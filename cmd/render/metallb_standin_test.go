//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
)

// metallb is a cluster with a MetalLB, as far as addresses go, written down after
// MetalLB's sources: its webhook (internal/k8s/webhooks, internal/config poolsFor: a
// pool is judged with all others as they are, deletion never) and its controller
// (controller/main.go SetBalancer and SetPools, internal/allocator SetPools).
type metallb struct {
	// Keeps: below 0.14.2 no configuration is taken which lacks an address that a
	// Service has; the one before goes on.
	Keeps    bool
	Pools    map[string][]string // as they are in the API server
	Taken    map[string][]string // as the controller took them
	Services map[string]*lbService
	Owner    string
	Trace    []string // which Service had each address, whenever that changed
	Denied   int
}

type lbService struct {
	Want, Has []string
	Touched   int
}

// runKubectl is a kubectl for that cluster, which is in a file.
func runKubectl() {
	dir := os.Getenv("STAND_IN")
	state := filepath.Join(dir, "metallb.json")
	var m metallb
	text, err := os.ReadFile(state)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(9)
	}
	calls, _ := os.OpenFile(filepath.Join(dir, "calls"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	fmt.Fprintln(calls, "kubectl", strings.Join(os.Args[1:], " "))
	calls.Close()
	if stops(dir) {
		fmt.Fprintln(os.Stderr, "it fails")
		os.Exit(1)
	}
	code := m.call(os.Args[1:])
	text, _ = json.Marshal(m)
	if err := os.WriteFile(state, text, 0o666); err != nil {
		code = 9
	}
	os.Exit(code)
}

// stops reports whether this call is the one that fails, of those that change something.
func stops(dir string) bool {
	at, _ := strconv.Atoi(os.Getenv("STOP_AFTER"))
	if at == 0 || !slices.ContainsFunc([]string{"apply", "patch", "delete", "rollout", "wait"}, func(verb string) bool { return slices.Contains(os.Args, verb) }) {
		return false
	}
	name := filepath.Join(dir, "counted")
	counted, _ := os.ReadFile(name)
	_ = os.WriteFile(name, append(counted, '.'), 0o666)
	return len(counted)+1 == at
}

// call does what a script calls kubectl for.
func (m *metallb) call(args []string) int {
	namespace, words := "", []string{}
	for i := 0; i < len(args); i++ {
		if args[i] == "-n" {
			namespace, i = args[i+1], i+1
			continue
		}
		words = append(words, args[i])
	}
	all := strings.Join(words, " ")
	switch {
	case all == "get --raw /version":
		fmt.Println(`{"minor": "36", "gitVersion": "v1.36.0"}`)
	case words[0] == "apply":
		return m.apply(strings.Contains(all, "--dry-run"), strings.Contains(all, "--dry-run=server"))
	case words[0] == "patch" && words[1] == "ipaddresspools.metallb.io":
		var patch struct{ Spec struct{ Addresses []string } }
		_ = json.Unmarshal([]byte(words[len(words)-1]), &patch)
		return m.setPool(words[2], patch.Spec.Addresses, false)
	case words[0] == "annotate":
		s := m.Services[namespace+"/"+words[2]]
		s.Touched++
		m.converge(namespace + "/" + words[2])
	case words[0] == "delete" && words[1] == "ipaddresspools.metallb.io":
		delete(m.Pools, words[2])
		m.setPools()
	case words[0] == "delete" && words[1] == "services":
		delete(m.Services, namespace+"/"+words[2])
		m.reprocess()
	case words[0] == "get" && words[1] == "ipaddresspools.metallb.io" && strings.Contains(all, "spec.addresses"):
		fmt.Print(strings.Join(m.Pools[words[2]], " "))
	case words[0] == "get" && strings.Contains(all, "--ignore-not-found"):
		_, pool := m.Pools[words[2]]
		_, service := m.Services[namespace+"/"+words[2]]
		if pool && words[1] == "ipaddresspools.metallb.io" || service && words[1] == "services" {
			fmt.Print(words[2] + "=" + m.Owner)
		}
	case words[0] == "get" && words[1] == "service":
		if s := m.Services[namespace+"/"+words[2]]; s != nil {
			fmt.Print(strings.Join(s.Has, " "))
		}
	case words[0] == "get" && words[1] == "crd":
		fmt.Print("v1alpha1 v1beta1 v1")
	case strings.Contains(all, "app=istiod"):
		fmt.Println("istiod any pilot:1.23.6")
	case strings.HasSuffix(all, "-o name"):
		fmt.Println("there")
	}
	return 0
}

// apply takes what is applied, one object after another, as kubectl does.
func (m *metallb) apply(dry, judged bool) int {
	text, _ := io.ReadAll(os.Stdin)
	objects, err := manifest.ReadBack(text)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := 0
	for _, o := range objects {
		meta, spec := o.Object("metadata"), o.Object("spec")
		switch o.Text("kind") {
		case "IPAddressPool":
			if !dry || judged {
				code = max(code, m.setPool(meta.Text("name"), texts(spec.List("addresses")), dry))
			}
		case "Service":
			if spec.Text("type") == "LoadBalancer" && !dry {
				m.setService(meta.Text("namespace")+"/"+meta.Text("name"), spec.Text("loadBalancerIP"), meta.Object("annotations").Text("metallb.io/loadBalancerIPs"))
			}
		case "IstioOperator":
			for _, g := range spec.Object("components").List("ingressGateways") {
				if g := g.(manifest.Object); !dry {
					m.setService(meta.Text("namespace")+"/"+g.Text("name"), g.Object("k8s").Object("service").Text("loadBalancerIP"), g.Object("k8s").Object("serviceAnnotations").Text("metallb.io/loadBalancerIPs"))
				}
			}
		}
	}
	return code
}

func (m *metallb) setService(name, ip, annotation string) {
	want := strings.Split(ip+annotation, ",")
	s := m.Services[name]
	if s == nil {
		s = &lbService{}
		m.Services[name] = s
	} else if slices.Equal(s.Want, want) {
		return // no change, and so nobody looks at it
	}
	s.Want = want
	m.converge(name)
}

// setPool is what the webhook judges.
func (m *metallb) setPool(name string, addresses []string, dry bool) int {
	for other, list := range m.Pools {
		if other != name && len(rangesOf(addresses).both(rangesOf(list))) > 0 {
			m.Denied++
			fmt.Fprintf(os.Stderr, "Error from server (Forbidden): error when creating \"STDIN\": admission webhook \"ipaddresspoolvalidationwebhook.metallb.io\" denied the request: CIDR %q in pool %q overlaps with already defined CIDR %q\n", addresses, name, list)
			return 1
		}
	}
	if !dry {
		m.Pools[name] = addresses
		m.setPools()
	}
	return 0
}

// setPools is the controller's, when pools change.
func (m *metallb) setPools() {
	for _, s := range m.Services {
		if len(s.Has) > 0 && !inPools(m.Pools, s.Has) && m.Keeps {
			return // tried again later
		}
	}
	m.Taken = maps.Clone(m.Pools)
	m.reprocess()
}

func (m *metallb) reprocess() {
	for _, name := range slices.Sorted(maps.Keys(m.Services)) {
		m.converge(name)
	}
}

// converge is what the controller does with one Service when it changes.
func (m *metallb) converge(name string) {
	s := m.Services[name]
	had := s.Has
	if len(s.Has) > 0 && (!slices.Equal(s.Has, s.Want) || !inPools(m.Taken, s.Has)) {
		s.Has = nil
	}
	if len(s.Has) == 0 && inPools(m.Taken, s.Want) && !m.inUse(name, s.Want) {
		s.Has = s.Want
	}
	if slices.Equal(had, s.Has) {
		return
	}
	var now []string
	for _, name := range slices.Sorted(maps.Keys(m.Services)) {
		now = append(now, name+"="+strings.Join(m.Services[name].Has, ","))
	}
	m.Trace = append(m.Trace, strings.Join(now, " "))
	if m.Keeps {
		m.setPools() // that try again
	} else if len(s.Has) == 0 && inPools(m.Taken, had) {
		m.reprocess()
	}
}

func (m *metallb) inUse(by string, ips []string) bool {
	for name, s := range m.Services {
		if name != by && slices.ContainsFunc(ips, func(ip string) bool { return slices.Contains(s.Has, ip) }) {
			return true
		}
	}
	return false
}
