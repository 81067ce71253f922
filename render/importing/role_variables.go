package importing

import (
	"strings"

	"render/internal/later"
)

// The variables of the gateways' hosts.
const (
	primaryHosts   = "cert_domains_primary_ingress"
	secondaryHosts = "cert_domains_secondary_ingress"
)

// ofRoles are variables by which those of the roles are known.
var ofRoles = []string{"metal_lb_primary", "metal_lb_secondary", primaryHosts, secondaryHosts}

// KnownBy are the names of these, in words.
func KnownBy() string { return strings.Join(ofRoles, ", ") }

// readByRoles are the variables that a topology of the roles is made of.
func readByRoles() []string {
	return append([]string{"additional_nic", "cert_CA", "istio_version", "microk8s_version", "secret_namespace_list", "istio_ingressgateway_primary_selector", "istio_ingressgateway_nodeport"},
		append(ofSecondary(), ofRoles...)...)
}

// ofSecondary are the variables of the secondary gateway, beside those of its hosts and its address.
func ofSecondary() []string {
	return []string{"istio_ingressgateway_secondary_name", "istio_ingressgateway_secondary_selector", "istio_ingressgateway_nodeport_secondary"}
}

// lists are the variables of the roles that are lists.
func lists() []string { return []string{primaryHosts, secondaryHosts, "secret_namespace_list"} }

// apart are variables that have no part in a topology, and why.
func apart() map[string]string { return apartOnce.Get(makeApart) }

var apartOnce later.Value[map[string]string]

func makeApart() map[string]string {
	return map[string]string{
		"users": "accounts of the machines", "local_etc_hosts": `lines of /etc/hosts, which "render hosts" prints for the tiers`,
		"microk8s_plugins": "addons of microk8s", "microk8s_plugin_helm3_enable": "addons of microk8s", "microk8s_enable_HA": "the cluster's nodes",
		"tls_secret_overwrite": "how the roles run", "istio_ingress_tested_from_localhost": "how the roles run", "cert_overwrite": "how the roles run",
		"ca_overwrite": "how the roles run", "LOCALDIR": "where the roles put files", "istio_dir": "where the roles put files",
		"TMPDIR": "where the roles put files, among them the authority and the gateways' pairs, which go into certs/", "limit_nofile": "limits of the machines",
		"istio_ingressgateway_primary_name": "a name that no role uses",
	}
}
