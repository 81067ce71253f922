package mesh

import (
	"encoding/base64"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const conversion = "pilot/pkg/config/kube/gateway"

// givenToConversion adds what Istio's test of its conversion of Gateways has in the
// cluster, as that test's source says it: Services and hosts, pairs and authorities, and
// namespaces with a label by which listeners choose them.
func givenToConversion(t *testing.T, w *world) {
	sources, err := istioSources()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(sources, conversion, "conversion_test.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	namespaces := map[string]bool{}
	for _, o := range w.objects {
		collectTexts(o.Object, func(text string) string { return strings.ReplaceAll(text, "svc.domain.suffix", "svc.cluster.local") })
		if o.GetNamespace() != "" {
			namespaces[o.GetNamespace()] = true
		}
	}
	before := len(w.objects)
	for _, d := range file.Decls {
		of, ok := d.(*ast.GenDecl)
		if !ok || of.Tok != token.VAR {
			continue
		}
		ast.Inspect(of, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				w.givenBy(t, lit)
			}
			return true
		})
	}
	if len(w.objects) < before+40 {
		t.Fatalf("%s says %d objects", file.Name, len(w.objects)-before)
	}
	w.addNamespaces(namespaces)
	for _, o := range w.objects {
		if o.GetKind() == "Gateway" && !w.has("Deployment", o.GetNamespace(), "istio-ingressgateway") {
			w.addIngress(o.GetNamespace())
		}
	}
}

// givenPairs adds a pair and an authority to each namespace, and a Secret that has no
// certificate.
func givenPairs(t *testing.T, w *world) {
	pair, err := anyPair()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := base64.StdEncoding.DecodeString(pair["ca.crt"].(string))
	if err != nil {
		t.Fatal(err)
	}
	for _, namespace := range []string{"edge", "far", "ungranted", "istio-system"} {
		for _, name := range []string{"pair", "exact", "late"} {
			w.addObject("v1", "Secret", namespace, name, map[string]any{"type": "kubernetes.io/tls", "data": pair})
		}
		w.addObject("v1", "Secret", namespace, "text", map[string]any{"type": "kubernetes.io/tls", "data": map[string]any{"tls.crt": "bm90aGluZwo=", "tls.key": "bm90aGluZwo="}})
		w.addObject("v1", "ConfigMap", namespace, "authority", map[string]any{"data": map[string]any{"ca.crt": string(plain)}})
	}
}

// givenBy adds the object of a literal: a Service as istiod models it, a Secret or a
// ConfigMap.
func (w *world) givenBy(t *testing.T, lit *ast.CompositeLit) {
	pair, err := anyPair()
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]ast.Expr{}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				fields[key.Name] = kv.Value
			}
		}
	}
	if host := written(fields["Hostname"]); host != "" {
		name, _, _ := strings.Cut(host, ".")
		w.givenHost(host, name, member(fields["Attributes"], "Namespace"))
		return
	}
	name, namespace := member(fields["ObjectMeta"], "Name"), member(fields["ObjectMeta"], "Namespace")
	data := map[string]any{}
	if of, ok := fields["Data"].(*ast.CompositeLit); ok && name != "" {
		for _, e := range of.Elts {
			key, value := written(e.(*ast.KeyValueExpr).Key), e.(*ast.KeyValueExpr).Value
			if call, ok := value.(*ast.CallExpr); ok { // []byte(...)
				value = call.Args[0]
			}
			if data[key] = pair[key]; written(value) != "" || pair[key] == nil {
				data[key] = "bm90aGluZwo=" // which is no certificate
			}
		}
		kind := "Secret"
		if sel, ok := lit.Type.(*ast.SelectorExpr); ok {
			kind = sel.Sel.Name
		}
		if kind == "ConfigMap" {
			for key, value := range data {
				plain, err := base64.StdEncoding.DecodeString(value.(string))
				if err != nil {
					t.Fatal(err)
				}
				data[key] = string(plain)
			}
		}
		w.addObject("v1", kind, namespace, name, map[string]any{"data": data})
	}
}

