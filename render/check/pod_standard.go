package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// standard is what a Pod Security Standard has against pods
// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
type standard struct {
	pod         objects.Field
	annotations objects.LabelMap
	restricted  bool
	// hostsForbidden: probes may ask no other host; usersApart: less is asked of pods with users of their own.
	hostsForbidden, usersApart bool
	sidecar                    bool     // istiod adds one, which says no seccomp profile of its own
	byValues                   bool     // istiod's values give sidecars one
	faults                     []string // in the words of fields
	wanted                     []string // in a container's securityContext
	confine                    bool     // a seccomp profile is wanted for the sidecar
	unwanted                   []string // cures of what must not be
	unhardened                 bool     // more is wrong than what the overlay hardened says where nothing is said
}

// judge finds what the API server refuses (k8s.io/pod-security-admission, policy).
func (s *standard) judge() {
	for _, key := range [...]string{"hostNetwork", "hostPID", "hostIPC"} {
		if is, _ := s.pod.At(key).Raw().(bool); is {
			s.forbid(key, key+" is true")
		}
	}
	for _, volume := range s.pod.At("volumes").Items().All() {
		for _, m := range volume.Members() {
			if m.Key == "hostPath" || s.restricted && !slices.Contains(volumesOfAll, m.Key) {
				s.forbid(m.Key, fmt.Sprintf("volume %s is of %s", wording.Quote(textOf(volume, "name")), m.Key))
			}
		}
	}
	all := s.containers()
	for _, one := range all {
		s.judgeContainer(one)
	}
	if s.restricted {
		s.want(all, "allowPrivilegeEscalation is not false", "allowPrivilegeEscalation: false", func(c objects.Field) bool { return c.At("allowPrivilegeEscalation").Raw() == false })
		s.want(all, "capabilities do not drop ALL", "capabilities: {drop: [ALL]}", func(c objects.Field) bool { return slices.Contains(textsIn(c.At("capabilities", "drop")), "ALL") })
		s.want(all, "runAsNonRoot is not true", "runAsNonRoot: true", func(c objects.Field) bool {
			own := c.At("runAsNonRoot")
			return s.ofOwnUsers() || own.Raw() == true || !own.Present() && s.pod.At("securityContext", "runAsNonRoot").Raw() == true
		})
		s.judgeUser(s.pod.At("securityContext"))
	}
	s.judgeSeccomp(all)
	s.judgeConfinement(all)
}

// volumesOfAll are the kinds of volumes that the standard restricted allows, and their names.
var volumesOfAll = []string{"name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"}

// capabilities are those that the standard baseline lets be added; restricted: the one below.
var capabilities = []string{"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", netBind, "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"}

const netBind = "NET_BIND_SERVICE"

// judgeContainer finds what a container says that must not be.
func (s *standard) judgeContainer(one objects.Field) {
	name, context := wording.Quote(textOf(one, "name")), one.At("securityContext")
	s.unhardened = s.unhardened || context.Present()
	if context.At("privileged").Raw() == true {
		s.forbid("privileged", "container "+name+" is privileged")
	}
	for _, added := range textsIn(context.At("capabilities", "add")) {
		if !slices.Contains(capabilities, added) || s.restricted && added != netBind {
			s.forbid("capability "+added, "container "+name+" adds capability "+added)
		}
	}
	for _, port := range one.At("ports").Items().All() {
		if host := port.At("hostPort"); host.Present() && fmt.Sprint(host.Raw()) != "0" {
			s.forbid("hostPort", fmt.Sprintf("container %s has hostPort %v", name, host.Raw()))
		}
		s.unhardened = s.unhardened || len(fmt.Sprint(port.At("containerPort").Raw())) < len("1024")
	}
	s.judgeHosts(one)
	if proc := textOf(context, "procMount"); proc != "" && proc != "Default" && (s.restricted || !s.ofOwnUsers()) {
		s.forbid("procMount", "container "+name+" has procMount "+proc)
	}
	if s.restricted {
		s.judgeUser(context)
	}
}

