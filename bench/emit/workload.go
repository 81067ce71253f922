package emit

import "render/bench/plain"

func (e *emitter) service(o *plain.Service) {
	e.header(&o.Header)
	e.text("spec:\n  selector:\n")
	e.labels("    ", &o.Spec.Selector)
	e.servicePorts("  ", o.Spec.Ports)
}

func (e *emitter) servicePorts(indent string, ports []plain.ServicePort) {
	e.text(indent, "ports:\n")
	for i := range ports {
		p := &ports[i]
		e.text(indent)
		e.field("- name: ", p.Name)
		if p.Protocol != "" {
			e.text(indent)
			e.field("  protocol: ", p.Protocol)
		}
		e.text(indent)
		e.number("  port: ", p.Port)
		e.text(indent)
		e.number("  targetPort: ", p.TargetPort)
		if p.NodePort != 0 {
			e.text(indent)
			e.number("  nodePort: ", p.NodePort)
		}
	}
}

func (e *emitter) deployment(o *plain.Deployment) {
	e.header(&o.Header)
	e.number("spec:\n  replicas: ", o.Spec.Replicas)
	e.text("  selector:\n    matchLabels:\n")
	e.labels("      ", &o.Spec.Selector.MatchLabels)
	e.text("  template:\n    metadata:\n      labels:\n")
	e.labels("        ", &o.Spec.Template.Metadata.Labels)
	e.text("    spec:\n")
	pod := &o.Spec.Template.Spec
	e.optional("      serviceAccountName: ", pod.ServiceAccountName)
	e.text("      containers:\n")
	for i := range pod.Containers {
		e.container(&pod.Containers[i])
	}
}

func (e *emitter) container(c *plain.Container) {
	e.field("      - name: ", c.Name)
	e.field("        image: ", c.Image)
	e.field("        imagePullPolicy: ", c.ImagePullPolicy)
	e.list("        ", "command", c.Command)
	if len(c.Ports) > 0 {
		e.text("        ports:\n")
		for _, p := range c.Ports {
			e.field("        - name: ", p.Name)
			e.number("          containerPort: ", p.ContainerPort)
		}
	}
	if len(c.Env) > 0 {
		e.text("        env:\n")
		for i := range c.Env {
			e.field("        - name: ", c.Env[i].Name)
			e.optional("          value: ", c.Env[i].Value)
			if from := c.Env[i].ValueFrom; from != nil {
				e.field("          valueFrom:\n            fieldRef:\n              fieldPath: ", from.FieldRef.FieldPath)
			}
		}
	}
	e.text("        resources:\n")
	e.amounts("          limits:\n", c.Resources.Limits)
	e.amounts("          requests:\n", c.Resources.Requests)
	if s := c.SecurityContext; s != nil {
		e.text("        securityContext:\n")
		e.boolean("          allowPrivilegeEscalation: ", s.AllowPrivilegeEscalation)
		e.text("          capabilities:\n")
		e.list("            ", "drop", s.Capabilities.Drop)
		e.boolean("          privileged: ", s.Privileged)
		e.boolean("          readOnlyRootFilesystem: ", s.ReadOnlyRootFilesystem)
		e.number("          runAsGroup: ", s.RunAsGroup)
		e.boolean("          runAsNonRoot: ", s.RunAsNonRoot)
		e.number("          runAsUser: ", s.RunAsUser)
	}
}

func (e *emitter) amounts(lead string, a *plain.Amounts) {
	if a == nil {
		return
	}
	e.text(lead)
	e.optional("            cpu: ", a.CPU)
	e.optional("            memory: ", a.Memory)
}

func (e *emitter) gateway(o *plain.Gateway) {
	e.header(&o.Header)
	e.text("spec:\n  selector:\n")
	e.labels("    ", &o.Spec.Selector)
	e.text("  servers:\n")
	for i := range o.Spec.Servers {
		s := &o.Spec.Servers[i]
		e.field("  - port:\n      name: ", s.Port.Name)
		e.number("      number: ", s.Port.Number)
		e.field("      protocol: ", s.Port.Protocol)
		e.list("    ", "hosts", s.Hosts)
		if s.TLS != nil {
			e.field("    tls:\n      mode: ", s.TLS.Mode)
			e.field("      credentialName: ", s.TLS.Credential)
			e.field("      minProtocolVersion: ", s.TLS.MinVersion)
		}
	}
}

func (e *emitter) virtualService(o *plain.VirtualService) {
	e.header(&o.Header)
	e.text("spec:\n")
	e.list("  ", "hosts", o.Spec.Hosts)
	e.list("  ", "gateways", o.Spec.Gateways)
	e.text("  http:\n")
	for i := range o.Spec.HTTP {
		e.text("  - match:\n")
		for _, m := range o.Spec.HTTP[i].Match {
			e.text("    - uri:\n")
			e.optional("        exact: ", m.URI.Exact)
			e.optional("        prefix: ", m.URI.Prefix)
		}
		e.text("    route:\n")
		for j := range o.Spec.HTTP[i].Route {
			d := &o.Spec.HTTP[i].Route[j].Destination
			e.field("    - destination:\n        host: ", d.Host)
			e.number("        port:\n          number: ", d.Port.Number)
		}
	}
}