// givenHost adds a Service, or the entry of a host that is no Service's.
func (w *world) givenHost(host, name, namespace string) {
	ports := []any{}
	for _, p := range []struct {
		name   string
		number int64
	}{{"http", 80}, {"tcp", 34000}, {"tcp-other", 34001}} {
		ports = append(ports, map[string]any{"name": p.name, "port": p.number, "protocol": "TCP"})
	}
	if strings.HasSuffix(host, ".domain.suffix") {
		if name != "istio-ingressgateway" && !w.has("Service", namespace, name) {
			w.addObject("v1", "Service", namespace, name, map[string]any{"spec": map[string]any{"ports": ports}})
		}
		return
	}
	for _, p := range ports {
		p := p.(map[string]any)
		p["number"] = p["port"]
		delete(p, "port")
	}
	w.addObject("networking.istio.io/v1", "ServiceEntry", namespace, strings.ReplaceAll(host, ".", "-"),
		map[string]any{"spec": map[string]any{"hosts": []any{host}, "ports": ports, "resolution": "DNS"}})
}

// addNamespaces adds those of the objects, each with a label of the first part of its
// name.
func (w *world) addNamespaces(names map[string]bool) {
	for name := range names {
		if part, _, _ := strings.Cut(name, "-"); !w.has("Namespace", "", name) {
			w.addObject("v1", "Namespace", "", name, map[string]any{})
			w.find("Namespace", "", name).SetLabels(map[string]string{"istio.io/test-name-part": part})
		}
	}
}

// addIngress adds the pods that Gateways of a namespace name, and their Service, of which
// two ports are others on the pods.
func (w *world) addIngress(namespace string) {
	labels := map[string]any{"istio": "ingressgateway"}
	ports := []any{}
	for _, number := range []int64{80, 443, 34000, 34001, 8080, 8443, 15443, 81, 82, 9000, 12345} {
		target := number
		if number == 80 {
			target = 8080
		} else if number == 8080 {
			target = 8088
		}
		ports = append(ports, map[string]any{"name": "p" + strconv.FormatInt(number, 10), "port": number, "targetPort": target, "protocol": "TCP"})
	}
	w.addObject("v1", "Service", namespace, "istio-ingressgateway", map[string]any{"spec": map[string]any{"selector": labels, "ports": ports}})
	w.addObject("apps/v1", "Deployment", namespace, "istio-ingressgateway", map[string]any{"spec": map[string]any{
		"selector": map[string]any{"matchLabels": labels},
		"template": map[string]any{"metadata": map[string]any{"labels": labels, "annotations": map[string]any{"inject.istio.io/templates": "gateway"}},
			"spec": map[string]any{"containers": []any{map[string]any{"name": "istio-proxy", "image": "proxyv2"}}}}}})
}

func (w *world) addObject(version, kind, namespace, name string, members map[string]any) {
	metadata := map[string]any{"name": name}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	members["apiVersion"], members["kind"], members["metadata"] = version, kind, metadata
	w.objects = append(w.objects, &unstructured.Unstructured{Object: members})
}

// written is the text of a literal; "" of what is none.
func written(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		text, _ := strconv.Unquote(lit.Value)
		return text
	}
	return ""
}

// member is the text of a literal's field.
func member(e ast.Expr, name string) string {
	if lit, ok := e.(*ast.CompositeLit); ok {
		for _, one := range lit.Elts {
			if kv, ok := one.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
					return written(kv.Value)
				}
			}
		}
	}
	return ""
}

// collectTexts puts other texts in place of all of a value's.
func collectTexts(value any, change func(string) string) {
	switch v := value.(type) {
	case map[string]any:
		for k, one := range v {
			if text, ok := one.(string); ok {
				v[k] = change(text)
			}
			collectTexts(one, change)
		}
	case []any:
		for i, one := range v {
			if text, ok := one.(string); ok {
				v[i] = change(text)
			}
			collectTexts(one, change)
		}
	}
}
