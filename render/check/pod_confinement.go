package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// judgeConfinement finds what takes away what the kernel or Windows confines pods by
// (k8s.io/pod-security-admission, policy: appArmorProfile, seLinuxOptions, sysctls, windowsHostProcess).
func (s *standard) judgeConfinement(all []objects.Field) {
	for key, text := range s.annotations.All() {
		value := text.Value()
		if _, is := strings.CutPrefix(key, "container.apparmor.security.beta.kubernetes.io/"); is && value != "" && value != "runtime/default" && !strings.HasPrefix(value, "localhost/") {
			s.forbid("the annotation "+key, "annotation "+key+" is "+value)
		}
	}
	for _, one := range append(slices.Clone(all), s.pod) {
		context := one.At("securityContext")
		if textOf(context.At("appArmorProfile"), "type") == "Unconfined" {
			s.forbid("appArmorProfile: {type: Unconfined}", "appArmorProfile is Unconfined")
		}
		options := context.At("seLinuxOptions")
		if of := textOf(options, "type"); of != "" && !slices.Contains(linuxTypes, of) {
			s.forbid("seLinuxOptions.type", "seLinuxOptions.type is "+of)
		}
		for _, key := range [...]string{"user", "role"} {
			if of := textOf(options, key); of != "" {
				s.forbid("seLinuxOptions."+key, "seLinuxOptions."+key+" is "+of)
			}
		}
		if context.At("windowsOptions", "hostProcess").Raw() == true {
			s.forbid("hostProcess", "windowsOptions.hostProcess is true")
		}
	}
	for _, one := range s.pod.At("securityContext", "sysctls").Items().All() {
		if name := textOf(one, "name"); !slices.Contains(sysctls, name) {
			s.forbid("sysctl "+name, "sysctl "+name+" is set")
		}
	}
}

// linuxTypes are the types of SELinux that the standard baseline allows.
var linuxTypes = []string{"container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

// sysctls are those that the standard baseline allows: of Kubernetes 1.37, of which older ones may
// lack some.
var sysctls = []string{"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
	"net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
	"net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat"}

// judgeHosts finds probes and hooks of a container that ask another host, which the standard baseline
// forbids from Kubernetes 1.34 on.
func (s *standard) judgeHosts(one objects.Field) {
	if !s.hostsForbidden {
		return
	}
	for _, path := range [...][]string{{"livenessProbe"}, {"readinessProbe"}, {"startupProbe"}, {"lifecycle", "postStart"}, {"lifecycle", "preStop"}} {
		for _, way := range [...]string{"httpGet", "tcpSocket"} {
			if host := textOf(one.At(path...).At(way), "host"); host != "" {
				s.forbid("host of "+way, fmt.Sprintf("%s of container %s asks host %s", path[len(path)-1], wording.Quote(textOf(one, "name")), host))
			}
		}
	}
}

// ofOwnUsers reports whether the users of the pods are none of the node's, for which the standards ask
// less from Kubernetes 1.35 on.
func (s *standard) ofOwnUsers() bool { return s.usersApart && s.pod.At("hostUsers").Raw() == false }
