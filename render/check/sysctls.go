package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// checkSysctls warns of sysctls of pods that kubelets set only where they are told to: of others than the
// safe ones, which are those that Pod Security allows. Where that is asked for it tells of them
// (https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/).
func checkSysctls(c *checker, o *objects.Object) {
	if level, _ := c.levelOf(o.ID().Namespace); level == "baseline" || level == "restricted" {
		return
	}
	var names []string
	var at objects.Field
	for _, one := range o.Workload().Template().Spec().At("securityContext", "sysctls").Items().All() {
		if name := strings.ReplaceAll(textOf(one, "name"), "/", "."); name != "" && !slices.Contains(sysctls, name) && !slices.Contains(names, name) {
			if names = append(names, name); len(names) == 1 {
				at = one.At("name")
			}
		}
	}
	if len(names) == 0 {
		return
	}
	of, them := "is no safe sysctl", "it"
	if len(names) > 1 {
		of, them = "are no safe sysctls", "them"
	}
	c.warn("sysctl-unsafe", at, fmt.Sprintf("%s %s: a kubelet that is not told to allow %s refuses the pods (SysctlForbidden), which are made again and again", wording.FewQuoted(names), of, them),
		"remove "+them+"; or start the kubelets with --allowed-unsafe-sysctls="+strings.Join(names, ","))
}
