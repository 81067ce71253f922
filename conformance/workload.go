package conformance

import (
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"maps"
	"slices"

	"render/conformance/clauses"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metavalidation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	kubelabels "k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func labels(set map[string]string, at *field.Path) field.ErrorList {
	return clauses.Of(metavalidation.ValidateLabels(set, at))
}

// service judges a Service's names, ports and addresses.
func service(spec *corev1.ServiceSpec, at *field.Path) field.ErrorList {
	errs := labels(spec.Selector, at.Child("selector"))
	names, numbers := map[string]bool{}, map[string]bool{}
	for i, port := range spec.Ports {
		here := at.Child("ports").Index(i)
		if port.Name == "" && len(spec.Ports) > 1 {
			errs = append(errs, clauses.Of(field.ErrorList{field.Required(here.Child("name"), "a Service with several ports names each")})...)
		}
		if port.Name != "" {
			errs = append(errs, invalid(here.Child("name"), port.Name, clauses.Of(validation.IsDNS1123Label(port.Name)))...)
			errs = append(errs, clauses.Of(once(names, here.Child("name"), port.Name))...)
		}
		errs = append(errs, clauses.Of(portNumber(here.Child("port"), port.Port))...)
		protocol := port.Protocol
		if protocol == "" {
			protocol = corev1.ProtocolTCP
		}
		errs = append(errs, clauses.Of(once(numbers, here.Child("port"), fmt.Sprint(port.Port, "/", protocol)))...)
		errs = append(errs, target(here.Child("targetPort"), port.TargetPort)...)
	}
	if spec.LoadBalancerIP != "" {
		errs = append(errs, clauses.Of(validation.IsValidIP(at.Child("loadBalancerIP"), spec.LoadBalancerIP))...)
	}
	for i, cidr := range spec.LoadBalancerSourceRanges {
		errs = append(errs, clauses.Of(validation.IsValidCIDR(at.Child("loadBalancerSourceRanges").Index(i), cidr))...)
	}
	return errs
}

func target(at *field.Path, port intstr.IntOrString) field.ErrorList {
	switch {
	case port.Type == intstr.String:
		return invalid(at, port.StrVal, clauses.Of(validation.IsValidPortName(port.StrVal)))
	case port.IntVal != 0: // absent means the port itself
		return clauses.Of(portNumber(at, port.IntVal))
	}
	return nil
}

func portNumber(at *field.Path, port int32) field.ErrorList {
	return invalid(at, port, validation.IsValidPortNum(int(port)))
}

func invalid(at *field.Path, value any, problems []string) field.ErrorList {
	var errs field.ErrorList
	for _, problem := range problems {
		errs = append(errs, field.Invalid(at, value, problem))
	}
	return errs
}

func once(seen map[string]bool, at *field.Path, value string) field.ErrorList {
	if seen[value] {
		return field.ErrorList{field.Duplicate(at, value)}
	}
	seen[value] = true
	return nil
}

// workload judges, of a Deployment or a DaemonSet, that the selector is one, finds its
// own pods, and that the pods' labels, annotations, container names and port names are
// valid.
func workload(own *metav1.LabelSelector, pods *corev1.PodTemplateSpec) field.ErrorList {
	at := field.NewPath("spec")
	template := at.Child("template")
	errs := labels(pods.Labels, template.Child("metadata", "labels"))
	selectorAt := at.Child("selector")
	selector, err := metav1.LabelSelectorAsSelector(own)
	switch {
	case own == nil || selector != nil && selector.Empty():
		errs = append(errs, clauses.Of(field.ErrorList{field.Required(selectorAt, "")})...)
	case err != nil:
		errs = append(errs, clauses.Of(field.ErrorList{field.Invalid(selectorAt, own, err.Error())})...)
	case !selector.Matches(kubelabels.Set(pods.Labels)):
		errs = append(errs, clauses.Of(field.ErrorList{field.Invalid(selectorAt, selector.String(), "does not match the template's labels")})...)
	}
	pod := template.Child("spec")
	if len(pods.Spec.Containers) == 0 {
		errs = append(errs, clauses.Of(field.ErrorList{field.Required(pod.Child("containers"), "")})...)
	}
	names := map[string]bool{}
	errs = append(errs, containers(pod.Child("initContainers"), pods.Spec.InitContainers, names)...)
	return append(errs, containers(pod.Child("containers"), pods.Spec.Containers, names)...)
}

func containers(at *field.Path, list []corev1.Container, names map[string]bool) field.ErrorList {
	var errs field.ErrorList
	for i, c := range list {
		here := at.Index(i)
		errs = append(errs, invalid(here.Child("name"), c.Name, clauses.Of(validation.IsDNS1123Label(c.Name)))...)
		errs = append(errs, clauses.Of(once(names, here.Child("name"), c.Name))...)
		if c.Image == "" {
			errs = append(errs, clauses.Of(field.ErrorList{field.Required(here.Child("image"), "")})...)
		}
		ports := map[string]bool{}
		for j, port := range c.Ports {
			there := here.Child("ports").Index(j)
			if port.Name != "" {
				errs = append(errs, invalid(there.Child("name"), port.Name, clauses.Of(validation.IsValidPortName(port.Name)))...)
				errs = append(errs, clauses.Of(once(ports, there.Child("name"), port.Name))...)
			}
			errs = append(errs, clauses.Of(portNumber(there.Child("containerPort"), port.ContainerPort))...)
		}
		for j, env := range c.Env {
			errs = append(errs, invalid(here.Child("env").Index(j).Child("name"), env.Name, clauses.Of(validation.IsEnvVarName(env.Name)))...)
		}
	}
	return errs
}

// secret judges keys, and that a TLS Secret has both of its own, as the API
// server does. Where the certificate is one, and no placeholder, the key must
// be the one to it, which the API server does not look at. What it says never
// quotes the data.
func secret(s *corev1.Secret) []error {
	errs := keys(slices.Sorted(maps.Keys(s.Data)))
	errs = append(errs, keys(slices.Sorted(maps.Keys(s.StringData)))...)
	if s.Type != corev1.SecretTypeTLS {
		return errs
	}
	pair := map[string][]byte{}
	for _, key := range []string{corev1.TLSCertKey, corev1.TLSPrivateKeyKey} {
		value := s.Data[key]
		if text, ok := s.StringData[key]; ok {
			value = []byte(text)
		}
		if len(value) == 0 {
			errs = append(errs, clauses.Errorf("data: a TLS Secret needs %q", key))
		}
		pair[key] = value
	}
	if block, _ := pem.Decode(pair[corev1.TLSCertKey]); block == nil {
		return errs
	}
	if _, err := tls.X509KeyPair(pair[corev1.TLSCertKey], pair[corev1.TLSPrivateKeyKey]); err != nil {
		errs = append(errs, clauses.Errorf("data: %w", err))
	}
	return errs
}

func keys(names []string) []error {
	var errs []error
	for _, name := range names {
		for _, problem := range validation.IsConfigMapKey(name) {
			errs = append(errs, clauses.Errorf("data: key %q: %s", name, problem))
		}
	}
	return errs
}