// judgeUser finds root, in a container's securityContext or the pod's.
func (s *standard) judgeUser(context objects.Field) {
	if user := context.At("runAsUser"); !s.ofOwnUsers() && user.Present() && fmt.Sprint(user.Raw()) == "0" {
		s.forbid("runAsUser: 0", "runAsUser is 0")
	}
}

// judgeSeccomp finds what runs without a seccomp profile, the sidecar too, or is told to.
func (s *standard) judgeSeccomp(all []objects.Field) {
	profile := func(f objects.Field) string { return textOf(f.At("securityContext", "seccompProfile"), "type") }
	for _, f := range append(slices.Clone(all), s.pod) {
		if profile(f) == "Unconfined" {
			s.forbid("seccompProfile: {type: Unconfined}", "seccompProfile is Unconfined")
		}
	}
	if !s.restricted || profile(s.pod) != "" {
		return
	}
	var lack []string
	for _, one := range all {
		if profile(one) == "" {
			lack = append(lack, textOf(one, "name"))
		}
	}
	if len(lack) > 0 {
		s.wanted = append(s.wanted, "seccompProfile: {type: RuntimeDefault}")
	}
	if s.confine = s.sidecar; s.sidecar {
		lack = append(lack, "istio-proxy")
	}
	if len(lack) > 0 {
		s.faults = append(s.faults, "seccompProfile is not RuntimeDefault ("+strings.Join(lack, ", ")+")")
	}
}

// containers are the pod's, each with what it says of its security.
func (s *standard) containers() (out []objects.Field) {
	for _, key := range [...]string{"initContainers", "containers"} {
		for _, one := range s.pod.At(key).Items().All() {
			out = append(out, one)
		}
	}
	return out
}

// forbid tells of what is there and must not be.
func (s *standard) forbid(key, fault string) {
	if !slices.Contains(s.faults, fault) {
		s.faults = append(s.faults, fault)
	}
	if !slices.Contains(s.unwanted, key) {
		s.unwanted = append(s.unwanted, key)
	}
}

// want tells of what the securityContext of some containers does not say.
func (s *standard) want(all []objects.Field, fault, write string, says func(objects.Field) bool) {
	var lack []string
	for _, one := range all {
		if !says(one.At("securityContext")) {
			lack = append(lack, textOf(one, "name"))
		}
	}
	if len(lack) > 0 {
		s.faults, s.wanted = append(s.faults, fault+" ("+strings.Join(lack, ", ")+")"), append(s.wanted, write)
	}
}

// cure is what has the pods taken: of an app, in the words of a topology.
func (s *standard) cure(added bool) string {
	var parts []string
	where := map[bool]string{true: "in the containers ", false: "in the app "}[added]
	if len(s.wanted) > 0 {
		parts = append(parts, where+"securityContext: {"+strings.Join(s.wanted, ", ")+"}")
	}
	switch {
	case !s.confine:
	case s.byValues:
		parts = append(parts, "global: {proxy: {seccompProfile: {type: RuntimeDefault}}} in istiod's values")
	default:
		parts = append(parts, "a patch by an overlay that puts seccompProfile: {type: RuntimeDefault} into the securityContext of the pods")
	}
	out := strings.Join(parts, ", and ")
	if len(s.unwanted) > 0 {
		remove := "remove " + strings.Join(s.unwanted, ", ") + ", or have the namespace be privileged"
		if out != "" {
			remove += "; and write " + out
		}
		return remove
	}
	if !added && !s.unhardened {
		return "write overlays: [hardened] beside tiers, or " + out
	}
	return "write " + out
}

func textOf(f objects.Field, key string) string {
	text, _ := f.At(key).Raw().(string)
	return text
}

func textsIn(f objects.Field) (out []string) {
	for _, item := range f.Items().All() {
		if text, ok := item.Raw().(string); ok {
			out = append(out, text)
		}
	}
	return out
}
