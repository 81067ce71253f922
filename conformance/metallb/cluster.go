// Package conformance judges what becomes of pools and of Services' addresses while
// objects change, by MetalLB's own code: what its webhook refuses, and which
// addresses its allocator gives, takes and drops.
//
// In go objects and who applies them; out comes what happens. It imports nothing of
// the renderer: its tests render the objects.
package conformance

import (
	"fmt"
	"net"
	"slices"

	"go.universe.tf/metallb/api/v1beta1"
	"go.universe.tf/metallb/internal/allocator"
	"go.universe.tf/metallb/internal/allocator/k8salloc"
	"go.universe.tf/metallb/internal/config"
	"go.universe.tf/metallb/internal/ipfamily"
	corev1 "k8s.io/api/core/v1"
)

// Side is what MetalLB reads of one side of a change.
type Side struct {
	Pools      []v1beta1.IPAddressPool
	Services   []Service // load balancers
	Namespaces []corev1.Namespace
	// Late are pools that Argo CD deletes, where they fall out, in a later wave than that
	// in which it applies the new ones.
	Late []string
}

// Service is a load balancer, and what makes it.
type Service struct {
	corev1.Service
	// Kept says that nobody deletes it when it is no more on the new side.
	Kept bool
}

// Applier is in which order pools come.
type Applier int

// The appliers.
const (
	Kubectl    Applier = iota // deletes nothing
	ArgoCD                    // deletes first
	ArgoLast                  // with PruneLast: deletes when all is there
	ArgoServer                // with ServerSideDiff: tries what is there already before it does anything
	Flux                      // tries all before it applies any, deletes last
)

// cluster is MetalLB's controller with what it knows.
type cluster struct {
	pools      []v1beta1.IPAddressPool
	namespaces []corev1.Namespace
	ips        *allocator.Allocator
	services   map[string]*corev1.Service
}

func newCluster() *cluster {
	return &cluster{ips: allocator.New(func(string) {}), services: map[string]*corev1.Service{}}
}

// admit is what MetalLB's webhook says of some pools together.
func (c *cluster) admit(pools []v1beta1.IPAddressPool) (*config.Config, error) {
	return config.For(config.ClusterResources{Pools: pools, Namespaces: c.namespaces}, config.DontValidate, config.ForOptions{})
}

// set has the controller take pools, and look at all Services then (controller,
// SetPools: SyncStateReprocessAll).
func (c *cluster) set(pools []v1beta1.IPAddressPool) error {
	cfg, err := c.admit(pools)
	if err != nil {
		return err
	}
	c.pools = pools
	c.ips.SetPools(cfg.Pools)
	c.reprocess()
	return nil
}

func (c *cluster) reprocess() {
	for _, key := range sortedKeys(c.services) {
		c.converge(key)
	}
}

// converge is what the controller does with one Service, as far as addresses go
// (controller, convergeBalancer and allocateIPs, which are of a program and cannot be
// imported).
func (c *cluster) converge(key string) {
	s := c.services[key]
	wanted, err := desired(s)
	if err != nil || s.Spec.Type != corev1.ServiceTypeLoadBalancer || len(c.pools) == 0 {
		c.ips.Unassign(key)
		return
	}
	assign := func(ips []net.IP) error {
		return c.ips.Assign(key, s, ips, k8salloc.Ports(s), sharing(s), k8salloc.BackendKey(s))
	}
	pool := note(s, "address-pool")
	if held := c.ips.IPs(key); len(held) > 0 {
		if assign(held) == nil && (len(wanted) == 0 || same(held, wanted)) && (pool == "" || c.ips.Pool(key) == pool) {
			return
		}
		c.ips.Unassign(key)
	}
	if len(wanted) == 0 {
		if f, err := ipfamily.ForService(s); err == nil && pool != "" {
			_, _ = c.ips.AllocateFromPool(key, s, f, pool, k8salloc.Ports(s), sharing(s), k8salloc.BackendKey(s))
		} else if err == nil {
			_, _ = c.ips.Allocate(key, s, f, k8salloc.Ports(s), sharing(s), k8salloc.BackendKey(s))
		}
		return
	}
	if families(s) == len(wanted) && (len(wanted) > 1 || family(s) == isV4(wanted[0])) {
		if assign(wanted) == nil && pool != "" && c.ips.Pool(key) != pool { // where it may not, the Service is pending
			c.ips.Unassign(key)
		}
	}
}

// family reports whether a Service's first family is IPv4.
func family(s *corev1.Service) bool { return isV4(net.ParseIP(s.Spec.ClusterIPs[0])) }

func families(s *corev1.Service) int { return len(s.Spec.ClusterIPs) }

func isV4(ip net.IP) bool { return ip.To4() != nil }

// held are the addresses of a Service as text.
func (c *cluster) held(key string) string {
	var out []string
	for _, ip := range c.ips.IPs(key) {
		out = append(out, ip.String())
	}
	slices.Sort(out)
	return fmt.Sprint(out)
}

// put makes or changes a Service, which keeps its IP families where it was there.
func (c *cluster) put(s *corev1.Service) {
	key := s.Namespace + "/" + s.Name
	next := s.DeepCopy()
	if before := c.services[key]; before != nil {
		next.Spec.ClusterIPs = kept(before, s)
	} else {
		next.Spec.ClusterIPs = allotted(s)
		if given := given(s); len(given) > 0 { // as a controller that starts has it
			_ = c.ips.Assign(key, next, given, k8salloc.Ports(s), sharing(s), k8salloc.BackendKey(s))
		}
	}
	c.services[key] = next
	c.balance(key)
}

// balance is what the controller does with a Service that changed: where it lost its
// address, and a pool has it, all others are looked at (controller, SetBalancer). That
// newer ones do so when a sharing key changes, too, nobody relies on.
func (c *cluster) balance(key string) {
	held := c.ips.IPs(key)
	c.converge(key)
	if len(held) > 0 && c.ips.Pool(key) == "" && c.ips.PoolForIP(held) != nil {
		c.reprocess()
	}
}

// drop deletes a Service, after which all others are looked at.
func (c *cluster) drop(key string) {
	c.ips.Unassign(key)
	delete(c.services, key)
	c.reprocess()
}
