package conformance

import (
	"iter"
	"slices"
	"strings"

	"go.universe.tf/metallb/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
)

// Outcome is what a change does.
type Outcome struct {
	Denied []string // pools that the first run could not bring
	// Services by what becomes of their addresses.
	Moved   []string // another
	Added   []string // those that it had, and another
	None    []string // none in the end; it had one, or asked for one in vain
	Dropped []string // none for a while, since its pool went first
	Waits   []string // none until another Service is deleted
	Swapped []string // none in some order, unless something wakes MetalLB
}

// Change has MetalLB take a change.
func Change(old, now Side, by Applier) (Outcome, error) {
	var out Outcome
	for order := range orders(now.Services) {
		one, err := change(old, now, by, order)
		if err != nil {
			return out, err
		}
		out.add(one)
	}
	return out, nil
}

func (o *Outcome) add(other Outcome) {
	for _, both := range []struct{ into, from *[]string }{{&o.Denied, &other.Denied}, {&o.Moved, &other.Moved}, {&o.Added, &other.Added}, {&o.None, &other.None},
		{&o.Dropped, &other.Dropped}, {&o.Waits, &other.Waits}, {&o.Swapped, &other.Swapped}} {
		for _, name := range *both.from {
			if !slices.Contains(*both.into, name) {
				*both.into = append(*both.into, name)
			}
		}
		slices.Sort(*both.into)
	}
	// what is swapped in one order only moves in the other
	o.Moved = slices.DeleteFunc(o.Moved, func(name string) bool { return slices.Contains(o.Swapped, name) || slices.Contains(o.Waits, name) })
}

const nothing = "[]"

// maxOrdered is how many Services are changed in every order.
const maxOrdered = 4

// orders are all orders of a few Services; of many the one and its reverse.
func orders(services []Service) iter.Seq[[]Service] {
	return func(yield func([]Service) bool) {
		if len(services) > maxOrdered {
			back := slices.Clone(services)
			slices.Reverse(back)
			_ = yield(services) && yield(back)
			return
		}
		permute(services, nil, yield)
	}
}

func permute(rest, chosen []Service, yield func([]Service) bool) bool {
	if len(rest) == 0 {
		return yield(chosen)
	}
	for i := range rest {
		if !permute(slices.Delete(slices.Clone(rest), i, i+1), append(slices.Clone(chosen), rest[i]), yield) {
			return false
		}
	}
	return true
}

// change has Services changed in an order.
func change(old, now Side, by Applier, services []Service) (out Outcome, err error) {
	c := newCluster()
	c.namespaces = old.Namespaces
	if err := c.set(old.Pools); err != nil {
		return out, err
	}
	for i := range old.Services {
		c.put(&old.Services[i].Service)
	}
	had := map[string]string{}
	for key := range c.services {
		had[key] = c.held(key)
	}
	c.namespaces = now.Namespaces
	dropped, err := c.bring(old, now, by, had, &out)
	if err != nil {
		return out, err
	}
	for i := range services {
		c.put(&services[i].Service)
	}
	c.judge(old, services, had, dropped, &out)
	return out, nil
}

