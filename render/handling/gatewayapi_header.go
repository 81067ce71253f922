package handling

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

const (
	maxHeaderName  = 256
	maxHeaderText  = 1024 // of what a header or a parameter is compared with
	maxHeaderValue = 4096
)

// gatewayName is what the CRD takes as the name of a parameter of the query.
var gatewayName = format.Expression("^[A-Za-z0-9!#$%&'*+\\-.^_`|~]+$")

// checkGatewayAPI tells what the Gateway API cannot compare, and which headers
// it cannot change.
func (v *verdict) checkGatewayAPI(r *plan.Route) {
	route := r.Written
	routing := v.Doc.Routing.Origin
	if a := route.Respond; a != nil {
		v.Fail("gateway-api-field", a.Origin, "the Gateway API has no answer of the gateway's own but a redirect", v.OrIstio("remove it"), routing)
	}
	if w := &route.Rewrite; w.Regex.IsSet() {
		v.Fail("gateway-api-field", w.Origin, "the Gateway API rewrites a prefix or a whole path, and replaces nothing by an expression", v.OrIstio("remove it"), routing)
	}
	if m := route.IgnoreCase; m.Value {
		v.Fail("gateway-api-field", m.Origin, "the Gateway API always tells large letters of a path from small ones", "write the spellings as routes of their own, or regex: (?i)..., or "+v.ByIstio(), routing)
	}
	for i := range route.Headers {
		v.FailEach("gateway-api-field", negations(&route.Headers[i].Value), "the Gateway API compares a header with what it is, not with what it is not",
			v.OrIstio("write a route for the requests that have it, which is tried first"), routing)
	}
	v.checkGatewayAPIList(route.Headers, "headers")
	v.checkGatewayAPIList(route.Query, "parameters")
	for i := range route.Query {
		if name := route.Query[i].Key; !gatewayName.MatchString(name.Value) {
			v.Fail("gateway-api-value", name.Origin, wording.Quote(name.Value)+" has characters that the Gateway API does not take in the name of a parameter", v.OrIstio("remove it"))
		}
	}
	for _, c := range []*format.HeaderChange{route.Request, route.Response} {
		v.checkGatewayAPIChange(c)
	}
}

// checkGatewayAPIList checks the limits of the CRD for what is compared.
func (v *verdict) checkGatewayAPIList(list []format.HeaderMatch, what string) {
	if len(list) > plan.MaxHeaders {
		v.Fail("gateway-api-limit", list[plan.MaxHeaders].Key.Origin, fmt.Sprintf("the Gateway API compares %d %s at most, and here are %d", plan.MaxHeaders, what, len(list)), v.OrIstio("remove some"))
	}
	for i := range list {
		v.checkGatewayAPILength(list[i].Key, maxHeaderName)
		for _, t := range []format.Text{list[i].Value.Exact, list[i].Value.Prefix} {
			v.checkGatewayAPILength(t, maxHeaderText)
		}
	}
}

func (v *verdict) checkGatewayAPILength(t format.Text, most int) {
	if len(t.Value) > most {
		v.Fail("gateway-api-limit", t.Origin, fmt.Sprintf("has %d characters, and the Gateway API takes %d", len(t.Value), most), v.OrIstio("write a shorter one"))
	}
}

// checkGatewayAPIChange checks the limits of the CRD for headers that are changed.
func (v *verdict) checkGatewayAPIChange(c *format.HeaderChange) {
	if c == nil {
		return
	}
	names := [][]format.Text{changed(&format.HeaderChange{Set: c.Set}), changed(&format.HeaderChange{Set: c.Add}), c.Remove}
	for _, list := range names {
		if len(list) > plan.MaxHeaders {
			v.Fail("gateway-api-limit", list[plan.MaxHeaders].Origin, fmt.Sprintf("the Gateway API takes %d headers at most, and here are %d", plan.MaxHeaders, len(list)), v.OrIstio("remove some"))
		}
		for _, t := range list {
			v.checkGatewayAPILength(t, maxHeaderName)
		}
	}
	for _, list := range [][]format.Pair{c.Set, c.Add} {
		for _, p := range list {
			v.checkGatewayAPILength(p.Value, maxHeaderValue)
		}
	}
}
