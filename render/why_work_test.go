package render_test

import (
	"context"
	"fmt"
	"testing"

	"render/render"
	"render/render/manifest"
)

// TestWhyWork: what is asked of a thousand apps is found out with a bounded number of renders, nearly
// all of them of a topology that is cut to what was asked about: all of them together are as much of
// it as a few renders of the whole.
func TestWhyWork(t *testing.T) {
	in := appsInput(1000)
	reasons, diagnostics, err := render.ReasonsOf(context.Background(), in)
	if err != nil || reasons == nil {
		t.Fatal(err, diagnostics.Err())
	}
	renders, bytes := reasons.Counted()
	asked := func(what string, times int64, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(what, err)
		}
		if n := renders.Swap(0); n == 0 || n > 500 {
			t.Errorf("%s is asked with %d renders", what, n)
		}
		if n, whole := bytes.Swap(0), int64(len(in.Text)); n > times*whole {
			t.Errorf("%s is asked with %d bytes of topologies, and the whole has %d", what, n, whole)
		}
	}
	for _, id := range []manifest.ID{
		{Group: "apps", Kind: "Deployment", Namespace: "default", Name: "app-8-v1"},
		{Kind: "Service", Namespace: "default", Name: "app-9"},
		{Group: "networking.istio.io", Kind: "Gateway", Namespace: "default", Name: "gateway-ingressgateway-secondary"},
		{Group: "install.istio.io", Kind: "IstioOperator", Namespace: "istio-system", Name: "istio-control-plane"},
	} {
		_, err := reasons.Why(context.Background(), id, nil)
		asked(id.String(), 2, err)
	}
	for _, line := range []int{1, 3, 7, 20} { // the name, Istio's version, a tier's address, an app
		_, _, err := reasons.Line(context.Background(), line)
		asked(fmt.Sprint("line ", line), 8, err)
	}
}

// TestWhyLongLists: of a long list of hosts that are alike each is told, and few are tried with all
// values that a host may have.
func TestWhyLongLists(t *testing.T) {
	for _, hosts := range []int{12, 60} {
		text := "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: omit\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts:\n"
		for i := range hosts {
			text += fmt.Sprintf("  - h%d.example.org\n", i)
		}
		text += "  apps:\n  - {name: shop, image: \"shop:1\", port: 8080, routes: [/*]}\n"
		reasons, diagnostics, err := render.ReasonsOf(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
		if err != nil || reasons == nil {
			t.Fatal(err, diagnostics.Err())
		}
		renders, _ := reasons.Counted()
		gateway := manifest.ID{Group: "networking.istio.io", Kind: "Gateway", Namespace: "default", Name: "gateway-ingressgateway"}
		found, err := reasons.Why(context.Background(), gateway, nil)
		if err != nil {
			t.Fatal(err)
		}
		told := map[int]bool{}
		for _, e := range found.On(gateway, nil) {
			told[e.Place.Line] = true
		}
		for line := 9; line < 9+hosts; line++ {
			if !told[line] {
				t.Errorf("of %d hosts that of line %d is not told", hosts, line)
			}
		}
		if n := renders.Load(); n > 800 {
			t.Errorf("%d hosts are asked with %d renders", hosts, n)
		}
	}
}