// bring brings the pools, and gives the Services that had no address at some time.
func (c *cluster) bring(old, now Side, by Applier, had map[string]string, out *Outcome) (dropped map[string]bool, err error) {
	dropped = map[string]bool{}
	look := func() {
		for key, before := range had {
			if before != nothing && c.held(key) == nothing {
				dropped[key] = true
			}
		}
	}
	remove := func(late bool) error {
		for _, p := range old.Pools {
			if by == Kubectl || named(now.Pools, p.Name) >= 0 || !late && slices.Contains(old.Late, p.Name) {
				continue
			}
			if at := named(c.pools, p.Name); at >= 0 {
				if err := c.set(slices.Delete(slices.Clone(c.pools), at, at+1)); err != nil {
					return err
				}
				look()
			}
		}
		return nil
	}
	for _, p := range now.Pools {
		if by != Flux && (by != ArgoServer || named(old.Pools, p.Name) < 0) {
			continue
		}
		if _, err := c.admit(with(c.pools, p)); err != nil {
			out.Denied = append(out.Denied, p.Name)
		}
	}
	if len(out.Denied) > 0 {
		return dropped, nil
	}
	if by == ArgoCD || by == ArgoServer {
		if err := remove(false); err != nil {
			return nil, err
		}
	}
	denied := false // for good
	for run := 0; run < len(now.Pools)+1; run++ {
		denied = false
		for _, p := range now.Pools {
			next := with(c.pools, p)
			if _, err := c.admit(next); err != nil {
				denied = true
				if run == 0 {
					out.Denied = append(out.Denied, p.Name)
				}
				continue
			}
			if err := c.set(next); err != nil {
				return nil, err
			}
			look()
		}
		if denied && run == 0 && (by == ArgoCD || by == ArgoServer) { // each try deletes more
			if err := remove(true); err != nil {
				return nil, err
			}
		}
	}
	if denied {
		return dropped, nil
	}
	return dropped, remove(true)
}

func named(pools []v1beta1.IPAddressPool, name string) int {
	return slices.IndexFunc(pools, func(p v1beta1.IPAddressPool) bool { return p.Name == name })
}

func with(pools []v1beta1.IPAddressPool, p v1beta1.IPAddressPool) []v1beta1.IPAddressPool {
	out := slices.Clone(pools)
	if at := named(out, p.Name); at >= 0 {
		out[at] = p
		return out
	}
	return append(out, p)
}

// sameAsk reports whether a Service of the old side asked for the same.
func sameAsk(old Side, now *corev1.Service) bool {
	return slices.ContainsFunc(old.Services, func(s Service) bool {
		return s.Namespace == now.Namespace && s.Name == now.Name && s.Spec.Type == now.Spec.Type && s.Spec.LoadBalancerIP == now.Spec.LoadBalancerIP &&
			note(&s.Service, "loadBalancerIPs") == note(now, "loadBalancerIPs") && note(&s.Service, "address-pool") == note(now, "address-pool")
	})
}

// judge finds what became of the Services of the new side.
func (c *cluster) judge(old Side, now []Service, had map[string]string, dropped map[string]bool, out *Outcome) {
	first := map[string]string{}
	for i := range now {
		key := now[i].Namespace + "/" + now[i].Name
		first[key] = c.held(key)
	}
	c.reprocess() // what woke MetalLB by chance
	woken := map[string]string{}
	for key := range first {
		woken[key] = c.held(key)
	}
	for i := range old.Services {
		if key := old.Services[i].Namespace + "/" + old.Services[i].Name; first[key] == "" {
			c.drop(key) // by pruning, by Istio's installer, or at last by a person
		}
	}
	for i := range now {
		key := now[i].Namespace + "/" + now[i].Name
		end, before := c.held(key), had[key]
		isLB := now[i].Spec.Type == corev1.ServiceTypeLoadBalancer
		switch {
		case end == nothing && before == nothing && sameAsk(old, &now[i].Service): // which it had none for before
			continue
		case end == nothing && (before != "" && before != nothing || isLB):
			out.None = append(out.None, key)
			continue
		case end == nothing:
		case woken[key] == nothing:
			out.Waits = append(out.Waits, key)
		case first[key] == nothing:
			out.Swapped = append(out.Swapped, key)
		case before != "" && before != nothing && before != end && within(before, end):
			out.Added = append(out.Added, key)
		case before != "" && before != nothing && before != end:
			out.Moved = append(out.Moved, key)
		}
		if dropped[key] && isLB {
			out.Dropped = append(out.Dropped, key)
		}
	}
}

// within reports whether all addresses that a Service had are among those that it has.
func within(before, now string) bool {
	words := func(held string) []string { return strings.Fields(strings.Trim(held, "[]")) }
	return !slices.ContainsFunc(words(before), func(a string) bool { return !slices.Contains(words(now), a) })
}
